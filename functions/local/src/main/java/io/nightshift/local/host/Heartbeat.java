package io.nightshift.local.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tells whether something that recurs has happened within the last minute. */
public final class Heartbeat {

    private static final Duration MOST = Duration.ofMinutes(1);

    private final String what;
    private final InstantSource clock;
    private volatile Instant last;

    /** @param what for people: {@code the sweeper} */
    public Heartbeat(String what, InstantSource clock) {
        this.what = what;
        this.clock = clock;
        last = clock.instant();
    }

    public void beat() {
        last = clock.instant();
    }

    /** What is wrong; empty where it happened lately. */
    public Optional<String> problem() {
        var before = last;
        return clock.instant().isAfter(before.plus(MOST))
                ? Optional.of(what + " last ran at " + before)
                : Optional.empty();
    }
}
