package io.nightshift.cost.benchmark;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an oracle says that knows the true expectation and noise of each day, but not the anomalies: the ceiling of what a detector can
 * reach. It takes the most striking of the rises of the last days and weekends. What is sparse or new it knows beforehand.
 */
public final class OracleAlerts {

    private static final int[] WINDOWS = {1, 2, 3, 4, 5, 7, 10, 14};
    private static final int SETTLED = 14;
    private static final int SILENT = 14;
    private static final int WEEK = 7;
    private static final int LONGEST_WEEKENDS = 16;
    private static final int SATURDAY = 6;
    private static final double PER_DAY = 3;
    private static final double TOTAL = 6;
    private static final double SHARE = 0.1;

    private OracleAlerts() {}

    /** @param threshold of its score, a normal one; what it told of is told once */
    public static List<ScoredAlert> alerts(LabelledCosts costs, double threshold) {
        var dense = costs.truth().stream().flatMap(one -> alerts(one, costs.labels(), threshold).stream());
        var known = costs.labels().stream()
                .filter(one -> one.shape() == AnomalyShape.SPARSE || one.shape() == AnomalyShape.NEW)
                .map(one -> new ScoredAlert(one.key(), one.start(), "known"));
        return Stream.concat(dense, known).toList();
    }

    private static List<ScoredAlert> alerts(TrueSeries series, List<LabelledAnomaly> labels, double threshold) {
        var alerts = new ArrayList<ScoredAlert>();
        int silent = SETTLED;
        for (int day = SETTLED; day < series.costs.days(); day++) {
            if (day >= silent && strikes(series, day, threshold)) {
                var date = series.costs.first().plusDays(day);
                alerts.add(new ScoredAlert(series.costs.key(), date, "strange"));
                silent = SILENT + Math.max(day, end(series, labels, date));
            }
        }
        return alerts;
    }

    /** The last day of the anomaly of which it told, so that nothing is told twice. */
    private static int end(TrueSeries series, List<LabelledAnomaly> labels, LocalDate day) {
        return labels.stream()
                .filter(one -> one.key().equals(series.costs.key()))
                .filter(one ->
                        !day.isBefore(one.start()) && !day.isAfter(one.end().plusDays(SILENT)))
                .mapToInt(one -> (int) ChronoUnit.DAYS.between(series.costs.first(), one.end()))
                .max()
                .orElse(0);
    }

    private static boolean strikes(TrueSeries series, int day, double threshold) {
        if (series.more(day) <= 0 || series.usual(day) <= 0) {
            return false;
        }
        for (int window : WINDOWS) {
            if (day - window >= 0 && isStrange(series, day, window, false, threshold)) {
                return true;
            }
        }
        boolean sunday = series.weekday(day) == WEEK;
        return sunday
                && day > LONGEST_WEEKENDS
                && (isStrange(series, day, 2 + WEEK, true, threshold)
                        || isStrange(series, day, LONGEST_WEEKENDS, true, threshold));
    }

    private static boolean isStrange(TrueSeries series, int day, int window, boolean weekends, double threshold) {
        double sum = 0;
        double squares = 0;
        double formBefore = 0;
        double more = 0;
        double usual = 0;
        int days = 0;
        for (int i = day - window + 1; i <= day; i++) {
            double form = weekends && series.weekday(i) < SATURDAY ? 0 : series.usual(i) / series.noise(i);
            double weight = form - series.phi * formBefore;
            sum += weight * innovation(series, i);
            squares += weight * weight;
            formBefore = form;
            if (form > 0) {
                more += series.more(i);
                usual += series.usual(i);
                days++;
            }
        }
        return sum > threshold * Math.sqrt(squares) && more >= PER_DAY * days && more >= TOTAL && more >= SHARE * usual;
    }

    /** How far a day strays from what the day before lets expect, as a normal score. */
    private static double innovation(TrueSeries series, int day) {
        double before = series.more(day - 1) / series.noise(day - 1);
        double now = series.more(day) / series.noise(day);
        double one = (now - series.phi * before) / Math.sqrt(1 - series.phi * series.phi);
        double freedom = series.freedom;
        if (Double.isInfinite(freedom) || !Double.isFinite(one)) {
            return Double.isFinite(one) ? one : 0;
        }
        double t = one * Math.sqrt(freedom / (freedom - 2));
        double score = Math.sqrt(freedom * Math.log1p(t * t / freedom)) * (8 * freedom + 1) / (8 * freedom + 3);
        return Math.copySign(score, t);
    }
}
