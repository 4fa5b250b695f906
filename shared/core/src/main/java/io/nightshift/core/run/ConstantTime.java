package io.nightshift.core.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Compares secrets in constant time: a guess with a correct beginning takes as long as any other. */
public final class ConstantTime {

    private ConstantTime() {}

    public static boolean isSame(String sent, String secret) {
        return MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
