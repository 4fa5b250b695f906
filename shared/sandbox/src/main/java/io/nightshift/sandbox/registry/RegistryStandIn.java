package io.nightshift.sandbox.registry;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fake of an image registry with the OCI distribution API 1.1: pushes and reads of manifests and blobs, tags, deletion,
 * referrers, and the two kinds of login. Strict: it returns a manifest only to clients that accept its type, and accepts a
 * login only with its name.
 *
 * <p>Not simulated: uploads in parts, mounts, quotas, a blob store on another host.
 */
public final class RegistryStandIn implements AutoCloseable {

    public static final String USER = "reader";
    /** Looks like a secret, so that a test can search for it where it must not appear. */
    public static final String PASSWORD = "canary-password-of-registry";

    public static final String TOKEN = "canary-token-of-registry";

    /** The authentication that it requires. */
    public enum Login {
        OPEN,
        BASIC,
        TOKEN
    }

    @SuppressWarnings("ArrayRecordComponent") // checked, never compared
    private record Stored(String type, byte[] body) {}

    private static final Pattern CONTENT = Pattern.compile("/v2/(.+)/(manifests|blobs|referrers)/([^/]+)");
    private static final Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");
    private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/[^/]*");

    /** The page size of a list of tags. */
    private static final int PAGE = 20;

    private final Login login;
    private final boolean knowsReferrers;
    private final Map<String, Stored> contents = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final WireServer wire = WireServer.before(this::serve);

    public RegistryStandIn(Login login, boolean knowsReferrers) {
        this.login = login;
        this.knowsReferrers = knowsReferrers;
    }

    public URI endpoint() {
        return wire.endpoint();
    }

    /** The host in image names: host and port. */
    public String host() {
        return endpoint().getAuthority();
    }

    /** The server itself: recorded requests, and faults. */
    public WireServer wire() {
        return wire;
    }

    /** A client with permission to push. */
    public Pusher pusher() {
        return new Pusher(endpoint(), key());
    }

    private String key() {
        return switch (login) {
            case OPEN -> "";
            case BASIC -> basic();
            case TOKEN -> "Bearer " + TOKEN;
        };
    }

