package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fake of the objects of a bucket of Cloud Storage: listed by two a page, read by their generation and in parts.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects">Cloud Storage: Objects</a>
 */
public final class BucketStandIn implements WireServer.Service {

    /** The answer for a generation that is not there any more. */
    public static final WireReply REPLACED = RestError.older(404, "notFound", "No such object");

    private static final int PAGE = 2;

    private final String root;
    private final Map<String, byte[]> objects = new TreeMap<>();
    private final Map<String, Long> generations = new TreeMap<>();
    private long generation = 1000;

    public BucketStandIn(String bucket) {
        root = "/storage/v1/b/" + bucket + "/o";
    }

    public static boolean answers(WireRequest request) {
        return request.path().startsWith("/storage/v1/b/");
    }

    /** Whether the content of an object is asked for. */
    public static boolean fetches(WireRequest request) {
        return "media".equals(request.query().get("alt"));
    }

    public synchronized void put(String name, byte[] content) {
        objects.put(name, content.clone());
        generations.put(name, ++generation);
    }

    @Override
    public synchronized WireReply answer(WireRequest request) {
        var path = request.uri().getRawPath();
        if (path.equals(root)) {
            return list(request.query());
        }
        return path.startsWith(root + "/")
                ? part(request, URLDecoder.decode(path.substring(root.length() + 1), StandardCharsets.UTF_8))
                : RestError.older(404, "notFound", "The specified bucket does not exist.");
    }

    private WireReply list(Map<String, String> query) {
        var names = objects.keySet().stream()
                .filter(name -> name.startsWith(query.getOrDefault("prefix", "")))
                .toList();
        int from = Integer.parseInt(query.getOrDefault("pageToken", "0"));
        int to = Math.min(names.size(), from + PAGE);
        List<Json> items = names.subList(from, to).stream().map(this::item).toList();
        var page = Json.obj().with("items", Json.arr(items));
        return WireReply.json(200, to < names.size() ? page.with("nextPageToken", Integer.toString(to)) : page);
    }

    private Json item(String name) {
        return Json.obj()
                .with("name", name)
                .with("generation", String.valueOf(generations.get(name)))
                .with("updated", "2026-11-30T04:00:00Z")
                .with("size", Integer.toString(content(name).length));
    }

    private byte[] content(String name) {
        return objects.getOrDefault(name, new byte[0]);
    }

    private WireReply part(WireRequest request, String name) {
        if (!String.valueOf(generations.get(name)).equals(request.query().get("generation")) || !fetches(request)) {
            return REPLACED;
        }
        var range = request.header("Range").substring("bytes=".length()).split("-", -1);
        var all = content(name);
        int from = Integer.parseInt(range[0]);
        int to = Math.min(all.length, Integer.parseInt(range[1]) + 1);
        return new WireReply.Reply(
                206,
                Map.of("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, all.length)),
                Arrays.copyOfRange(all, from, to));
    }
}
