package io.nightshift.rotation.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The keys of one service account, as documented: ten places, the private key shown once, a token only for a signature of an enabled
 * key. Strict: unknown calls fail.
 */
final class ServiceAccountStandIn implements AutoCloseable {

    static final String ACCOUNT = "deploy@shop-prod.iam.gserviceaccount.com";

    private static final Pattern KEYS = Pattern.compile("/v1/projects/shop-prod/serviceAccounts/"
            + Pattern.quote(ACCOUNT) + "/keys(?:/([0-9a-f]+))?(?::([a-z]+))?");
    private static final String ACTIVITIES =
            "/v1/projects/shop-prod/locations/global/activityTypes/serviceAccountKeyLastAuthentication/activities:query";

    private static final class Key {
        final KeyPair pair;
        final Instant made;
        boolean disabled;
        Optional<Instant> used = Optional.empty();

        Key(KeyPair pair, Instant made) {
            this.pair = pair;
            this.made = made;
        }
    }

    /** Made before any call waits for one. */
    private static final List<KeyPair> PAIRS = List.of(pair(), pair());

    private final Map<String, Key> keys = new TreeMap<>();
    final WireServer wire = WireServer.before(this::answer);
    private int made;

    /** The JSON file of a new key. */
    synchronized Json.Obj make(Instant at) {
        var id = "%040x".formatted(++made);
        var key = new Key(PAIRS.get(made % PAIRS.size()), at);
        keys.put(id, key);
        var pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.pair.getPrivate().getEncoded());
        return Json.obj()
                .with("type", "service_account")
                .with("project_id", "shop-prod")
                .with("private_key_id", id)
                .with("private_key", "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n")
                .with("client_email", ACCOUNT);
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized void use(String id, Instant at) {
        keys.computeIfPresent(id, (same, key) -> {
            key.used = Optional.of(at);
            return key;
        });
    }

    /** By key, in the order in which they were made: whether it is enabled. */
    synchronized List<Boolean> enabled() {
        return keys.values().stream().map(key -> !key.disabled).toList();
    }

    private synchronized WireReply answer(WireRequest request) {
        try {
            if (request.path().equals("/token") && request.method().equals("POST")) {
                return token(request.form());
            }
            if (request.path().equals(ACTIVITIES) && request.method().equals("GET")) {
                return activities();
            }
            var match = KEYS.matcher(request.path());
            if (!match.matches()) {
                return RestError.newer(404, "NOT_FOUND", "unknown path");
            }
            return keys(request, Optional.ofNullable(match.group(1)), Optional.ofNullable(match.group(2)));
        } catch (JsonException | GeneralSecurityException e) {
            return RestError.newer(400, "INVALID_ARGUMENT", String.valueOf(e.getMessage()));
        }
    }

    private WireReply keys(WireRequest request, Optional<String> id, Optional<String> verb) {
        var key = id.map(keys::get);
        if (id.isPresent() && key.isEmpty()) {
            return RestError.newer(404, "NOT_FOUND", "no such key");
        }
        return switch (request.method() + " " + (id.isPresent() ? "key" : "keys") + verb.orElse("")) {
            case "GET keys" -> list(request);
            case "POST keys" -> create();
            case "POST keydisable" -> set(key.orElseThrow(), true);
            case "POST keyenable" -> set(key.orElseThrow(), false);
            case "DELETE key" -> {
                keys.remove(id.orElseThrow());
                yield WireReply.json(200, Json.obj());
            }
            default -> RestError.newer(400, "INVALID_ARGUMENT", "unknown method");
        };
    }

    private static WireReply set(Key key, boolean disabled) {
        key.disabled = disabled;
        return WireReply.json(200, Json.obj());
    }

    private static String name(String id) {
        return "projects/shop-prod/serviceAccounts/" + ACCOUNT + "/keys/" + id;
    }

    private WireReply list(WireRequest request) {
        if (!"USER_MANAGED".equals(request.query().get("keyTypes"))) {
            return RestError.newer(400, "INVALID_ARGUMENT", "system-managed keys cannot be rotated");
        }
        var all = new ArrayList<Json>();
        keys.forEach((id, key) -> {
            var one = Json.obj().with("name", name(id)).with("validAfterTime", key.made.toString());
            all.add(key.disabled ? one.with("disabled", true) : one);
        });
        return WireReply.json(200, Json.obj().with("keys", Json.arr(all)));
    }

    private WireReply create() {
        if (keys.size() >= 10) {
            return RestError.newer(429, "RESOURCE_EXHAUSTED", "Maximum number of keys on account reached.");
        }
        var file = make(Instant.parse("2026-11-23T01:00:00Z"));
        return WireReply.json(
                200, Json.obj().with("privateKeyData", Base64.getEncoder().encodeToString(file.bytes())));
    }

    private WireReply activities() {
        var all = new ArrayList<Json>();
        keys.forEach((id, key) -> key.used.ifPresent(at -> all.add(Json.obj()
                .with("fullResourceName", "//iam.googleapis.com/" + name(id))
                .with("activityType", "serviceAccountKeyLastAuthentication")
                .with("activity", Json.obj().with("lastAuthenticatedTime", at.toString())))));
        return WireReply.json(200, Json.obj().with("activities", Json.arr(all)));
    }

    private WireReply token(Map<String, String> form) throws JsonException, GeneralSecurityException {
        var parts = form.getOrDefault("assertion", "").split("\\.");
        var header = View.of(Json.parse(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)));
        var key = keys.get(header.at("kid").text());
        if (key == null || key.disabled || !signed(key, parts)) {
            return WireReply.json(
                    400, Json.obj().with("error", "invalid_grant").with("error_description", "Invalid JWT Signature."));
        }
        return WireReply.json(
                200,
                Json.obj()
                        .with("access_token", "canary-access")
                        .with("expires_in", 3599)
                        .with("token_type", "Bearer"));
    }

    private static boolean signed(Key key, String... parts) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key.pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    @Override
    public void close() {
        wire.close();
    }
}
