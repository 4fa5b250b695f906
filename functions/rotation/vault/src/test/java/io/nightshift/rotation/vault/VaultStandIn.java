package io.nightshift.rotation.vault;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An engine KV version 2 at {@code secret/} as documented: each write has to name the version that it follows, and a deleted version
 * is not found. Strict: unknown paths, methods, tokens and namespaces are refused.
 */
final class VaultStandIn implements AutoCloseable {

    static final String TOKEN = "canary-token";

    private static final Pattern PATH = Pattern.compile("/v1/secret/(data|metadata|delete)/([^?]+)");

    private static final class Version {
        final Json data;
        boolean deleted;

        Version(Json data) {
            this.data = data;
        }
    }

    private final Map<String, List<Version>> secrets = new TreeMap<>();
    private final String namespace;
    final WireServer wire = WireServer.before(this::answer);
    private int renewals;
    private boolean sealed;
    private int loseReplies;

    VaultStandIn(String namespace) {
        this.namespace = namespace;
    }

    synchronized void put(String path, Json data) {
        secrets.computeIfAbsent(path, none -> new ArrayList<>()).add(new Version(data));
    }

    synchronized void seal(boolean now) {
        sealed = now;
    }

    /** The next writes happen, and their replies do not arrive. */
    synchronized void loseReplies(int times) {
        loseReplies = times;
    }

    synchronized int renewals() {
        return renewals;
    }

    /** The data of each version, without the deleted ones. */
    synchronized List<String> readable(String path) {
        return secrets.getOrDefault(path, List.of()).stream()
                .filter(version -> !version.deleted)
                .map(version -> version.data.text())
                .toList();
    }

    private static WireReply errors(int status, String... texts) {
        return WireReply.json(status, Json.obj().with("errors", Json.strings(List.of(texts))));
    }

    private synchronized WireReply answer(WireRequest request) {
        if (sealed) {
            return errors(503, "Vault is sealed");
        }
        boolean known = request.header("X-Vault-Token").equals(TOKEN)
                && request.header("X-Vault-Namespace").equals(namespace)
                && request.header("X-Vault-Request").equals("true");
        if (!known) {
            return errors(403, "permission denied");
        }
        if (request.path().equals("/v1/auth/token/renew-self")
                && request.method().equals("POST")) {
            renewals++;
            return WireReply.json(200, Json.obj().with("auth", Json.obj().with("client_token", TOKEN)));
        }
        var match = PATH.matcher(request.path());
        if (!match.matches()) {
            return errors(404, "no handler for route \"" + request.path() + "\". route entry not found.");
        }
        try {
            return switch (request.method() + " " + match.group(1)) {
                case "GET metadata" -> metadata(match.group(2));
                case "GET data" -> read(match.group(2), request);
                case "POST data" -> write(match.group(2), request.json());
                case "POST delete" -> delete(match.group(2), request.json());
                default -> errors(405, "unsupported operation");
            };
        } catch (JsonException e) {
            return errors(400, "failed to parse JSON input: " + e.getMessage());
        }
    }

    private WireReply metadata(String path) {
        var versions = secrets.get(path);
        if (versions == null) {
            return errors(404);
        }
        var all = Json.obj();
        for (int i = 1; i <= versions.size(); i++) {
            all = all.with(Integer.toString(i), about(versions.get(i - 1)));
        }
        return data(Json.obj()
                .with("cas_required", true)
                .with("current_version", versions.size())
                .with("custom_metadata", Json.obj().with("team", "shop"))
                .with("versions", all));
    }

    private static Json.Obj about(Version version) {
        return Json.obj()
                .with("created_time", "2026-11-01T00:00:00.123456789Z")
                .with("deletion_time", version.deleted ? "2026-11-02T00:00:00Z" : "")
                .with("destroyed", false);
    }

    private static WireReply data(Json.Obj data) {
        return WireReply.json(200, Json.obj().with("request_id", "r").with("data", data));
    }

    private WireReply read(String path, WireRequest request) {
        var versions = secrets.getOrDefault(path, List.of());
        int number = Integer.parseInt(request.query().getOrDefault("version", "0"));
        if (number < 1 || number > versions.size()) {
            return errors(404);
        }
        var version = versions.get(number - 1);
        var metadata = about(version).with("version", number);
        return version.deleted
                ? WireReply.json(
                        404,
                        Json.obj()
                                .with(
                                        "data",
                                        Json.obj().with("data", Json.Null.NULL).with("metadata", metadata)))
                : data(Json.obj().with("data", version.data).with("metadata", metadata));
    }

    private WireReply write(String path, View body) throws JsonException {
        var versions = secrets.computeIfAbsent(path, none -> new ArrayList<>());
        if (body.at("options", "cas").integer() != versions.size()) {
            return errors(400, "check-and-set parameter did not match the current version");
        }
        versions.add(new Version(body.at("data").object()));
        if (loseReplies > 0) {
            loseReplies--;
            return new WireReply.HangUp();
        }
        return data(about(versions.getLast()).with("version", versions.size()));
    }

    private WireReply delete(String path, View body) throws JsonException {
        var versions = secrets.getOrDefault(path, List.of());
        for (var number : body.at("versions").items()) {
            versions.get((int) number.integer() - 1).deleted = true;
        }
        return new WireReply.Reply(204, Map.of(), new byte[0]);
    }

    @Override
    public void close() {
        wire.close();
    }
}
