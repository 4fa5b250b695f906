package io.nightshift.cost.runtime;

import io.nightshift.cost.CostSpec;
import io.nightshift.cost.ScanComparison;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Finds a series that costs much less: each of three final days is below 40 % of the least of its weekday in the four weeks before.
 * Days that are not three days old yet are not final, and say nothing.
 */
final class DropSearch {

    private static final int DAYS = 3;
    private static final int WEEK = 7;
    private static final int WEEKS = 4;
    private static final double SHARE = 0.4;
    private static final int LONGEST = 30;

    private DropSearch() {}

    static Optional<AnomalyReport> find(DailyCosts costs, LocalDate newest, CostSpec spec) {
        int last = (int) (newest.toEpochDay() - costs.first().toEpochDay()) - ScanComparison.SETTLED_DAYS;
        int start = last + 1;
        while (start > 0 && last - start + 1 < LONGEST && isLow(costs, start - 1, Math.max(0, start - 1))) {
            start--;
        }
        int days = last - start + 1;
        return days < DAYS ? Optional.empty() : report(costs, start, last, newest, spec);
    }

    /** Low days are not compared with low days: their weeks are older than the drop is long. */
    private static boolean isLow(DailyCosts costs, int day, int start) {
        double least = least(costs, day, start);
        return day < costs.days() && !Double.isNaN(costs.at(day)) && least > 0 && costs.at(day) < SHARE * least;
    }

    private static double least(DailyCosts costs, int day, int start) {
        double least = Double.POSITIVE_INFINITY;
        int seen = 0;
        for (int other = day - WEEK; other >= 0 && seen < WEEKS; other -= WEEK) {
            if (other < start && !Double.isNaN(costs.at(other))) {
                least = Math.min(least, costs.at(other));
                seen++;
            }
        }
        return seen < WEEKS ? 0 : least;
    }

    private static Optional<AnomalyReport> report(
            DailyCosts costs, int start, int last, LocalDate newest, CostSpec spec) {
        double actual = 0;
        double expected = 0;
        for (int day = start; day <= last; day++) {
            actual += costs.at(day);
            expected += least(costs, day, start);
        }
        if (expected - actual < spec.perDay() * (last - start + 1) || expected - actual < spec.total()) {
            return Optional.empty();
        }
        var from = costs.first().plusDays(start);
        var key = costs.key();
        return Optional.of(new AnomalyReport(
                AnomalyReport.id(
                        AnomalyReport.DROP,
                        key.provider(),
                        key.account(),
                        key.service(),
                        key.region(),
                        key.currency(),
                        from.toString()),
                AnomalyReport.DROP,
                key,
                from,
                costs.first().plusDays(last),
                costs.first().plusDays(last),
                BigDecimal.valueOf(expected),
                BigDecimal.valueOf(actual),
                Severity.LOW,
                false,
                false,
                newest));
    }
}
