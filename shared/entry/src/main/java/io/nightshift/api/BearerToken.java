package io.nightshift.api;

import io.nightshift.core.run.ConstantTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** The token that senders show as {@code Authorization: Bearer}. */
public final class BearerToken {

    /** The scheme's name is case-insensitive (RFC 9110, 11.1). */
    private static final Pattern BEARER = Pattern.compile("bearer +(.*)", Pattern.CASE_INSENSITIVE);

    private BearerToken() {}

    /** Reports whether the request shows the token, or none is needed. Compares in constant time. */
    public static boolean isShown(ApiRequest request, Optional<String> token) {
        var sent = BEARER.matcher(request.header("Authorization"));
        return token.isEmpty() || (sent.matches() && ConstantTime.isSame(sent.group(1), token.get()));
    }
}
