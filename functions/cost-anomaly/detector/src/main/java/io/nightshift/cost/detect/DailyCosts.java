package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The costs of one series, a number for each day from {@link #first} on; NaN on days on which its provider published nothing.
 *
 * <p>Immutable.
 */
public final class DailyCosts {

    private final SeriesKey key;
    private final LocalDate first;
    private final double[] costs;

    public DailyCosts(SeriesKey key, LocalDate first, double[] costs) {
        this.key = key;
        this.first = first;
        this.costs = costs.clone();
    }

    public SeriesKey key() {
        return key;
    }

    public LocalDate first() {
        return first;
    }

    public int days() {
        return costs.length;
    }

    /** The day after the last. */
    LocalDate end() {
        return first.plusDays(costs.length);
    }

    /** What a day cost; NaN outside of the days that are known. */
    double on(LocalDate day) {
        long at = ChronoUnit.DAYS.between(first, day);
        return at >= 0 && at < costs.length ? costs[(int) at] : Double.NaN;
    }

    public double at(int day) {
        return costs[day];
    }
}
