package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.EffectSize;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.stats.TwoByTwo;
import java.util.Locale;
import java.util.Optional;

/**
 * The evidence in two ratios, such as failed requests of all requests: an exact test on the counts of all points together. A
 * change counts only if it is beyond the metric's tolerance, and only if that test finds it; every further test can only
 * withdraw it. The shares determine which side is higher.
 *
 * <p>If the points scatter more than such counts do by chance, requests are not independent, and the test finds too much. If
 * both sides scatter or drift, a common cause moves both; then the points must also differ as a series. If only one side
 * does, one of three tests must confirm the change. The first divides all counts by the excess scatter. The second combines
 * these counts with the order of that side's points: errors that begin within the window and stay also scatter, and would
 * otherwise excuse themselves. The third uses all counts after the side's extreme points are cut down to what chance may
 * produce, so that one worse minute does not excuse the others. If points drift, the last two also require a change beyond
 * any drift. If drift would show plainly, a smaller drift counts: all counts are divided by what it adds to the difference of
 * the sides. If only chance is at work, none of this costs power: all of them also require the first test.
 */
final class RatioEvidence {

    /** To rule out a change of a ratio by less than two percent needs thousands of requests. */
    private static final double LEAST_MARGIN = 0.02;

    /** The share of the error that each of two tests may spend if one side scatters. */
    private static final double SHARED = 0.5;

    /** From this score on, both sides together drift. By chance about once in a hundred. */
    private static final double DRIFTS = 2.5;

    /** From this score on they may drift, if drift would show plainly. By chance about once in fifteen. */
    private static final double MAY_DRIFT = 1.5;

    /**
     * The number of standard deviations by which usual drift would show. Below the first value its absence says nothing, and
     * requiring it would miss sparse errors; from the second value on it shows plainly. Between them the limit falls.
     */
    private static final double FAINT = 1.2;

    private static final double PLAIN = 1.9;

    /** The odds ratio that is beyond the drift of one side. */
    private static final double FAR = 3;

    /** The odds ratio that is beyond the drift of both sides. */
    private static final double VERY_FAR = 8;

    /** A side drifts alone if the other one drifts by less than this share of it, within these limits. */
    private static final double ALONE = 0.1;

    private static final double LEAST_ALONE = 0.5;
    private static final double MOST_ALONE = 3;

    private final CanaryMetric metric;
    private final Level level;
    private final Samples.Counts experiment;
    private final Samples.Counts control;
    private final Scatter one;
    private final Scatter other;
    private final boolean drifts;
    private final boolean restless;
    private final boolean scatters;
    private final boolean mayDrift;
    private final double scatter;
    private final double slow;
    private final TwoByTwo undivided;

    /** The logarithm of the p-value in the direction of the shares, for all counts unchanged. */
    private final double undividedP;

    private RatioEvidence(CanaryMetric metric, Level level, Samples.Counts experiment, Samples.Counts control) {
        this.metric = metric;
        this.level = level;
        this.experiment = experiment;
        this.control = control;
        this.one = Scatter.of(experiment);
        this.other = Scatter.of(control);
        double drift = one.driftScoreWith(other);
        this.drifts = drift > DRIFTS;
        this.restless = (one.isBeyondChance() && other.isBeyondChance())
                || (drifts && !isAlone(one, other) && !isAlone(other, one));
        this.scatters = !restless && (drifts || one.isBeyondChance() || other.isBeyondChance());
        this.mayDrift = !restless && !scatters && drift > mayDrift(one.visibleWith(other));
        this.scatter = Math.max(one.effect(), other.effect());
        this.slow = restless || scatters ? Math.max(scatter, Math.max(one.drift(), other.drift())) : 1;
        this.undivided = table(experiment, control, 1);
        this.undividedP = logP(undivided, undivided.isFirstHigher() ? Direction.INCREASE : Direction.DECREASE);
    }

    private static double mayDrift(double visible) {
        return DRIFTS - (DRIFTS - MAY_DRIFT) * Math.clamp((visible - FAINT) / (PLAIN - FAINT), 0, 1);
    }

    private static boolean isAlone(Scatter side, Scatter beside) {
        return beside.driftScore() < Math.clamp(ALONE * side.driftScore(), LEAST_ALONE, MOST_ALONE);
    }

    private static TwoByTwo table(Samples.Counts one, Samples.Counts other, double divisor) {
        return new TwoByTwo(
                Math.round(one.count() / divisor),
                Math.max(1, Math.round(one.of() / divisor)),
                Math.round(other.count() / divisor),
                Math.max(1, Math.round(other.of() / divisor)));
    }

    /** With at least one request on each side. */
    static Evidence of(CanaryMetric metric, Level level, Samples.Counts experiment, Samples.Counts control) {
        return new RatioEvidence(metric, level, experiment, control).weigh();
    }

