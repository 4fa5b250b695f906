package io.nightshift.console.signin;

import io.nightshift.api.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser carries from the start of a sign-in to its end.
 *
 * @param to the page that was asked for
 */
record LoginCookie(String state, String nonce, String verifier, String to) {

    private static final String NAME = "__Host-nightshift-login";
    private static final int SECONDS = 600;
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=";

    /** The value of {@code Set-Cookie}. */
    String set() {
        var text = String.join("\n", state, nonce, verifier, to);
        var value = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return NAME + "=" + value + ATTRIBUTES + SECONDS;
    }

    static String remove() {
        return NAME + "=" + ATTRIBUTES + 0;
    }

    static Optional<LoginCookie> of(ApiRequest request) {
        var found = request.cookies(NAME);
        if (found.size() != 1) {
            return Optional.empty();
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(found.getFirst()), StandardCharsets.UTF_8);
            var parts = text.split("\n", -1);
            return parts.length == 4
                    ? Optional.of(new LoginCookie(parts[0], parts[1], parts[2], parts[3]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A page of the console, and no other address: a link elsewhere may begin a sign-in. */
    static String page(String wanted) {
        return wanted.matches("/console([/?][\\x21-\\x5b\\x5d-\\x7e]*)?") && !wanted.startsWith("/console/sign")
                ? wanted
                : "/console";
    }
}
