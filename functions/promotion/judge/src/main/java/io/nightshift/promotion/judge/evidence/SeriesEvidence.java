package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.EffectSize;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.Metric;
import io.nightshift.promotion.judge.stats.Mean;
import io.nightshift.promotion.judge.stats.Shift;
import java.util.Arrays;
import java.util.Locale;

/**
 * What two series of numbers say, as latencies by the minute. Where all are above 0 their logarithms are compared, so that the
 * change is a ratio; else the numbers themselves, measured by the control's mean or their spread, whichever is larger.
 */
final class SeriesEvidence {

    /** Two a side have no autocorrelation at all. */
    private static final int FEWEST = 3;

    /** Below it a wide interval says little about how many points would make it narrow. */
    private static final int FEWEST_TO_PROMISE = 20;

    /** The normal quantile of the power 80 %, with which the needed sample is to detect. */
    private static final double POWER_80 = 0.8416212335729143;

    private final Metric metric;
    private final Level level;
    private final double[] experiment;
    private final double[] control;
    private final boolean logs;

    private SeriesEvidence(Metric metric, Level level, double[] experiment, double[] control) {
        this.metric = metric;
        this.level = level;
        this.experiment = experiment;
        this.control = control;
        this.logs = all(experiment) && all(control);
    }

    private static boolean all(double[] values) {
        return Arrays.stream(values).allMatch(value -> value > 0);
    }

    static Evidence of(Metric metric, Level level, double[] experiment, double[] control) {
        return new SeriesEvidence(metric, level, experiment, control).weigh();
    }

    private Evidence weigh() {
        int fewer = Math.min(experiment.length, control.length);
        if (isConstant(experiment) && isConstant(control)) {
            return constant();
        }
        if (fewer < FEWEST) {
            return new Evidence.TooFew(
                    FEWEST_TO_PROMISE - fewer, "%d and %d points".formatted(experiment.length, control.length));
        }
        double unit = logs ? 1 : largest();
        var shift = Shift.between(scaled(experiment, unit), scaled(control, unit));
        if (!shift.isFinite()) {
            return new Evidence.Broken("the numbers are too large or too far apart to compute with");
        }
        return weigh(shift, unit);
    }

    private Evidence weigh(Shift shift, double unit) {
        double lower = shift.quantile(level.tail());
        double upper = shift.quantile(1 - level.tail());
        var interval = interval(lower, upper, unit);
        var numbers = numbers(shift, interval);
        if (lower > 0 && metric.direction().minds(Direction.INCREASE)) {
            return new Evidence.Higher(interval, numbers);
        }
        if (upper < 0 && metric.direction().minds(Direction.DECREASE)) {
            return new Evidence.Lower(interval, numbers);
        }
        var margin = margin(shift, unit);
        return margin.excludes(metric.direction(), lower, upper)
                ? new Evidence.Alike(interval, numbers)
                : new Evidence.Open(interval, needed(shift, margin), numbers);
    }

    private Margin margin(Shift shift, double unit) {
        double tolerance = metric.sensitivity().tolerance();
        if (logs) {
            var ratio = metric.effectSize().measure() == EffectSize.Measure.MEAN_RATIO;
            double increase = ratio ? metric.effectSize().allowedIncrease() : 1;
            double decrease = ratio ? metric.effectSize().allowedDecrease() : 1;
            return new Margin(
                    Math.log(Math.max(1 + tolerance, increase)),
                    -Math.log(Math.min(1 / (1 + tolerance), Math.max(decrease, Double.MIN_NORMAL))));
        }
        double far = tolerance * Math.max(Math.abs(Mean.of(control)) / unit, shift.spread());
        return new Margin(far, far);
    }

    private long needed(Shift shift, Margin margin) {
        int fewer = Math.min(experiment.length, control.length);
        double z = level.z() + POWER_80;
        double independent = 2 * Math.pow(z * shift.guess().spread() / margin.least(metric.direction()), 2);
        double rho = shift.guess().autocorrelation();
        double points = Math.max(FEWEST_TO_PROMISE, independent * (1 + rho) / (1 - rho));
        return (long) Math.ceil(Math.min(1e12, Math.max(points - fewer, points / 4)));
    }

    /** Without any spread only the number of ways to deal the points to two sides speaks: a permutation test. */
    private Evidence constant() {
        boolean enough = 1 / deals(experiment.length, control.length) <= level.tail();
        boolean same = experiment[0] == control[0];
        var numbers = "each of %d and %d points is the same".formatted(experiment.length, control.length);
        if (!enough) {
            int more = 1;
            while (1 / deals(experiment.length + more, control.length + more) > level.tail()) {
                more++;
            }
            return new Evidence.TooFew(more, numbers);
        }
        var interval = logs
                ? new Interval(experiment[0] / control[0], experiment[0] / control[0], Interval.Scale.RATIO)
                : new Interval(experiment[0] - control[0], experiment[0] - control[0], Interval.Scale.DIFFERENCE);
        if (same) {
            return new Evidence.Alike(interval, numbers);
        }
        boolean higher = experiment[0] > control[0];
        if (!metric.direction().minds(higher ? Direction.INCREASE : Direction.DECREASE)) {
            return new Evidence.Alike(interval, numbers);
        }
        return higher ? new Evidence.Higher(interval, numbers) : new Evidence.Lower(interval, numbers);
    }

    private static double deals(int one, int other) {
        double deals = 1;
        for (int i = 1; i <= one; i++) {
            deals = deals * (other + i) / i;
        }
        return deals;
    }

    private Interval interval(double lower, double upper, double unit) {
        return logs
                ? new Interval(Math.exp(lower), Math.exp(upper), Interval.Scale.RATIO)
                : new Interval(lower * unit, upper * unit, Interval.Scale.DIFFERENCE);
    }

    private String numbers(Shift shift, Interval interval) {
        var change = switch (interval.scale()) {
            case RATIO -> "x%.3g of the control, x%.3g to x%.3g";
            case DIFFERENCE -> "%+.3g against the control, %+.3g to %+.3g";
        };
        double estimate = logs ? Math.exp(shift.estimate()) : shift.estimate() * largest();
        return String.format(
                Locale.ROOT,
                change + " (%s; autocorrelation %.2f: %d and %d points are worth %.0f and %.0f)",
                estimate,
                interval.lower(),
                interval.upper(),
                level,
                shift.autocorrelation(),
                experiment.length,
                control.length,
                shift.worth(experiment.length),
                shift.worth(control.length));
    }

    private double[] scaled(double[] values, double unit) {
        return logs
                ? Arrays.stream(values).map(Math::log).toArray()
                : Arrays.stream(values).map(value -> value / unit).toArray();
    }

    private double largest() {
        double largest = 0;
        for (var side : new double[][] {experiment, control}) {
            for (double value : side) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }
}
