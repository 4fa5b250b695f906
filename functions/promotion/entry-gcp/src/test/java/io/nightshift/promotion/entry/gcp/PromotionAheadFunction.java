package io.nightshift.promotion.entry.gcp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The function with another clock: ahead, so that the lease of a dead worker has ended, or fast, so that nobody waits for a bake. */
public final class PromotionAheadFunction extends PromotionFunction {

    public PromotionAheadFunction() {
        super(clock());
    }

    private static InstantSource clock() {
        var system = InstantSource.system();
        var began = system.instant();
        var ahead = Duration.parse(System.getProperty("nightshift.test.ahead", "PT0S"));
        int speed = Integer.parseInt(System.getenv().getOrDefault("TEST_SPEED", "1"));
        return () -> began.plus(ahead).plus(passed(began, system).multipliedBy(speed));
    }

    private static Duration passed(Instant began, InstantSource system) {
        return Duration.between(began, system.instant());
    }
}
