package io.nightshift.cost.aws;

import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bucket as S3 documents ListObjectsV2 and GetObject, with the bucket in the path; two keys a page. It refuses unsigned requests.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">S3: ListObjectsV2</a>
 */
final class FakeExportBucket {

    static final String NAME = "example-costs";
    private static final int PAGE = 2;

    private final Map<String, String> objects = new TreeMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    final List<String> fetched = new ArrayList<>();

    synchronized void put(String key, String body) {
        objects.put(key, body);
        versions.merge(key, 1, Integer::sum);
    }

    synchronized WireReply answer(WireRequest request) {
        if (!request.header("authorization").startsWith("AWS4-HMAC-SHA256")) {
            return error(403, "AccessDenied", "Access Denied");
        }
        var path = request.path();
        if (!path.equals("/" + NAME) && !path.startsWith("/" + NAME + "/")) {
            return error(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        var key = path.length() <= NAME.length() + 2 ? "" : path.substring(NAME.length() + 2);
        return key.isEmpty() ? list(query(request)) : get(key);
    }

    private WireReply get(String key) {
        fetched.add(key);
        var body = objects.get(key);
        return body == null
                ? error(404, "NoSuchKey", "The specified key does not exist.")
                : WireReply.reply(200, "application/octet-stream", body).with("ETag", tag(key));
    }

    private String tag(String key) {
        return "\"" + versions.get(key) + "-" + key.hashCode() + "\"";
    }

    private WireReply list(Map<String, String> query) {
        if (!"2".equals(query.get("list-type"))) {
            return error(501, "NotImplemented", "only ListObjectsV2");
        }
        var keys = objects.keySet().stream()
                .filter(key -> key.startsWith(query.getOrDefault("prefix", "")))
                .filter(key -> key.compareTo(query.getOrDefault("continuation-token", "")) > 0)
                .toList();
        var page = keys.subList(0, Math.min(PAGE, keys.size()));
        var xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult><Name>" + NAME + "</Name><IsTruncated>"
                + (keys.size() > page.size()) + "</IsTruncated>");
        if (keys.size() > page.size()) {
            xml.append("<NextContinuationToken>").append(page.getLast()).append("</NextContinuationToken>");
        }
        page.forEach(key -> xml.append("<Contents><Key>")
                .append(key)
                .append("</Key><LastModified>2026-10-%02dT06:00:00.000Z</LastModified><ETag>"
                        .formatted(versions.get(key)))
                .append(tag(key).replace("\"", "&quot;"))
                .append("</ETag><Size>1</Size></Contents>"));
        return WireReply.xml(200, xml.append("</ListBucketResult>").toString());
    }

    private static Map<String, String> query(WireRequest request) {
        var all = new HashMap<String, String>();
        for (var part : request.uri().getRawQuery() == null
                ? new String[0]
                : request.uri().getRawQuery().split("&")) {
            int equals = part.indexOf('=');
            all.put(
                    equals < 0 ? part : part.substring(0, equals),
                    equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return all;
    }

    private static WireReply error(int status, String code, String message) {
        return WireReply.xml(
                status,
                "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>");
    }
}
