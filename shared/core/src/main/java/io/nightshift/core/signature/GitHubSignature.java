package io.nightshift.core.signature;

import io.nightshift.core.signal.Payload;

/**
 * The signature of GitHub's webhooks: {@code X-Hub-Signature-256: sha256=} and the hexadecimal HMAC-SHA256 of the body as
 * it came. It covers neither headers nor a time; that a delivery comes twice is for the signal's id to find.
 *
 * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">GitHub: validating
 *     webhook deliveries</a>
 */
public final class GitHubSignature {

    private static final String EVENT = "x-github-event";
    private static final String SIGNATURE = "x-hub-signature-256";
    private static final String SCHEME = "sha256=";

    private final Hmac hmac;

    /** @param secret the webhook's, not empty */
    public GitHubSignature(String secret) {
        hmac = new Hmac(secret);
    }

    /** Reports whether the payload says that GitHub sent it. */
    public static boolean isClaimedBy(Payload payload) {
        return payload.headers().containsKey(EVENT);
    }

    /** What GitHub says that happened, such as {@code registry_package}; unsigned, as all of its headers. */
    public static String event(Payload payload) {
        return payload.headers().getOrDefault(EVENT, "");
    }

    /** Reports whether it was sent by someone who has the secret; no signature is a wrong one. */
    public boolean signs(Payload payload) {
        var sent = payload.headers().getOrDefault(SIGNATURE, "");
        return sent.startsWith(SCHEME) && hmac.signs(payload.body(), sent.substring(SCHEME.length()));
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