    private Evidence weigh() {
        var change = undivided.isFirstHigher()
                ? Optional.of(Direction.INCREASE)
                : undivided.isSecondHigher() ? Optional.of(Direction.DECREASE) : Optional.<Direction>empty();
        return change.filter(metric.direction()::minds)
                .filter(direction -> undividedP <= Math.log(level.tail()))
                .map(this::beyondCounts)
                .orElseGet(() -> unchanged(false, true));
    }

    /** All requests differ, if they are independent. */
    private Evidence beyondCounts(Direction change) {
        boolean calm = !restless && !scatters && !mayDrift;
        var found = calm
                ? calm(change)
                : restless ? restless(change) : scatters ? scattered(change) : perhapsDrifting(change);
        return found.orElseGet(() -> unchanged(calm, calm || !matters(change, experiment, control)));
    }

    private Optional<Evidence> calm(Direction change) {
        return found(change, experiment, control, interval(undivided), counted(undivided, undividedP));
    }

    /** Drift of both sides does not excuse a change that begins on one of them and exceeds any drift. */
    private Optional<Evidence> restless(Direction change) {
        boolean bothScatter = one.isBeyondChance() && other.isBeyondChance();
        return asSeries(change).or(() -> bothScatter ? Optional.empty() : ordered(change, VERY_FAR));
    }

    private Optional<Evidence> scattered(Direction change) {
        return divided(change).or(() -> ordered(change, FAR)).or(() -> calmed(change));
    }

    private Optional<Evidence> perhapsDrifting(Direction change) {
        return divided(change, one.ofDifferenceWith(other), level.tail()).or(() -> ordered(change, FAR));
    }

    private Optional<Evidence> divided(Direction change) {
        return divided(change, slow, level.tail() * SHARED);
    }

    private Optional<Evidence> divided(Direction change, double divisor, double error) {
        double p = logP(table(experiment, control, divisor), change);
        return p <= Math.log(error)
                ? found(
                        change,
                        experiment,
                        control,
                        interval(table(experiment, control, divisor)),
                        scatteredNumbers(divisor, p))
                : Optional.empty();
    }

    /** A change that began within the window and stays, on the side that scatters. */
    private Optional<Evidence> ordered(Direction change, double far) {
        boolean canary = one.score() >= other.score();
        var side = canary ? experiment : control;
        boolean rises = canary == (change == Direction.INCREASE);
        var onset = Onset.of(side, rises ? Direction.INCREASE : Direction.DECREASE);
        double both = onset.logWith(logP(table(experiment, control, scatter), change));
        var asked = Scatter.asked(side);
        var since = new Samples.Counts(asked.subList(asked.size() - onset.last(), asked.size()));
        if (both > Math.log(level.tail() * SHARED)
                || !isFar(far, rises, since.share(), (canary ? control : experiment).share())) {
            return Optional.empty();
        }
        var numbers = numbers(onset, canary, both);
        return canary
                ? found(change, since, control, interval(undivided), numbers)
                : found(change, experiment, since, interval(undivided), numbers);
    }

    /** Reports whether the odds of the two shares differ by at least this factor. */
    private static boolean isFar(double far, boolean rises, double one, double other) {
        double odds = one * (1 - other);
        double others = other * (1 - one);
        return rises ? odds >= far * others : others >= far * odds;
    }

    private Optional<Evidence> calmed(Direction change) {
        boolean above = change == Direction.INCREASE;
        var canary = Scatter.calmed(experiment, above);
        var baseline = Scatter.calmed(control, !above);
        var table = table(canary, baseline, 1);
        double p = logP(table, change);
        return (!drifts || isFar(FAR, above, canary.share(), baseline.share()))
                        && p <= Math.log(level.tail())
                        && (above ? table.isFirstHigher() : table.isSecondHigher())
                ? found(
                        change,
                        canary,
                        baseline,
                        interval(undivided),
                        counted(undivided, p)
                                + String.format(
                                        Locale.ROOT,
                                        "; with the points that scatter most cut down to what chance brings, %d of %d"
                                                + " against %d of %d",
                                        table.first(),
                                        table.ofFirst(),
                                        table.second(),
                                        table.ofSecond()))
                : Optional.empty();
    }

    /**
     * Both tests must find a difference: noise can hide from the series test that neighbouring points are correlated, but not
     * from the divided counts.
     */
    private Optional<Evidence> asSeries(Direction change) {
        var table = table(experiment, control, slow);
        double p = logP(table, change);
        if (p > Math.log(level.tail())) {
            return Optional.empty();
        }
        var series =
                SeriesEvidence.of(metric.withTolerance(0), level, Scatter.ratios(experiment), Scatter.ratios(control));
        boolean agrees =
                change == Direction.INCREASE ? series instanceof Evidence.Higher : series instanceof Evidence.Lower;
        return agrees
                ? found(
                        change,
                        experiment,
                        control,
                        interval(table),
                        scatteredNumbers(slow, p) + "; as a series: " + series.numbers())
                : Optional.empty();
    }

