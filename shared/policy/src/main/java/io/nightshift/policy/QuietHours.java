package io.nightshift.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hours in which a channel takes only pages, by the wall clock of a zone. */
public final class QuietHours {

    private static final int MINUTES_OF_A_WEEK = 7 * 24 * 60;

    private final Hours hours;

    private QuietHours(Hours hours) {
        this.hours = hours;
    }

    /** @param between {@code 22:00-07:00} */
    public static QuietHours of(String between, ZoneId zone) {
        return new QuietHours(Hours.of(between, Set.of(), zone));
    }

    /** When they end, if they have begun; hours that never end are none. */
    public Optional<Instant> end(Instant now) {
        if (!hours.include(now)) {
            return Optional.empty();
        }
        var minute = now.truncatedTo(ChronoUnit.MINUTES);
        for (int i = 1; i < MINUTES_OF_A_WEEK; i++) {
            var next = minute.plus(Duration.ofMinutes(i));
            if (!hours.include(next)) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QuietHours quiet && quiet.hours.equals(hours);
    }

    @Override
    public int hashCode() {
        return hours.hashCode();
    }

    @Override
    public String toString() {
        return hours.toString();
    }
}
