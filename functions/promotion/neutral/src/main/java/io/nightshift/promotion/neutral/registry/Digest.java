package io.nightshift.promotion.neutral.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests as registries write them: {@code sha256:} or {@code sha512:} and hexadecimal digits. */
final class Digest {

    private Digest() {}

    /** @param like a digest whose algorithm is used; sha256 unless it is sha512 */
    static String of(byte[] content, String like) {
        return like.startsWith("sha512:") ? of(content, "sha512", "SHA-512") : of(content, "sha256", "SHA-256");
    }

    private static String of(byte[] content, String prefix, String algorithm) {
        try {
            return prefix + ":"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
