package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.Metric;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.stats.TwoByTwo;
import java.util.Locale;

/**
 * What two ratios say, as failed requests of all: an exact test on the counts of all points together. Where the points of a
 * side scatter more than such counts do by chance, requests are not independent and the test would see too much; then the
 * points have to differ as a series, too.
 */
final class RatioEvidence {

    /** A change of a ratio by less than two in a hundred asks for thousands of requests and rarely matters. */
    private static final double LEAST_MARGIN = 0.02;

    private static final double POWER_80 = 0.8416212335729143;

    private final Metric metric;
    private final Level level;
    private final Samples.Counts experiment;
    private final Samples.Counts control;
    private final TwoByTwo table;

    private RatioEvidence(Metric metric, Level level, Samples.Counts experiment, Samples.Counts control) {
        this.metric = metric;
        this.level = level;
        this.experiment = experiment;
        this.control = control;
        this.table = new TwoByTwo(experiment.count(), experiment.of(), control.count(), control.of());
    }

    /** Of at least one request a side. */
    static Evidence of(Metric metric, Level level, Samples.Counts experiment, Samples.Counts control) {
        return new RatioEvidence(metric, level, experiment, control).weigh();
    }

    private Evidence weigh() {
        var ends = table.difference(level.z());
        var interval = new Interval(ends[0], ends[1], Interval.Scale.DIFFERENCE);
        double higher = metric.direction().minds(Direction.INCREASE) ? table.boschloo() : 1;
        double lower =
                metric.direction().minds(Direction.DECREASE) ? table.swapped().boschloo() : 1;
        var numbers = numbers(interval, Math.min(higher, lower));
        if (Math.min(higher, lower) <= level.tail()) {
            return Scatter.isBeyondChance(experiment, control)
                    ? asSeries(numbers)
                    : differs(higher < lower, interval, numbers);
        }
        double margin = Math.max(metric.sensitivity().tolerance() * share(control), LEAST_MARGIN);
        return new Margin(margin, margin).excludes(metric.direction(), ends[0], ends[1])
                ? new Evidence.Alike(interval, numbers)
                : new Evidence.Open(interval, needed(margin), numbers);
    }

    private static Evidence differs(boolean higher, Interval interval, String numbers) {
        return higher ? new Evidence.Higher(interval, numbers) : new Evidence.Lower(interval, numbers);
    }

    private Evidence asSeries(String numbers) {
        var series = SeriesEvidence.of(metric, level, Scatter.ratios(experiment), Scatter.ratios(control));
        var both = "the points scatter more than independent requests would, so they are judged as a series: "
                + series.numbers() + "; all requests together: " + numbers;
        return switch (series) {
            case Evidence.Higher it -> new Evidence.Higher(it.interval(), both);
            case Evidence.Lower it -> new Evidence.Lower(it.interval(), both);
            case Evidence.Alike it -> new Evidence.Alike(it.interval(), both);
            case Evidence.Open it -> new Evidence.Open(it.interval(), requests(it.needed()), both);
            case Evidence.TooFew it -> new Evidence.TooFew(requests(it.needed()), both);
            case Evidence.Broken it -> new Evidence.Broken(it.numbers());
        };
    }

    private long requests(long points) {
        return Math.max(1, points * Math.min(experiment.of(), control.of()) / Math.max(1, control.size()));
    }

    /** The sample with which a change by the margin would be found with a power of 80 %. */
    private long needed(double margin) {
        double p = share(control);
        double q = Math.min(1, p + margin);
        double each = Math.pow((level.z() + POWER_80) / margin, 2) * (p * (1 - p) + q * (1 - q));
        long fewer = Math.min(experiment.of(), control.of());
        return (long) Math.ceil(Math.max(each - fewer, each / 4));
    }

    private static double share(Samples.Counts side) {
        return (double) side.count() / side.of();
    }

    private String numbers(Interval interval, double p) {
        return String.format(
                Locale.ROOT,
                "%d of %d (%.3g %%) against %d of %d (%.3g %%), difference %+.3g to %+.3g points, p = %.2g"
                        + " (Boschloo's exact test, %s)",
                experiment.count(),
                experiment.of(),
                100 * share(experiment),
                control.count(),
                control.of(),
                100 * share(control),
                100 * interval.lower(),
                100 * interval.upper(),
                p,
                level);
    }
}
