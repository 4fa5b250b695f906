package io.nightshift.core.signature;

import io.nightshift.core.signal.Payload;

/**
 * The signature of GitHub's webhooks: {@code X-Hub-Signature-256: sha256=} and the hexadecimal HMAC-SHA256 of the raw
 * body. It covers neither headers nor a time; the signal's id detects a repeated delivery.
 *
 * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">GitHub: validating
 *     webhook deliveries</a>
 */
public final class GitHubSignature {

    private static final String EVENT = "x-github-event";
    private static final String SIGNATURE = "x-hub-signature-256";
    private static final String SCHEME = "sha256=";

    private final Hmac hmac;

    /** @param secret the webhook's secret, not empty */
    public GitHubSignature(String secret) {
        hmac = new Hmac(secret);
    }

    /** Reports whether the payload claims to come from GitHub. */
    public static boolean isClaimedBy(Payload payload) {
        return payload.headers().containsKey(EVENT);
    }

    /** The event type by GitHub's header, such as {@code registry_package}; unsigned, as are all headers. */
    public static String event(Payload payload) {
        return payload.headers().getOrDefault(EVENT, "");
    }

    /** Reports whether the sender has the secret; a missing signature is invalid. */
    public boolean signs(Payload payload) {
        var sent = payload.headers().getOrDefault(SIGNATURE, "");
        return sent.startsWith(SCHEME) && hmac.signs(payload.body(), sent.substring(SCHEME.length()));
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
