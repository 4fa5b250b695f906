package io.nightshift.promotion.neutral.signature;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A signature as found at an image, not verified yet. */
public sealed interface SignatureClaim {

    /** The maximum size of a payload or a bundle in bytes. Cosign's payloads have about 250, its bundles some thousand. */
    int LONGEST = 256 * 1024;

    /** The result of verifying a claim. */
    sealed interface Verdict {
        record Signed(TrustedKey by) implements Verdict {}

        /** @param why a part of a sentence */
        record Worthless(String why) implements Verdict {}
    }

    Verdict judge(ExpectedIdentity expected);

    /**
     * A payload in the format of simple signing, with its signature in Base64.
     *
     * @see <a href="https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md">Cosign: signatures</a>
     */
    @SuppressWarnings("ArrayRecordComponent") // claims are judged, never compared
    record Simple(byte[] payload, String signature) implements SignatureClaim {

        private static final String TYPE = "cosign container image signature";

        @Override
        public Verdict judge(ExpectedIdentity expected) {
            return signed(expected, signature, payload, () -> fault(expected));
        }

        private Optional<String> fault(ExpectedIdentity expected) throws JsonException {
            var critical = parsed(payload).at("critical");
            if (!critical.at("type").text().equals(TYPE)) {
                return Optional.of("it is of another type than cosign's signatures of images");
            }
            if (!critical.at("image", "docker-manifest-digest").text().equals(expected.digest())) {
                return Optional.of("it is of another image");
            }
            var reference = critical.at("identity", "docker-reference").textOr("");
            return reference.isEmpty() || expected.isReference(reference)
                    ? Optional.empty()
                    : Optional.of("it was made for another name than " + expected.reference());
        }
    }

    /**
     * A bundle of Sigstore with a statement of in-toto in an envelope (DSSE), as cosign 3 signs images; it names no repository.
     *
     * @see <a href="https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md">Cosign: bundles</a>
     * @see <a href="https://github.com/secure-systems-lab/dsse/blob/master/protocol.md">DSSE</a>
     */
    @SuppressWarnings("ArrayRecordComponent") // claims are judged, never compared
    record Bundle(byte[] json) implements SignatureClaim {

        private static final String IN_TOTO = "application/vnd.in-toto+json";
        private static final String PREDICATE = "https://sigstore.dev/cosign/sign/v1";

        @Override
        public Verdict judge(ExpectedIdentity expected) {
            try {
                var envelope = parsed(json).at("dsseEnvelope");
                var type = envelope.at("payloadType").text();
                var payload = Base64.getDecoder().decode(envelope.at("payload").text());
                var signature = envelope.at("signatures").at(0).at("sig").text();
                return type.equals(IN_TOTO)
                        ? signed(expected, signature, authenticated(type, payload), () -> fault(expected, payload))
                        : new Verdict.Worthless("its envelope holds no statement of in-toto");
            } catch (JsonException | IllegalArgumentException e) {
                return new Verdict.Worthless("it is no bundle of Sigstore");
            }
        }

        /** DSSE signs the type together with the payload (its "PAE"). */
        private static byte[] authenticated(String type, byte[] payload) {
            var head = "DSSEv1 " + type.length() + " " + type + " " + payload.length + " ";
            var start = head.getBytes(StandardCharsets.UTF_8);
            var all = new byte[start.length + payload.length];
            System.arraycopy(start, 0, all, 0, start.length);
            System.arraycopy(payload, 0, all, start.length, payload.length);
            return all;
        }

        private static Optional<String> fault(ExpectedIdentity expected, byte[] payload) throws JsonException {
            var statement = parsed(payload);
            if (!statement.at("predicateType").text().equals(PREDICATE)) {
                return Optional.of("it states something else than that the image is signed");
            }
            for (var subject : statement.at("subject").items()) {
                if (expected.digest()
                        .equals("sha256:" + subject.at("digest", "sha256").textOr(""))) {
                    return Optional.empty();
                }
            }
            return Optional.of("it is of another image");
        }
    }

    /** Reads the signed content. */
    interface Content {
        Optional<String> fault() throws JsonException;
    }

    /** First verifies the signature, then reads the content: unsigned content is never read. */
    private static Verdict signed(ExpectedIdentity expected, String base64, byte[] message, Content content) {
        try {
            var signer = expected.signer(Base64.getDecoder().decode(base64.strip()), message);
            if (signer.isEmpty()) {
                return new Verdict.Worthless("none of the given keys made it");
            }
            return content.fault()
                    .<Verdict>map(Verdict.Worthless::new)
                    .orElseGet(() -> new Verdict.Signed(signer.get()));
        } catch (IllegalArgumentException e) {
            return new Verdict.Worthless("it is no base64");
        } catch (JsonException e) {
            return new Verdict.Worthless("what was signed cannot be read: " + e.getMessage());
        }
    }

    private static View parsed(byte[] json) throws JsonException {
        return View.of(Json.parse(json, new JsonLimits(LONGEST, 50, 100_000)));
    }
}
