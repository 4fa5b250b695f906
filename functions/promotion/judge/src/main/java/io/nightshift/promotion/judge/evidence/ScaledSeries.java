package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.EffectSize;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.stats.Mean;
import io.nightshift.promotion.judge.stats.OutlierFences;
import java.util.Arrays;
import java.util.Locale;

/**
 * Two series on the scale on which they are compared: logarithms if all numbers are above 0, so that a change is a ratio;
 * else the numbers divided by the largest of them.
 */
final class ScaledSeries {

    private final CanaryMetric metric;
    private final double[] experiment;
    private final double[] control;
    private final boolean logs;
    private final double unit;

    ScaledSeries(CanaryMetric metric, double[] experiment, double[] control) {
        this.metric = metric;
        this.logs = all(experiment) && all(control);
        this.unit = logs ? 1 : Math.max(largest(experiment), largest(control));
        this.experiment = scaled(experiment);
        this.control = scaled(control);
    }

    private static boolean all(double[] values) {
        return Arrays.stream(values).allMatch(value -> value > 0);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private double[] scaled(double[] values) {
        return logs
                ? Arrays.stream(values).map(Math::log).toArray()
                : Arrays.stream(values)
                        .map(value -> unit == 0 ? 0 : value / unit)
                        .toArray();
    }

    double[] experiment() {
        return experiment;
    }

    double[] control() {
        return control;
    }

    Interval interval(double lower, double upper) {
        return logs
                ? new Interval(Math.exp(lower), Math.exp(upper), Interval.Scale.RATIO)
                : new Interval(lower * unit, upper * unit, Interval.Scale.DIFFERENCE);
    }

    /** Formats a change with its interval. */
    String told(double estimate, Interval interval) {
        var format = logs ? "x%.3g of the control, x%.3g to x%.3g" : "%+.3g against the control, %+.3g to %+.3g";
        return String.format(
                Locale.ROOT, format, logs ? Math.exp(estimate) : estimate * unit, interval.lower(), interval.upper());
    }

    /**
     * The change that does not matter: the metric's tolerance relative to the side by which the change is measured. If
     * numbers are not above 0, it is a share of their mean or of their spread, whichever is larger.
     */
    Margin tolerance(double spread) {
        double tolerance = metric.sensitivity().tolerance();
        return logs
                ? new Margin(Math.log1p(tolerance), Math.log1p(tolerance))
                : new Margin(
                        tolerance * Math.max(Math.abs(Mean.of(control)), spread),
                        tolerance * Math.max(Math.abs(Mean.of(experiment)), spread));
    }

    /** The change to rule out: one that is neither tolerated nor allowed. */
    Margin margin(double spread) {
        var tolerance = tolerance(spread);
        if (!logs || metric.effectSize().measure() != EffectSize.Measure.MEAN_RATIO) {
            return tolerance;
        }
        double decrease = Math.max(metric.effectSize().allowedDecrease(), Double.MIN_NORMAL);
        return new Margin(
                Math.max(tolerance.increase(), Math.log(metric.effectSize().allowedIncrease())),
                Math.max(tolerance.decrease(), -Math.log(decrease)));
    }

    /** Reports whether a change is in a relevant direction, and larger than both the tolerated and the allowed one. */
    boolean matters(Direction change, double estimate, Margin tolerance, double effect) {
        return metric.direction().minds(change)
                && (change == Direction.INCREASE ? estimate > 0 : estimate < 0)
                && tolerance.isReached(change, estimate)
                && !metric.effectSize().allows(change, effect);
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return OutlierFences.percentile(sorted, 50);
    }
}
