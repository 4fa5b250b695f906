package io.nightshift.gcp;

import com.google.api.client.http.HttpResponseException;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The objects of a bucket of Cloud Storage.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects/list">Cloud Storage: Objects: list</a>
 */
public record StoredObjects(PlainRest rest, String bucket) {

    public static final String REPLACED = "Replaced";

    private static final String ROOT = "https://storage.googleapis.com/";

    public static PlainRest rest(GcpClients clients) {
        return PlainRest.of(clients, ROOT);
    }

    /**
     * An object as listed.
     *
     * @param generation changes with its content
     * @param key of Cloud KMS, with its version; empty without one
     */
    public record Item(String name, String generation, Instant updated, long bytes, String key) {}

    /** Lists the objects whose names begin with a prefix, page by page. */
    public void each(String prefix, Consumer<Item> seen) throws CallFailed {
        var query = new TreeMap<>(Map.of("prefix", prefix));
        var pages = new PagedRest(rest);
        while (true) {
            var page = View.of(pages.get(path(), query));
            var next = PagedRest.read(page, json -> {
                for (var item : json.at("items").items()) {
                    seen.accept(item(item));
                }
                return json.at("nextPageToken").textOr("");
            });
            if (next.isEmpty()) {
                return;
            }
            query.put("pageToken", next);
        }
    }

    /** Some bytes of the generation that was listed; fails with the code {@link #REPLACED} if there is another one now, or none. */
    public byte[] part(Item object, long from, int length) throws CallFailed {
        try {
            return rest.part(
                    path() + "/" + escaped(object.name()),
                    Map.of("alt", "media", "generation", object.generation()),
                    from,
                    length);
        } catch (IOException e) {
            throw new CallFailed(
                    e instanceof HttpResponseException answer && answer.getStatusCode() == 404
                            ? Problem.transientFault(REPLACED, "the object was replaced or removed")
                            : GcpErrors.whileReading(e));
        }
    }

    private String path() {
        return "storage/v1/b/" + escaped(bucket) + "/o";
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Numbers are texts here. */
    private static Item item(View item) throws JsonException {
        return new Item(
                item.at("name").nonBlank(),
                item.at("generation").nonBlank(),
                item.at("updated").instant(),
                size(item.at("size")),
                item.at("kmsKeyName").textOr(""));
    }

    private static long size(View size) throws JsonException {
        try {
            return Long.parseLong(size.text());
        } catch (NumberFormatException e) {
            throw size.wrong("a number of bytes");
        }
    }
}
