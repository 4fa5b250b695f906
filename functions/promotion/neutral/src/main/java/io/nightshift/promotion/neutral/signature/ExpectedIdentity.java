package io.nightshift.promotion.neutral.signature;

import java.util.List;
import java.util.Optional;

/**
 * The identity that a signature must have.
 *
 * @param digest of the image
 * @param reference the image's name, {@code HOST/PATH}, as the signer used it; {@code *} for any
 */
public record ExpectedIdentity(String digest, String reference, List<TrustedKey> keys) {

    public static final String ANY_REFERENCE = "*";

    public ExpectedIdentity {
        keys = List.copyOf(keys);
    }

    Optional<TrustedKey> signer(byte[] signature, byte[] message) {
        return keys.stream().filter(key -> key.made(signature, message)).findFirst();
    }

    /** Reports whether a name in a signature, with or without tag and digest, is the expected one. */
    boolean isReference(String named) {
        return reference.equals(ANY_REFERENCE) || hub(bare(named)).equals(hub(bare(reference)));
    }

    private static String bare(String name) {
        int at = name.indexOf('@');
        var untied = at < 0 ? name : name.substring(0, at);
        int colon = untied.indexOf(':', untied.lastIndexOf('/') + 1);
        return colon < 0 ? untied : untied.substring(0, colon);
    }

    /** Docker Hub has several names. */
    private static String hub(String name) {
        var plain = name.startsWith("index.docker.io/") ? name.substring("index.".length()) : name;
        return plain.replaceFirst("^docker\\.io/library/", "docker.io/");
    }
}
