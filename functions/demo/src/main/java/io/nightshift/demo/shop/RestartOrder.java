package io.nightshift.demo.shop;

import io.nightshift.core.run.ConstantTime;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a call to restart comes from Nightshift and is fresh: the receiver's side of {@code call-webhook}
 * (docs/remediation.md).
 */
record RestartOrder(String key) {

    private static final Duration FRESH = Duration.ofMinutes(5);

    boolean isGenuine(@Nullable String timestamp, @Nullable String signature, byte[] body, Instant now) {
        if (key.isEmpty() || timestamp == null || signature == null || !isFresh(timestamp, now)) {
            return false;
        }
        return ConstantTime.isSame(signature(timestamp, body), signature);
    }

    private static boolean isFresh(String timestamp, Instant now) {
        if (!timestamp.matches("[0-9]{1,11}")) {
            return false;
        }
        return Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                        .abs()
                        .compareTo(FRESH)
                <= 0;
    }

    private String signature(String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "RestartOrder[]";
    }
}
