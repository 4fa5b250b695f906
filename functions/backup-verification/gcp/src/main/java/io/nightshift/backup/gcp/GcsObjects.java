package io.nightshift.backup.gcp;

import io.nightshift.backup.dump.ObjectStore;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpErrors;
import io.nightshift.gcp.PagedRest;
import io.nightshift.gcp.PlainRest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Buckets of Cloud Storage.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects/list">Cloud Storage: Objects: list</a>
 */
public record GcsObjects(PlainRest rest) implements ObjectStore {

    private static final String ROOT = "https://storage.googleapis.com/";

    public static GcsObjects of(GcpClients clients) {
        return new GcsObjects(PlainRest.of(clients, ROOT));
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.subject().origin().cloud() == Cloud.GCP
                && database.subject().kind().equals(Kinds.GCS_BUCKET);
    }

    private static String text(ProtectedDatabase database, String key) {
        return database.source().get(key) instanceof Json.Str(var text) ? text : "";
    }

    private static String objects(ProtectedDatabase database) {
        return "storage/v1/b/" + escaped(text(database, "bucket")) + "/o";
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void each(ProtectedDatabase database, Consumer<StoredObject> seen) throws CallFailed {
        var query = new TreeMap<>(Map.of("prefix", text(database, "prefix")));
        var pages = new PagedRest(rest);
        while (true) {
            var page = View.of(pages.get(objects(database), query));
            var next = PagedRest.read(page, json -> {
                for (var item : json.at("items").items()) {
                    seen.accept(object(item));
                }
                return json.at("nextPageToken").textOr("");
            });
            if (next.isEmpty()) {
                return;
            }
            query.put("pageToken", next);
        }
    }

    /** Numbers are texts here. */
    private static StoredObject object(View item) throws JsonException {
        var key = item.at("kmsKeyName").textOr("");
        int version = key.indexOf("/cryptoKeyVersions/");
        return new StoredObject(
                item.at("name").nonBlank(),
                item.at("generation").nonBlank(),
                item.at("updated").instant(),
                size(item.at("size")),
                version < 0 ? key : key.substring(0, version));
    }

    private static long size(View size) throws JsonException {
        try {
            return Long.parseLong(size.text());
        } catch (NumberFormatException e) {
            throw size.wrong("a number of bytes");
        }
    }

    /** Of the generation that was listed. */
    @Override
    public byte[] part(ProtectedDatabase database, StoredObject object, long from, int length) throws CallFailed {
        try {
            return rest.part(
                    objects(database) + "/" + escaped(object.name()),
                    Map.of("alt", "media", "generation", object.version()),
                    from,
                    length);
        } catch (IOException e) {
            var problem = GcpErrors.whileReading(e);
            throw new CallFailed(
                    problem.code().equals("404")
                            ? Problem.permanent("NoBackup", "the object was replaced or removed")
                            : problem);
        }
    }
}
