package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

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

    /** @param parts with the same days, at least one */
    static DailyCosts sum(SeriesKey key, List<DailyCosts> parts) {
        var first = parts.getFirst();
        var sum = new double[first.days()];
        parts.forEach(part -> Arrays.setAll(sum, day -> sum[day] + part.costs[day]));
        return new DailyCosts(key, first.first, sum);
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

    public double at(int day) {
        return costs[day];
    }
}
