package io.nightshift.local.host;

import io.nightshift.api.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Reports whether a recurring task has run within the last minute. */
public final class Heartbeat implements HealthCheck {

    private static final Duration MOST = Duration.ofMinutes(1);

    private final String what;
    private final InstantSource clock;
    private volatile Instant last;

    /** @param what its human-readable name: {@code the sweeper} */
    public Heartbeat(String what, InstantSource clock) {
        this.what = what;
        this.clock = clock;
        last = clock.instant();
    }

    public void beat() {
        last = clock.instant();
    }

    @Override
    public State check() {
        var before = last;
        return clock.instant().isAfter(before.plus(MOST)) ? new State.Down(what + " last ran at " + before) : State.OK;
    }
}
