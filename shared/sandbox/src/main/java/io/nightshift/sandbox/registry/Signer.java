package io.nightshift.sandbox.registry;

import io.nightshift.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/** Signs images as cosign does, with its own key, and attaches the signatures in the same places. */
public record Signer(KeyPair keys, String algorithm) {

    public static final String SIMPLE = "application/vnd.dev.cosign.simplesigning.v1+json";
    public static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    public static Signer of(String kind, int bits, String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(kind);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return new Signer(generator.generateKeyPair(), algorithm);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static Signer ecdsa() {
        return of("EC", 256, "SHA256withECDSA");
    }

    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    public String signed(byte[] message) {
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Byte for byte as written by cosign 2. */
    public static String payload(String reference, String digest) {
        return "{\"critical\":{\"identity\":{\"docker-reference\":\"" + reference
                + "\"},\"image\":{\"docker-manifest-digest\":\"" + digest
                + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}";
    }

    public static Json.Obj layer(Pusher pusher, String repository, String payload, String signature) {
        return pusher.blob(repository, SIMPLE, payload.getBytes(StandardCharsets.UTF_8))
                .with("annotations", Json.obj().with("dev.cosignproject.cosign/signature", signature));
    }

    /** Under the tag {@code sha256-HEX.sig}. */
    public static void tag(Pusher pusher, String repository, String digest, List<Json.Obj> layers) {
        pusher.manifest(
                repository,
                digest.replace(':', '-') + ".sig",
                Pusher.OCI_MANIFEST,
                manifest(pusher, repository, layers));
    }

    public static Json.Obj manifest(Pusher pusher, String repository, List<Json.Obj> layers) {
        return Json.obj()
                .with("schemaVersion", 2)
                .with("mediaType", Pusher.OCI_MANIFEST)
                .with(
                        "config",
                        pusher.blob(
                                repository,
                                "application/vnd.oci.image.config.v1+json",
                                "{}".getBytes(StandardCharsets.UTF_8)))
                .with("layers", Json.arr(layers));
    }

    /** As an artifact that names the image as its subject; returns the digest of its manifest. */
    public static String refer(Pusher pusher, String repository, String digest, String type, List<Json.Obj> layers) {
        var subject = Json.obj()
                .with("mediaType", Pusher.OCI_MANIFEST)
                .with("digest", digest)
                .with("size", 1);
        return pusher.manifest(
                repository,
                "",
                Pusher.OCI_MANIFEST,
                manifest(pusher, repository, layers).with("artifactType", type).with("subject", subject));
    }

    /** A bundle as written by cosign 3 with a key and without a transparency log. */
    public Json.Obj bundle(String predicate, String digest) {
        var statement = Json.obj()
                .with("_type", "https://in-toto.io/Statement/v1")
                .with(
                        "subject",
                        Json.arr(Json.obj()
                                .with("digest", Json.obj().with("sha256", digest.substring("sha256:".length())))))
                .with("predicateType", predicate)
                .with("predicate", Json.obj())
                .text();
        var type = "application/vnd.in-toto+json";
        var message = "DSSEv1 " + type.length() + " " + type + " " + statement.length() + " " + statement;
        var signature = Json.obj()
                .with("sig", signed(message.getBytes(StandardCharsets.UTF_8)))
                .with("keyid", "");
        return Json.obj()
                .with("mediaType", BUNDLE)
                .with(
                        "verificationMaterial",
                        Json.obj()
                                .with("publicKey", Json.obj().with("hint", "x"))
                                .with("tlogEntries", Json.arr()))
                .with(
                        "dsseEnvelope",
                        Json.obj()
                                .with(
                                        "payload",
                                        Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8)))
                                .with("payloadType", type)
                                .with("signatures", Json.arr(signature)));
    }
}
