package io.nightshift.core.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The signature of Slack's requests: {@code X-Slack-Signature: v0=} and the hexadecimal HMAC-SHA256 of {@code v0:TIMESTAMP:} and the
 * raw body. A request counts for five minutes, before and after its timestamp.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Slack: verifying requests</a>
 */
public final class SlackSignature {

    private static final String SCHEME = "v0=";
    private static final Duration COUNTS = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final Hmac hmac;

    /** @param secret the signing secret of the app, not empty */
    public SlackSignature(String secret) {
        hmac = new Hmac(secret);
    }

    /**
     * Returns why the request is refused; empty if Slack signed it just now.
     *
     * @param timestamp the value of {@code X-Slack-Request-Timestamp}
     * @param signature the value of {@code X-Slack-Signature}
     */
    public Optional<String> refusal(byte[] body, String timestamp, String signature, Instant now) {
        if (!SECONDS.matcher(timestamp).matches()) {
            return Optional.of("it has no timestamp of Slack");
        }
        if (!signature.startsWith(SCHEME)
                || !hmac.signs(signed(body, timestamp), signature.substring(SCHEME.length()))) {
            return Optional.of("it is not signed by Slack");
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return age.abs().compareTo(COUNTS) > 0
                ? Optional.of("it was signed more than 5 minutes " + (age.isNegative() ? "ahead" : "ago"))
                : Optional.empty();
    }

    private static byte[] signed(byte[] body, String timestamp) {
        var signed = new ByteArrayOutputStream(body.length + 20);
        signed.writeBytes(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return signed.toByteArray();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
