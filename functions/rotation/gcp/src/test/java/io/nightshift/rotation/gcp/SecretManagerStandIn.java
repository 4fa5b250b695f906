package io.nightshift.rotation.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Secret Manager as documented: versions by number, of which disabled ones cannot be read. Strict: unknown calls fail. */
final class SecretManagerStandIn implements AutoCloseable {

    private static final Pattern PATH =
            Pattern.compile("/v1/projects/shop-prod/secrets/([^/:]+)(/versions)?(?:/([0-9]+))?(?::([A-Za-z]+))?");

    private record Version(String data, boolean enabled) {}

    private final Map<String, List<Version>> secrets = new TreeMap<>();
    final WireServer wire = WireServer.before(this::answer);
    private int loseReplies;

    synchronized void create(String name) {
        secrets.put(name, new ArrayList<>());
    }

    /** A secret with one enabled version. */
    synchronized void create(String name, String value) {
        var data = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        secrets.put(name, new ArrayList<>(List.of(new Version(data, true))));
    }

    /** The next additions happen, and their replies do not arrive. */
    synchronized void loseReplies(int times) {
        loseReplies = times;
    }

    synchronized List<Boolean> enabled(String name) {
        return secrets.getOrDefault(name, List.of()).stream()
                .map(Version::enabled)
                .toList();
    }

    synchronized WireReply answer(WireRequest request) {
        var match = PATH.matcher(request.path());
        if (!match.matches()) {
            return RestError.newer(400, "INVALID_ARGUMENT", "unknown path");
        }
        var versions = secrets.get(match.group(1));
        if (versions == null) {
            return RestError.newer(404, "NOT_FOUND", "no such secret");
        }
        var verb = request.method() + " " + (match.group(4) == null ? "" : match.group(4));
        var name = "projects/123/secrets/" + match.group(1);
        try {
            return switch (verb) {
                case "GET " ->
                    WireReply.json(200, match.group(2) == null ? Json.obj().with("name", name) : list(name, versions));
                case "GET access" -> access(versions, Integer.parseInt(match.group(3)));
                case "POST addVersion" -> add(request, name, versions);
                case "POST disable" -> disable(name, versions, Integer.parseInt(match.group(3)));
                default -> RestError.newer(400, "INVALID_ARGUMENT", "unknown method");
            };
        } catch (JsonException e) {
            return RestError.newer(400, "INVALID_ARGUMENT", e.getMessage());
        }
    }

    private static Json.Obj list(String name, List<Version> versions) {
        var listed = new ArrayList<Json>();
        for (int i = versions.size(); i > 0; i--) {
            if (versions.get(i - 1).enabled()) {
                listed.add(Json.obj().with("name", name + "/versions/" + i).with("createTime", "2026-11-01T00:00:00Z"));
            }
        }
        return listed.isEmpty() ? Json.obj() : Json.obj().with("versions", Json.arr(listed));
    }

    private static WireReply access(List<Version> versions, int number) {
        if (number < 1 || number > versions.size()) {
            return RestError.newer(404, "NOT_FOUND", "no such version");
        }
        var version = versions.get(number - 1);
        return version.enabled()
                ? WireReply.json(200, Json.obj().with("payload", Json.obj().with("data", version.data())))
                : RestError.newer(400, "FAILED_PRECONDITION", "the version is DISABLED");
    }

    private WireReply add(WireRequest request, String name, List<Version> versions) throws JsonException {
        versions.add(new Version(request.json().at("payload", "data").text(), true));
        request.json().at("payload", "dataCrc32c").text();
        if (loseReplies > 0) {
            loseReplies--;
            return new WireReply.HangUp();
        }
        return WireReply.json(200, Json.obj().with("name", name + "/versions/" + versions.size()));
    }

    private static WireReply disable(String name, List<Version> versions, int number) {
        versions.set(number - 1, new Version(versions.get(number - 1).data(), false));
        return WireReply.json(200, Json.obj().with("name", name + "/versions/" + number));
    }

    @Override
    public void close() {
        wire.close();
    }
}
