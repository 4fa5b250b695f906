package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.Metric;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.stats.TwoByTwo;
import java.util.Locale;
import java.util.Optional;

/**
 * What two ratios say, as failed requests of all: an exact test on the counts of all points together. Where the points scatter
 * more than such counts do by chance, requests are not independent and the test would see too much; then all counts are
 * divided by how much more that is. Where the points of both sides do, they may also follow each other; then the points have to
 * differ as a series, too.
 *
 * <p>Errors that begin within the window and stay scatter as well, and would excuse themselves. So where only one side scatters,
 * half of the error is spent on the divided counts, and a quarter on them together with the order of the canary's points; the
 * second counts only if all requests, taken as independent, differ too. Where nothing but chance is at work that condition is
 * Boschloo's test at the whole error, and the order can add nothing to it. The last quarter is left unspent, so that rates
 * which drift are taken for a failure no more often than by the divided counts alone at the whole error.
 */
final class RatioEvidence {

    /** A change of a ratio by less than two in a hundred asks for thousands of requests and rarely matters. */
    private static final double LEAST_MARGIN = 0.02;

    /** What each of two tests may spend of the error where one side scatters. */
    private static final double DIVIDED = 0.5;

    private static final double ORDERED = 0.25;

    private static final double POWER_80 = 0.8416212335729143;

    private final Metric metric;
    private final Level level;
    private final Samples.Counts experiment;
    private final Samples.Counts control;
    private final double scatter;
    private final boolean restless;
    private final TwoByTwo undivided;
    private final TwoByTwo table;

    private RatioEvidence(Metric metric, Level level, Samples.Counts experiment, Samples.Counts control) {
        this.metric = metric;
        this.level = level;
        this.experiment = experiment;
        this.control = control;
        var one = Scatter.of(experiment);
        var other = Scatter.of(control);
        this.scatter = Math.max(one.effect(), other.effect());
        this.restless = one.isBeyondChance() && other.isBeyondChance();
        this.undivided = new TwoByTwo(experiment.count(), experiment.of(), control.count(), control.of());
        this.table = new TwoByTwo(
                worth(experiment.count()),
                Math.max(1, worth(experiment.of())),
                worth(control.count()),
                Math.max(1, worth(control.of())));
    }

    private long worth(long count) {
        return Math.round(count / scatter);
    }

    /** Of at least one request a side. */
    static Evidence of(Metric metric, Level level, Samples.Counts experiment, Samples.Counts control) {
        return new RatioEvidence(metric, level, experiment, control).weigh();
    }

    private Evidence weigh() {
        var interval = interval(table);
        double higher = p(table, Direction.INCREASE);
        double lower = p(table, Direction.DECREASE);
        var numbers = numbers(interval, Math.min(higher, lower));
        if (Math.min(higher, lower) <= tail()) {
            var differs =
                    higher < lower ? new Evidence.Higher(interval, numbers) : new Evidence.Lower(interval, numbers);
            return restless ? alsoAsSeries(differs) : differs;
        }
        var rose = began(Direction.INCREASE, higher);
        if (rose.isPresent()) {
            return new Evidence.Higher(interval(undivided), rose.get());
        }
        var fell = began(Direction.DECREASE, lower);
        if (fell.isPresent()) {
            return new Evidence.Lower(interval(undivided), fell.get());
        }
        return new Margin(margin(), margin()).excludes(metric.direction(), interval.lower(), interval.upper())
                ? new Evidence.Alike(interval, numbers)
                : new Evidence.Open(interval, needed(margin()), numbers);
    }

    private Interval interval(TwoByTwo of) {
        var ends = of.difference(level.z());
        return new Interval(ends[0], ends[1], Interval.Scale.DIFFERENCE);
    }

    /** That the side differs in a direction that somebody minds; 1 in one that nobody does. */
    private double p(TwoByTwo of, Direction change) {
        return !metric.direction().minds(change)
                ? 1
                : change == Direction.INCREASE ? of.boschloo() : of.swapped().boschloo();
    }

    /** One side alone has points that scatter beyond chance. */
    private boolean scatters() {
        return scatter > 1 && !restless;
    }

    /** What the counts may spend. */
    private double tail() {
        return scatters() ? level.tail() * DIVIDED : level.tail();
    }

    /** The numbers of a change that began within the window and stays; empty where there is none. */
    private Optional<String> began(Direction change, double divided) {
        if (!scatters() || !metric.direction().minds(change)) {
            return Optional.empty();
        }
        var onset = Onset.of(experiment, change);
        double both = onset.with(divided);
        if (both > level.tail() * ORDERED) {
            return Optional.empty();
        }
        double independent = p(undivided, change);
        return independent <= level.tail() ? Optional.of(numbers(onset, independent, both)) : Optional.empty();
    }

    private String numbers(Onset onset, double independent, double both) {
        return counted(interval(undivided), independent)
                + String.format(
                        Locale.ROOT,
                        "; it began at point %d of %d and stays, p = %.2g by the order of the points and %.2g with the"
                                + " counts divided by their scatter of %.3g",
                        onset.points() - onset.last() + 1,
                        onset.points(),
                        onset.p(),
                        both,
                        scatter);
    }

    private Evidence alsoAsSeries(Evidence.Compared differs) {
        var series = SeriesEvidence.of(metric, level, Scatter.ratios(experiment), Scatter.ratios(control));
        var both = differs.numbers() + "; as a series: " + series.numbers();
        if (differs instanceof Evidence.Higher && series instanceof Evidence.Higher) {
            return new Evidence.Higher(differs.interval(), both);
        }
        if (differs instanceof Evidence.Lower && series instanceof Evidence.Lower) {
            return new Evidence.Lower(differs.interval(), both);
        }
        return new Evidence.Open(differs.interval(), needed(margin()), both);
    }

    private double margin() {
        return Math.max(metric.sensitivity().tolerance() * share(control), LEAST_MARGIN);
    }

    /** The sample with which a change by the margin would be found with a power of 80 %. */
    private long needed(double margin) {
        double p = share(control);
        double q = Math.min(1, p + margin);
        double each = Math.pow((level.z() + POWER_80) / margin, 2) * (p * (1 - p) + q * (1 - q)) * scatter;
        long fewer = Math.min(experiment.of(), control.of());
        return (long) Math.ceil(Math.max(each - fewer, each / 4));
    }

    private static double share(Samples.Counts side) {
        return (double) side.count() / side.of();
    }

    private String counted(Interval interval, double p) {
        return String.format(
                Locale.ROOT,
                "%d of %d (%.3g %%) against %d of %d (%.3g %%), difference %+.3g to %+.3g points, p = %.2g"
                        + " (exact test, %s)",
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

    private String numbers(Interval interval, double p) {
        var counted = counted(interval, p);
        return scatter == 1
                ? counted
                : counted
                        + String.format(
                                Locale.ROOT,
                                "; the points scatter %.3g times as much as independent requests, so %d and %d are worth"
                                        + " %d and %d",
                                scatter,
                                experiment.of(),
                                control.of(),
                                table.ofFirst(),
                                table.ofSecond());
    }
}
