package io.nightshift.backup.runtime;

import io.nightshift.core.run.RunId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The password of one restored database. It is derived from the run under a seed, so that each attempt sets and uses the same one
 * and nothing stores it.
 */
public final class RestorePassword {

    private static final String ALGORITHM = "HmacSHA256";

    private final String text;

    private RestorePassword(String text) {
        this.text = text;
    }

    /** @param seed at least 16 bytes that only this function knows */
    public static RestorePassword of(byte[] seed, RunId run) {
        if (seed.length < 16) {
            throw new IllegalArgumentException("the seed of restore passwords is shorter than 16 bytes");
        }
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(seed, ALGORITHM));
            byte[] hash = mac.doFinal(run.value().getBytes(StandardCharsets.UTF_8));
            return new RestorePassword("N1-"
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A password that exists already: the one of a server that the policy names. */
    public static RestorePassword given(String text) {
        return new RestorePassword(text);
    }

    /** 35 letters, digits, dashes and underscores; never shown. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "***";
    }
}
