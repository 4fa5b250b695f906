package io.nightshift.core.ledger;

import java.math.BigInteger;
import java.time.Instant;

/**
 * Formats times as text that sorts in time order. {@code Instant.toString} does not, because it leaves out zeros
 * ({@code 01:00:00Z} sorts after {@code 01:00:00.5Z}).
 */
public final class SortableTime {

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger MOST = BigInteger.TEN.pow(20).subtract(BigInteger.ONE);

    private SortableTime() {}

    /**
     * Nanoseconds since 1970 in 20 digits; earlier times, and times beyond the year 5138, become the minimum or
     * maximum.
     */
    public static String of(Instant at) {
        var nanos = BigInteger.valueOf(at.getEpochSecond())
                .multiply(BILLION)
                .add(BigInteger.valueOf(at.getNano()))
                .max(BigInteger.ZERO)
                .min(MOST);
        return "%020d".formatted(nanos);
    }
}