    /** Empty if the change does not matter. */
    private Optional<Evidence> found(
            Direction change, Samples.Counts canary, Samples.Counts baseline, Interval interval, String numbers) {
        double effect = ObservedEffect.of(metric, canary, baseline);
        if (!matters(change, canary, baseline)) {
            return Optional.empty();
        }
        return Optional.of(
                change == Direction.INCREASE
                        ? new Evidence.Higher(interval, effect, numbers)
                        : new Evidence.Lower(interval, effect, numbers));
    }

    private boolean matters(Direction change, Samples.Counts canary, Samples.Counts baseline) {
        boolean beyond = change == Direction.INCREASE
                ? isBeyondTolerance(canary.share(), baseline.share())
                : isBeyondTolerance(baseline.share(), canary.share());
        return beyond && !metric.effectSize().allows(change, ObservedEffect.of(metric, canary, baseline));
    }

    /**
     * Computed for the share or for its complement: a tenth of all failures is not a small part of nine tenths of successes.
     */
    private boolean isBeyondTolerance(double higher, double lower) {
        double factor = (1 + metric.sensitivity().tolerance()) * (1 - 1e-9);
        return higher > lower && (higher >= lower * factor || 1 - lower >= (1 - higher) * factor);
    }

    /**
     * @param mayPass false if independent requests would have failed: scatter leaves such a change undecided, and never
     *     excuses it
     */
    private Evidence unchanged(boolean changed, boolean mayPass) {
        var table = table(experiment, control, slow);
        var interval = interval(table);
        double p = slow == 1
                ? undividedP
                : logP(table, undivided.isFirstHigher() ? Direction.INCREASE : Direction.DECREASE);
        var numbers = scatteredNumbers(slow, p);
        double effect = ObservedEffect.of(metric, experiment, control);
        var margin = new Margin(
                margin(control, metric.effectSize().allowedIncrease() - 1),
                margin(experiment, 1 / metric.effectSize().allowedDecrease() - 1));
        if (mayPass && margin.excludes(metric.direction(), interval.lower(), interval.upper())) {
            return new Evidence.Alike(interval, effect, changed, numbers);
        }
        var sample = RatioSample.of(level, control.share(), margin.least(metric.direction()), slow);
        var needed = sample.more(Math.min(experiment.of(), control.of()));
        return new Evidence.Open(
                interval, effect, needed, needed.isPresent() ? numbers : numbers + RatioSample.TOO_MANY);
    }

    private double margin(Samples.Counts base, double allowed) {
        double share = base.share();
        double rarer = metric.sensitivity().tolerance() * Math.min(share, 1 - share);
        boolean ratio = metric.effectSize().measure() == EffectSize.Measure.MEAN_RATIO;
        return Math.max(LEAST_MARGIN, ratio ? Math.max(rarer, allowed * share) : rarer);
    }

    private Interval interval(TwoByTwo of) {
        var ends = of.difference(level.z());
        return new Interval(ends[0], ends[1], Interval.Scale.DIFFERENCE);
    }

    private static double logP(TwoByTwo of, Direction change) {
        return change == Direction.INCREASE ? of.logBoschloo() : of.swapped().logBoschloo();
    }

    private String numbers(Onset onset, boolean canary, double both) {
        return counted(undivided, undividedP)
                + String.format(
                        Locale.ROOT,
                        "; it began at point %d of %d of the %s and stays, p = %s by the order of the points and %s with the"
                                + " counts divided by their scatter of %.3g",
                        onset.points() - onset.last() + 1,
                        onset.points(),
                        canary ? "experiment" : "control",
                        Level.p(Math.log(onset.p())),
                        Level.p(both),
                        scatter);
    }

    private String counted(TwoByTwo by, double p) {
        var interval = interval(by);
        return String.format(
                Locale.ROOT,
                "%d of %d (%.3g %%) against %d of %d (%.3g %%), difference %+.3g to %+.3g points, p = %s"
                        + " (exact test, %s)",
                experiment.count(),
                experiment.of(),
                100 * experiment.share(),
                control.count(),
                control.of(),
                100 * control.share(),
                100 * interval.lower(),
                100 * interval.upper(),
                Level.p(p),
                level);
    }

    private String scatteredNumbers(double divisor, double p) {
        var table = table(experiment, control, divisor);
        var counted = counted(table, p);
        return divisor == 1
                ? counted
                : counted
                        + String.format(
                                Locale.ROOT,
                                "; the points scatter %.3g times as much as independent requests, so %d and %d are worth"
                                        + " %d and %d",
                                divisor,
                                experiment.of(),
                                control.of(),
                                table.ofFirst(),
                                table.ofSecond());
    }
}
