package io.nightshift.console.signin;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** How many sign-ins may begin or end in a minute, of all people together: each costs calls to the provider. */
final class AttemptLimit {

    private static final int A_MINUTE = 120;

    private final InstantSource clock;
    private Instant minute = Instant.MIN;
    private int attempts;

    AttemptLimit(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean admits() {
        var now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            minute = now;
            attempts = 0;
        }
        return ++attempts <= A_MINUTE;
    }
}
