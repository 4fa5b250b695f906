package io.nightshift.promotion.nginx;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the restarts of a version, as a mark of the ledger: {@value #MOST} times, each after a longer wait, then none until
 * someone else has started it. After an hour of running, the count begins again.
 *
 * @param times of the restarts
 * @param over whether Nightshift has given up and on-call is informed
 */
record RestartMark(List<Instant> times, boolean over) {

    static final int MOST = 5;

    /** The waits before each restart, since the previous one. */
    private static final List<Duration> WAITS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5));

    private static final Duration HELD = Duration.ofHours(1);

    RestartMark {
        times = List.copyOf(times);
    }

    static String key(String target, String digest) {
        return "restarts/" + target + "@" + digest;
    }

    static RestartMark read(View mark, Instant now) {
        try {
            var times = new ArrayList<Instant>();
            if (mark.at("times").exists()) {
                for (var time : mark.at("times").items()) {
                    times.add(Instant.parse(time.text()));
                }
            }
            boolean over = mark.at("over").exists() && mark.at("over").bool();
            boolean held =
                    !over && !times.isEmpty() && now.isAfter(times.getLast().plus(HELD));
            return new RestartMark(held ? List.of() : times, over);
        } catch (JsonException e) {
            throw new LedgerException("a mark of restarts cannot be read: " + e.getMessage(), false, e);
        }
    }

    Json.Obj toJson() {
        return Json.obj()
                .with(
                        "times",
                        Json.strings(times.stream().map(Instant::toString).toList()))
                .with("over", over);
    }

    boolean isExhausted() {
        return times.size() >= MOST;
    }

    boolean isDue(Instant now) {
        return times.isEmpty() || !now.isBefore(times.getLast().plus(WAITS.get(times.size())));
    }

    RestartMark with(Instant now) {
        var more = new ArrayList<>(times);
        more.add(now);
        return new RestartMark(more, over);
    }

    RestartMark givenUp() {
        return new RestartMark(times, true);
    }
}
