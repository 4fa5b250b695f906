package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.stats.LocationShift;
import java.util.Locale;
import java.util.Optional;

/**
 * The evidence in two series of numbers, such as latencies by the minute. Three quarters of the error are spent on a shift
 * between the whole series, the rest on a change that began within them. A change counts only if its estimate is beyond the
 * metric's tolerance, and a pass only if the interval is within it.
 */
final class SeriesEvidence {

    /** With two points a side there is no autocorrelation at all. */
    private static final int FEWEST = 3;

    /** The share of the error that the shift may spend. */
    private static final double SHIFTED = 0.75;

    private final CanaryMetric metric;
    private final Level level;
    private final double[] experiment;
    private final double[] control;
    private final ScaledSeries series;
    private final double effect;

    private SeriesEvidence(CanaryMetric metric, Level level, double[] experiment, double[] control) {
        this.metric = metric;
        this.level = level;
        this.experiment = experiment;
        this.control = control;
        this.series = new ScaledSeries(metric, experiment, control);
        this.effect = ObservedEffect.of(metric, experiment, control);
    }

    static Evidence of(CanaryMetric metric, Level level, double[] experiment, double[] control) {
        return new SeriesEvidence(metric, level, experiment, control).weigh();
    }

    private Evidence weigh() {
        boolean still = StillSides.isStill(experiment);
        boolean controlStill = StillSides.isStill(control);
        if (!still && !controlStill) {
            return moving();
        }
        var sides = new StillSides(metric, level, series);
        return sides.tooFew()
                .or(() -> still && controlStill ? Optional.of(sides.both(effect)) : sides.one(effect))
                .orElseGet(this::moving);
    }

    private Evidence moving() {
        int fewer = Math.min(experiment.length, control.length);
        if (fewer < FEWEST) {
            return new Evidence.TooFew(
                    SeriesSampleSize.FEWEST - fewer, "%d and %d points".formatted(experiment.length, control.length));
        }
        var shift = LocationShift.between(series.experiment(), series.control());
        return shift.isFinite()
                ? weigh(shift)
                : new Evidence.Broken("the numbers are too large or too far apart to compute with");
    }

    private Evidence weigh(LocationShift shift) {
        double lower = shift.lower(level.tail());
        double upper = shift.upper(level.tail());
        var interval = series.interval(lower, upper);
        var numbers = numbers(shift, interval);
        var tolerance = series.tolerance(shift.spread());
        boolean higher = isBeyondChance(Direction.INCREASE, shift.below(0));
        boolean less = isBeyondChance(Direction.DECREASE, shift.above(0));
        if (higher && series.matters(Direction.INCREASE, shift.estimate(), tolerance, effect)) {
            return new Evidence.Higher(interval, effect, numbers);
        }
        if (less && series.matters(Direction.DECREASE, shift.estimate(), tolerance, effect)) {
            return new Evidence.Lower(interval, effect, numbers);
        }
        return new ChangeWithin(metric, level, series)
                .find(level.tail() * (1 - SHIFTED), experiment, control)
                .orElseGet(() -> series.margin(shift.spread()).excludes(metric.direction(), lower, upper)
                        ? new Evidence.Alike(interval, effect, higher || less, numbers)
                        : open(shift, interval, numbers));
    }

    private boolean isBeyondChance(Direction change, double p) {
        return metric.direction().minds(change) && p <= level.tail() * SHIFTED;
    }

    private Evidence open(LocationShift shift, Interval interval, String numbers) {
        double margin = series.margin(shift.spread()).least(metric.direction());
        var sample = SeriesSampleSize.of(level, shift.guess(), margin);
        var needed = sample.more(Math.min(experiment.length, control.length));
        return new Evidence.Open(
                interval, effect, needed, needed.isPresent() ? numbers : numbers + SeriesSampleSize.TOO_MANY);
    }

    private String numbers(LocationShift shift, Interval interval) {
        return series.told(shift.estimate(), interval)
                + String.format(
                        Locale.ROOT,
                        " (%s; autocorrelation %.2f: %d and %d points are worth %.0f and %.0f)",
                        level,
                        shift.autocorrelation(),
                        experiment.length,
                        control.length,
                        shift.worth(experiment.length),
                        shift.worth(control.length));
    }
}