    private static String basic() {
        var login = USER + ":" + PASSWORD;
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized WireReply serve(WireRequest request) {
        if (request.path().equals("/token")) {
            return token(request);
        }
        if (!request.header("Authorization").equals(key())) {
            return error(401, "UNAUTHORIZED").with("WWW-Authenticate", challenge(request));
        }
        var upload = UPLOAD.matcher(request.path());
        if (upload.matches()) {
            return upload(request, upload.group(1));
        }
        var listed = TAGS.matcher(request.path());
        if (listed.matches()) {
            return tags(request, listed.group(1));
        }
        var content = CONTENT.matcher(request.path());
        return content.matches()
                ? content(request, content.group(1), content.group(2), content.group(3))
                : error(404, "NAME_UNKNOWN");
    }

    private String challenge(WireRequest request) {
        var content = CONTENT.matcher(request.path());
        var listed = TAGS.matcher(request.path());
        var repository = content.matches() ? content.group(1) : listed.matches() ? listed.group(1) : "";
        var scope = repository.isEmpty() ? "" : "repository:" + repository + ":pull";
        return login == Login.BASIC
                ? "Basic realm=\"stand-in\""
                : "Bearer realm=\"" + endpoint() + "/token\",service=\"stand-in\",scope=\"" + scope + "\"";
    }

    private WireReply token(WireRequest request) {
        if (!request.query().getOrDefault("service", "").equals("stand-in")
                || !request.query().getOrDefault("scope", "").endsWith(":pull")) {
            return error(400, "BAD_REQUEST");
        }
        return switch (request.header("Authorization")) {
            case "" -> WireReply.json(200, Json.obj().with("token", "of-nobody").with("expires_in", 300));
            case String login
            when login.equals(basic()) ->
                WireReply.json(200, Json.obj().with("token", TOKEN).with("expires_in", 300));
            default -> error(401, "UNAUTHORIZED");
        };
    }

    private WireReply upload(WireRequest request, String repository) {
        if (request.method().equals("POST")) {
            return WireReply.empty(202).with("Location", "/v2/" + repository + "/blobs/uploads/1");
        }
        var digest = request.query().getOrDefault("digest", "");
        if (!digest.equals(Pusher.digest(request.body()))) {
            return error(400, "DIGEST_INVALID");
        }
        contents.put(key(repository, digest), new Stored("application/octet-stream", request.body()));
        return WireReply.empty(201);
    }

    private WireReply content(WireRequest request, String repository, String kind, String reference) {
        return switch (request.method() + " " + kind) {
            case "PUT manifests" -> put(request, repository, reference);
            case "DELETE manifests" -> delete(repository, reference);
            case "GET manifests" -> manifest(request, repository, reference);
            case "GET blobs" ->
                find(repository, reference).map(RegistryStandIn::whole).orElseGet(() -> error(404, "BLOB_UNKNOWN"));
            case "GET referrers" -> knowsReferrers ? referrers(repository, reference) : error(404, "NOT_FOUND");
            default -> error(405, "UNSUPPORTED");
        };
    }

    private WireReply put(WireRequest request, String repository, String reference) {
        var digest = Pusher.digest(request.body());
        if (reference.startsWith("sha256:") && !reference.equals(digest)) {
            return error(400, "DIGEST_INVALID");
        }
        contents.put(key(repository, digest), new Stored(request.header("Content-Type"), request.body()));
        tags.put(key(repository, reference), digest);
        return WireReply.empty(201).with("Docker-Content-Digest", digest);
    }

    private WireReply delete(String repository, String digest) {
        tags.values().removeIf(digest::equals);
        return contents.remove(key(repository, digest)) == null ? error(404, "MANIFEST_UNKNOWN") : WireReply.empty(202);
    }

    private WireReply manifest(WireRequest request, String repository, String reference) {
        var digest = tags.getOrDefault(key(repository, reference), reference);
        return find(repository, digest)
                .filter(found -> request.header("Accept").contains(found.type()))
                .map(found -> whole(found).with("Docker-Content-Digest", digest))
                .orElseGet(() -> error(404, "MANIFEST_UNKNOWN"));
    }

    /** By name, in small pages: a client that does not follow the links sees only the lowest. */
    private WireReply tags(WireRequest request, String repository) {
        if (!request.method().equals("GET")) {
            return error(405, "UNSUPPORTED");
        }
        var prefix = repository + "@";
        if (contents.keySet().stream().noneMatch(key -> key.startsWith(prefix))) {
            return error(404, "NAME_UNKNOWN");
        }
        var last = request.query().getOrDefault("last", "");
        var all = tags.keySet().stream()
                .filter(key -> key.startsWith(prefix) && !key.startsWith(prefix + "sha256:"))
                .map(key -> key.substring(prefix.length()))
                .filter(tag -> tag.compareTo(last) > 0)
                .sorted()
                .toList();
        var page = all.stream().limit(PAGE).toList();
        var answer = WireReply.json(200, Json.obj().with("name", repository).with("tags", Json.strings(page)));
        return page.size() == all.size()
                ? answer
                : answer.with(
                        "Link",
                        "</v2/%s/tags/list?last=%s&n=%d>; rel=\"next\"".formatted(repository, page.getLast(), PAGE));
    }

    private WireReply referrers(String repository, String subject) {
        var descriptors = new ArrayList<Json>();
        contents.forEach((key, stored) -> {
            var manifest = json(stored);
            if (key.startsWith(repository + "@") && says(manifest.at("subject", "digest"), subject)) {
                descriptors.add(Json.obj()
                        .with("mediaType", stored.type())
                        .with("digest", key.substring(repository.length() + 1))
                        .with("size", stored.body().length)
                        .with("artifactType", text(manifest.at("artifactType"))));
            }
        });
        var index = Json.obj()
                .with("schemaVersion", 2)
                .with("mediaType", Pusher.OCI_INDEX)
                .with("manifests", Json.arr(descriptors));
        return WireReply.reply(200, Pusher.OCI_INDEX, index.text());
    }

    private static View json(Stored stored) {
        try {
            return View.of(Json.parse(stored.body(), JsonLimits.DEFAULT));
        } catch (JsonException e) {
            return View.of(Json.Null.NULL);
        }
    }

    private static boolean says(View value, String text) {
        return text(value).equals(text);
    }

    private static String text(View value) {
        try {
            return value.textOr("");
        } catch (JsonException e) {
            return "";
        }
    }

    private Optional<Stored> find(String repository, String digest) {
        return Optional.ofNullable(contents.get(key(repository, digest)));
    }

    private static String key(String repository, String reference) {
        return repository + "@" + reference;
    }

    private static WireReply.Reply whole(Stored stored) {
        return new WireReply.Reply(200, Map.of("Content-Type", stored.type()), stored.body());
    }

    private static WireReply.Reply error(int status, String code) {
        var error = Json.obj().with("code", code).with("message", "of the stand-in");
        return WireReply.json(status, Json.obj().with("errors", Json.arr(error)));
    }

    @Override
    public void close() {
        wire.close();
    }
}
