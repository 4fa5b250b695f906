package io.nightshift.web;

import io.nightshift.core.act.Problem;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The requests of one observation: after its time limit no further request begins, however many there are and however slow
 * the responses are.
 */
public record HttpSession(WebClient web, InstantSource clock, Instant end) {

    /** As {@link WebClient#ask}. */
    public HttpResult ask(HttpRequest.Builder request, int longest) {
        return clock.instant().isBefore(end)
                ? web.ask(request, longest)
                : new HttpResult.Missed(
                        Problem.transientFault("Timeout", host(request) + " answered too slowly altogether"));
    }

    private static String host(HttpRequest.Builder request) {
        return request.build().uri().getHost();
    }
}
