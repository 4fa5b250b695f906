package io.nightshift.promotion.open.web;

import io.nightshift.core.act.Problem;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;

/** The requests of one look: however many there are, and however slowly each is answered, no more begin after the end. */
public record Visit(Web web, InstantSource clock, Instant end) {

    /** As {@link Web#ask}. */
    public Came ask(HttpRequest.Builder request, int longest) {
        return clock.instant().isBefore(end)
                ? web.ask(request, longest)
                : new Came.Missed(Problem.transientFault("Timeout", host(request) + " answered too slowly altogether"));
    }

    private static String host(HttpRequest.Builder request) {
        return request.build().uri().getHost();
    }
}
