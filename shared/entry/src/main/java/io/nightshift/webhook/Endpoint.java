package io.nightshift.webhook;

import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A webhook of the operator that the function is configured with. No message contains the URL (it may hold a token)
 * or the key, so {@link #toString} returns only the name.
 *
 * @param name as policies name it
 * @param key for HMAC-SHA256; called at each use, so that no secret is captured
 * @param token what the receiver asks for ({@code Authorization}, or a member of the body); empty if it asks for none
 */
public record Endpoint(String name, URI url, Supplier<String> key, Supplier<String> token) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** One that asks for no token. */
    public Endpoint(String name, URI url, Supplier<String> key) {
        this(name, url, key, () -> "");
    }

    /** @throws IllegalArgumentException with a human-readable message when signed calls must not go to the URL */
    public Endpoint {
        var host = String.valueOf(url.getHost());
        if (url.getHost() == null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the URL of webhook " + name + " is not absolute; expected https://HOST/PATH");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the URL of webhook " + name + " holds a user or password; the key signs, no more is needed");
        }
        boolean plain = "http".equalsIgnoreCase(url.getScheme()) && LOOPBACK.contains(host);
        if (!"https".equalsIgnoreCase(url.getScheme()) && !plain) {
            throw new IllegalArgumentException("the URL of webhook " + name + " must be https");
        }
    }

    @Override
    public String toString() {
        return "webhook " + name;
    }
}
