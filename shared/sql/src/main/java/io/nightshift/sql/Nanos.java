package io.nightshift.sql;

import java.time.Instant;

/**
 * Converts times to nanoseconds since 1970, which sort; times outside of the years 1678 to 2262 become the minimum or
 * maximum.
 */
final class Nanos {

    private static final Instant FIRST = Instant.ofEpochSecond(0, Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    private Nanos() {}

    static long of(Instant time) {
        if (time.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        if (time.isAfter(LAST)) {
            return Long.MAX_VALUE;
        }
        // In two steps from the nearer second: the second before the first representable time is not representable
        // itself.
        return time.getEpochSecond() < 0
                ? (time.getEpochSecond() + 1) * 1_000_000_000L + (time.getNano() - 1_000_000_000L)
                : time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
