package io.nightshift.web;

import io.nightshift.core.act.Problem;
import java.util.regex.Pattern;

/** Turns a response without success into a problem. */
public final class HttpRefusal {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private HttpRefusal() {}

    /** @param who the responding server, human-readable: {@code the registry registry.example} */
    public static Problem of(String who, HttpResult.Answered answer) {
        int status = answer.status();
        return switch (status) {
            case 429 -> Problem.transientFault("Throttled", who + " throttles" + wait(answer));
            case 401, 403 ->
                Problem.permanent("Denied", who + " lets nobody in with these credentials (" + status + ")");
            case 408 -> Problem.transientFault("Timeout", who + " gave up waiting (408)");
            default ->
                status >= 500
                        ? Problem.transientFault("Unavailable", who + " failed (" + status + ")" + wait(answer))
                        : Problem.permanent("BadStatus", who + " answered " + status);
        };
    }

    /** RFC 9110, 10.2.3; a date there is ignored. */
    private static String wait(HttpResult.Answered answer) {
        var after = answer.header("Retry-After").strip();
        return SECONDS.matcher(after).matches() ? " and asks to wait " + after + " s" : "";
    }
}
