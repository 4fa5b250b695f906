package io.nightshift.cost;

import io.nightshift.cost.anomaly.AnomalyChange;
import io.nightshift.cost.anomaly.AnomalyChange.Status;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.KnownAnomaly;
import io.nightshift.cost.detect.SeriesKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Compares what an export shows with what is known: which anomalies are new, go on, are corrected or over. The same inputs give the
 * same changes, so a scan that died may be repeated.
 *
 * @param known anomalies that have a run
 * @param newest the newest day of the export
 */
public record ScanComparison(CostSpec spec, List<KnownAnomaly> known, LocalDate newest) {

    /** So long after its end an anomaly is news; older ones are history. */
    public static final int NEWS_DAYS = 7;

    /** A day is final when it is so old. */
    public static final int SETTLED_DAYS = 3;

    private static final int EXPECTED_DAYS = 45;
    private static final int WRONG_DAYS = 60;
    private static final BigDecimal HALF_AGAIN = BigDecimal.valueOf(1.5);

    /** What was known of a recent day when a human answered was a part of it. */
    private static final BigDecimal THRICE = BigDecimal.valueOf(3);

    public ScanComparison {
        known = List.copyOf(known);
    }

    /** An anomaly of an export and what is done about it. */
    public record Judged(AnomalyReport report, Optional<AnomalyChange> change, String why) {}

    /** Every anomaly of the export, and every known one that it does not show. */
    public List<Judged> judge(List<AnomalyReport> shown) {
        var all = new ArrayList<Judged>();
        var matched = new HashSet<String>();
        for (var report : shown) {
            var same = known.stream()
                    .filter(one -> !matched.contains(one.report().id()) && isSame(one.report(), report))
                    .findFirst();
            same.ifPresent(one -> matched.add(one.report().id()));
            all.add(
                    same.isPresent()
                            ? again(same.get(), report.as(same.get().report().id()))
                            : first(report));
        }
        for (var one : known) {
            if (one.open() && !matched.contains(one.report().id())) {
                all.add(gone(one));
            }
        }
        return all;
    }

    /** A restatement may move the first day, or name the service over all regions. */
    private static boolean isSame(AnomalyReport known, AnomalyReport shown) {
        return known.id().equals(shown.id())
                || (isComparable(known, shown)
                        && isSame(known.series(), shown.series())
                        && !known.start().isAfter(shown.end().plusDays(1))
                        && !shown.start().isAfter(known.end().plusDays(1)));
    }

    /** Two rises, or two drops. */
    private static boolean isComparable(AnomalyReport one, AnomalyReport other) {
        return one.isRise()
                ? other.isRise()
                : one.kind().equals(AnomalyReport.DROP) && other.kind().equals(one.kind());
    }

    private static boolean isSame(SeriesKey one, SeriesKey other) {
        return one.provider().equals(other.provider())
                && one.account().equals(other.account())
                && one.service().equals(other.service())
                && one.currency().equals(other.currency())
                && (one.region().equals(other.region())
                        || one.region().isEmpty()
                        || other.region().isEmpty());
    }

    private Judged first(AnomalyReport report) {
        return kept(report)
                .map(why -> new Judged(report, Optional.empty(), why))
                .orElseGet(() -> new Judged(report, Optional.of(new AnomalyChange(Status.OPENED, report)), "is told"));
    }

    /** Why an anomaly that is new is not told. */
    private Optional<String> kept(AnomalyReport report) {
        if (report.end().isBefore(newest.minusDays(NEWS_DAYS))
                && report.detectedOn().isBefore(newest.minusDays(NEWS_DAYS))) {
            return Optional.of("was over more than " + NEWS_DAYS + " days before " + newest);
        }
        if (report.kind().equals(AnomalyReport.DROP) && !spec.drops()) {
            return Optional.of("is a drop: the policy tells none (drops: true does)");
        }
        if (report.isRise()
                && report.impact().doubleValue()
                        < spec.percent() / 100 * report.expected().doubleValue()) {
            return Optional.of(
                    "is a rise of less than %s %% (thresholds: percent)".formatted(Math.round(spec.percent())));
        }
        var window = spec.expected().stream()
                .filter(one -> report.isRise() && one.covers(report))
                .findFirst();
        return window.isPresent()
                ? Optional.of("begins in the expected window " + window.get().from() + " to "
                        + window.get().to() + ": " + window.get().reason())
                : learned(report);
    }

    private Optional<String> learned(AnomalyReport report) {
        return known.stream()
                .filter(one -> report.isRise() && isSame(one.report().series(), report.series()))
                .flatMap(one -> learned(one, report).stream())
                .findFirst();
    }

    private static Optional<String> learned(KnownAnomaly one, AnomalyReport report) {
        if (one.feedback().isEmpty()) {
            return Optional.empty();
        }
        long age = report.start().toEpochDay() - one.report().end().toEpochDay();
        var limit = one.report().perDay().multiply(one.report().provisional() ? THRICE : HALF_AGAIN);
        boolean small = report.perDay().compareTo(limit) <= 0;
        return switch (one.feedback().get()) {
            case PLANNED -> Optional.empty();
            case EXPECTED ->
                small && age <= EXPECTED_DAYS
                        ? Optional.of(
                                "costs about as much a day as " + one.report().id() + ", which was expected")
                        : Optional.empty();
            case WRONG ->
                small && age <= WRONG_DAYS
                        ? Optional.of("is less than half as high again as "
                                + one.report().id() + ", which was no anomaly")
                        : Optional.empty();
        };
    }

    private Judged again(KnownAnomaly one, AnomalyReport report) {
        if (!one.open()) {
            return new Judged(report, Optional.empty(), "was told, and is closed");
        }
        if (report.over() && isSettled(report.end())) {
            return one.recovered()
                    ? new Judged(report, Optional.empty(), "was told, and is over")
                    : change(Status.RECOVERED, report, "is over");
        }
        return report.equals(one.report()) && !one.corrected() && !one.recovered()
                ? new Judged(report, Optional.empty(), "was told, and goes on unchanged")
                : change(Status.UPDATED, report, "was told, and goes on");
    }

    private Judged gone(KnownAnomaly one) {
        var report = one.report();
        if (one.corrected() || one.recovered()) {
            return new Judged(report, Optional.empty(), "was corrected or over already");
        }
        return switch (report.kind()) {
            case AnomalyReport.STOPPED -> change(Status.RECOVERED, report, "the export goes on");
            case AnomalyReport.BUDGET, AnomalyReport.FORECAST ->
                newest.withDayOfMonth(1).isAfter(report.start())
                        ? change(Status.RECOVERED, report, "its month is over")
                        : change(Status.CORRECTED, report, "is below its threshold again");
            case AnomalyReport.DROP -> change(Status.RECOVERED, report, "costs as much as before");
            default ->
                newest.isBefore(report.detectedOn())
                        ? new Judged(report, Optional.empty(), "the export ends before " + report.detectedOn())
                        : change(Status.CORRECTED, report, "is below its gates after a restatement");
        };
    }

    private static Judged change(Status status, AnomalyReport report, String why) {
        return new Judged(report, Optional.of(new AnomalyChange(status, report)), why);
    }

    /** What so recent days say may still change. */
    private boolean isSettled(LocalDate day) {
        return newest.toEpochDay() - day.toEpochDay() >= SETTLED_DAYS;
    }
}
