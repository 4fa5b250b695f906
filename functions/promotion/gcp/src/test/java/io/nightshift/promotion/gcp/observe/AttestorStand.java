package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Binary Authorization with one attestor, and its note in Container Analysis, over REST. It verifies signatures itself, by
 * the attestor's key, and that the payload is of the digest that is asked about; what a request may not have is refused.
 */
final class AttestorStand implements AutoCloseable {

    static final String ATTESTOR = "projects/shop-prod/attestors/built-by-ci";
    static final String NOTE = "projects/shop-notes/notes/ci";

    private static final Set<String> LIST = Set.of("filter", "pageSize", "pageToken");

    private final List<Json.Obj> occurrences = new ArrayList<>();
    private final KeyPair key = pair();
    private Json.Obj attestor = Json.obj()
            .with("name", ATTESTOR)
            .with("userOwnedGrafeasNote", Json.obj().with("noteReference", NOTE));
    final WireServer wire = WireServer.before(this::answer);

    final GcpClients clients = new GcpClients(
            Optional.empty(),
            Optional.of(wire.endpoint()),
            Optional.empty(),
            new RetryPolicy(
                    2, Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofMillis(2), Duration.ofMillis(10)));
    final QueryProject projects = new QueryProject(new GcpScope(Set.of("shop-prod")), "shop-prod");

    static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    void withoutNote() {
        attestor = Json.obj().with("name", ATTESTOR);
    }

    /** Signed by the attestor's own key. */
    void attest(String place, String digest) {
        attest(place, digest, key);
    }

    /** @param place {@code HOST/PATH@DIGEST}, where it is put; what is signed is of {@code digest} */
    void attest(String place, String digest, KeyPair by) {
        var identity = Json.obj().with("image", Json.obj().with("docker-manifest-digest", digest));
        var payload = Json.obj().with("critical", identity).text().getBytes(StandardCharsets.UTF_8);
        var signature = Json.obj()
                .with("publicKeyId", "ci-1")
                .with("signature", Base64.getEncoder().encodeToString(signed(payload, by)));
        var attestation = Json.obj()
                .with("serializedPayload", Base64.getEncoder().encodeToString(payload))
                .with("signatures", Json.arr(signature));
        occurrences.add(Json.obj()
                .with("name", "projects/shop-prod/occurrences/" + occurrences.size())
                .with("resourceUri", "https://" + place)
                .with("noteName", NOTE)
                .with("kind", "ATTESTATION")
                .with("attestation", attestation));
    }

    private static byte[] signed(byte[] payload, KeyPair by) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(by.getPrivate());
            signature.update(payload);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private WireReply answer(WireRequest request) {
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET /v1/" + ATTESTOR -> WireReply.json(200, attestor);
                case "GET /v1/" + NOTE + "/occurrences" -> list(request);
                case "POST /v1/" + ATTESTOR + ":validateAttestationOccurrence" ->
                    WireReply.json(200, verdict(request.json()));
                default -> RestStand.error(404, "NOT_FOUND");
            };
        } catch (JsonException | GeneralSecurityException | IllegalArgumentException e) {
            return RestStand.error(400, "INVALID_ARGUMENT");
        }
    }

    /** One a page. */
    private WireReply list(WireRequest request) throws JsonException {
        var query = request.query();
        var filter = query.getOrDefault("filter", "");
        if (!LIST.containsAll(query.keySet()) || !filter.matches("resourceUrl=\"[^\"]+\"")) {
            throw new JsonException("no such list");
        }
        var place = filter.substring(13, filter.length() - 1);
        var all = occurrences.stream()
                .filter(one -> one.get("resourceUri") instanceof Json.Str(var at) && at.equals(place))
                .toList();
        int from = Integer.parseInt(query.getOrDefault("pageToken", "0"));
        var page = Json.obj()
                .with("occurrences", Json.arr(all.stream().skip(from).limit(1).toList()));
        return WireReply.json(200, from + 1 < all.size() ? page.with("nextPageToken", "" + (from + 1)) : page);
    }

    private Json.Obj verdict(View asked) throws JsonException, GeneralSecurityException {
        var known = Set.of("attestation", "occurrenceNote", "occurrenceResourceUri");
        if (!asked.object().members().keySet().equals(known)
                || !asked.at("occurrenceNote").text().equals(NOTE)) {
            throw new JsonException("no such request");
        }
        var payload = Base64.getDecoder()
                .decode(asked.at("attestation", "serializedPayload").text());
        var digest = View.of(Json.parse(new String(payload, StandardCharsets.UTF_8)))
                .at("critical", "image", "docker-manifest-digest");
        if (!asked.at("occurrenceResourceUri").text().endsWith("@" + digest.text())) {
            return denied("the payload is of another image");
        }
        var verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key.getPublic());
        verifier.update(payload);
        var signature = asked.at("attestation", "signatures").at(0).at("signature");
        return verifier.verify(Base64.getDecoder().decode(signature.text()))
                ? Json.obj().with("result", "VERIFIED")
                : denied("no key of the attestor made the signature");
    }

    private static Json.Obj denied(String reason) {
        return Json.obj().with("result", "ATTESTATION_NOT_VERIFIABLE").with("denialReason", reason);
    }

    @Override
    public void close() {
        wire.close();
    }
}
