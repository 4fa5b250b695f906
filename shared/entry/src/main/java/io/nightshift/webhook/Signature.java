package io.nightshift.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a call: {@code v1=} and the lower-case hex of HMAC-SHA256 over {@code TIMESTAMP.BODY}, the
 * timestamp in Unix seconds as in {@code X-Nightshift-Timestamp}. A receiver must compare in constant time and refuse
 * old timestamps.
 */
public final class Signature {

    private Signature() {}

    public static String of(String key, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
