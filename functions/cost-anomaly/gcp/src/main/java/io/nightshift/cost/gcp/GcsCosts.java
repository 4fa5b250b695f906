package io.nightshift.cost.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.cost.runtime.CostSource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PlainRest;
import io.nightshift.gcp.StoredObjects;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Files of costs in a bucket of Cloud Storage. A file is fetched again if its generation changed. */
public final class GcsCosts implements CostSource {

    private static final Pattern COSTS = Pattern.compile("(?i).*\\.(csv|csv\\.gz|parquet)");
    private static final int PART = 8 * 1024 * 1024;
    private static final int MOST_FILES = 10_000;

    private final PlainRest rest;
    private final CostFileCache cache;

    public GcsCosts(GcpClients clients, CostFileCache cache) {
        this.rest = StoredObjects.rest(clients);
        this.cache = cache;
    }

    @Override
    public boolean reads(Json.Obj source) {
        return source.get("kind") instanceof Json.Str(var kind) && kind.equals("gcs");
    }

    @Override
    public List<Path> files(String entry, Json.Obj source) throws CallFailed {
        try {
            var view = View.of(source);
            var bucket = new StoredObjects(rest, view.at("bucket").text());
            var prefix = view.at("prefix").textOr("");
            var files = new LinkedHashMap<String, CostFileCache.Fetch>();
            bucket.each(prefix, object -> {
                if (files.size() <= MOST_FILES && COSTS.matcher(object.name()).matches()) {
                    files.put(object.generation() + "/" + object.name(), file -> fetch(bucket, object, file));
                }
            });
            if (files.isEmpty() || files.size() > MOST_FILES) {
                throw new CallFailed(Problem.permanent(
                        "NoFiles",
                        "gs://%s/%s has %s; expected 1 to %d files .csv, .csv.gz or .parquet"
                                .formatted(bucket.bucket(), prefix, files.isEmpty() ? "none" : "more", MOST_FILES)));
            }
            return cache.files(entry, files);
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadSource", "the source cannot be read: " + e.getMessage()));
        }
    }

    /** In parts, each of the generation that was listed: a file that is replaced meanwhile is no mixture of two. */
    private static void fetch(StoredObjects bucket, StoredObjects.Item object, Path file)
            throws IOException, CallFailed {
        try (var to = Files.newOutputStream(file)) {
            for (long at = 0; at < object.bytes(); at += PART) {
                part(bucket, object, at, to);
            }
        }
    }

    private static void part(StoredObjects bucket, StoredObjects.Item object, long at, OutputStream to)
            throws IOException, CallFailed {
        int length = (int) Math.min(PART, object.bytes() - at);
        byte[] bytes = bucket.part(object, at, length);
        if (bytes.length != length) {
            throw new CallFailed(Problem.transientFault("CutOff", object.name() + " was cut off while it was read"));
        }
        to.write(bytes);
    }
}
