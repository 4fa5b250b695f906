package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.stats.ChangePoint;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A change of series that began within the window and stays: a step, or a leak that grows. The medians since the change must
 * confirm it: against the other side since then and in the whole window, and for a step also against the time before. So a
 * few slow minutes at the end are not a step, and a change on both sides is no fault of the canary.
 */
final class ChangeWithin {

    /** With fewer points, there is no place at which a change could begin. */
    private static final int FEWEST = 6;

    /** The other side may have moved by at most this share of the change, up or down: otherwise both wander. */
    private static final double WANDERS = 0.5;

    private final CanaryMetric metric;
    private final Level level;
    private final ScaledSeries series;

    ChangeWithin(CanaryMetric metric, Level level, ScaledSeries series) {
        this.metric = metric;
        this.level = level;
        this.series = series;
    }

    /**
     * @param error the error that each direction may spend
     * @param experiment the unprocessed numbers, like the control's
     */
    Optional<Evidence> find(double error, double[] experiment, double[] control) {
        if (Math.min(experiment.length, control.length) < FEWEST) {
            return Optional.empty();
        }
        return find(Direction.INCREASE, error, experiment, control)
                .or(() -> find(Direction.DECREASE, error, experiment, control));
    }

    private Optional<Evidence> find(Direction change, double error, double[] experiment, double[] control) {
        if (!metric.direction().minds(change)) {
            return Optional.empty();
        }
        return ChangePoint.likeliest(series.experiment(), series.control(), change == Direction.INCREASE, error)
                .flatMap(point -> {
                    double effect = point.isFirst()
                            ? ObservedEffect.of(metric, since(experiment, point.since()), control)
                            : ObservedEffect.of(metric, experiment, since(control, point.since()));
                    return matters(change, point, effect)
                            ? Optional.of(evidence(change, point, effect))
                            : Optional.empty();
                });
    }

    private static double[] since(double[] values, int from) {
        return Arrays.copyOfRange(values, from, values.length);
    }

    private boolean matters(Direction change, ChangePoint point, double effect) {
        var side = point.isFirst() ? series.experiment() : series.control();
        var other = point.isFirst() ? series.control() : series.experiment();
        int sign = point.isFirst() ? 1 : -1;
        int since = Math.clamp(Math.round((double) point.since() / side.length * other.length), 1, other.length - 1);
        double after = ScaledSeries.median(since(side, point.since()));
        double before = ScaledSeries.median(Arrays.copyOf(side, point.since()));
        double beside = ScaledSeries.median(since(other, since));
        double besideBefore = ScaledSeries.median(Arrays.copyOf(other, since));
        var tolerance = series.tolerance(point.spread());
        return Math.abs(beside - besideBefore) <= WANDERS * Math.abs(after - before)
                && series.matters(change, sign * (after - beside), tolerance, effect)
                && series.matters(change, sign * (after - ScaledSeries.median(other)), tolerance, effect)
                && (point.isRamp() || series.matters(change, sign * (after - before), tolerance, effect));
    }

    private Evidence evidence(Direction change, ChangePoint point, double effect) {
        double lower = point.lower(level.tail());
        double upper = point.upper(level.tail());
        var interval = point.isFirst() ? series.interval(lower, upper) : series.interval(-upper, -lower);
        double estimate = point.isFirst() ? point.estimate() : -point.estimate();
        var numbers = String.format(
                Locale.ROOT,
                "%s point %d of %d of the %s and stays: %s%s (p = %.2g for all places where it could have begun, %s)",
                point.isRamp() ? "it grows from" : "it began at",
                point.from() + 1,
                (point.isFirst() ? series.experiment() : series.control()).length,
                point.isFirst() ? "experiment" : "control",
                series.told(estimate, interval),
                point.isRamp() ? " at the end" : "",
                point.p(),
                level);
        return change == Direction.INCREASE
                ? new Evidence.Higher(interval, effect, numbers)
                : new Evidence.Lower(interval, effect, numbers);
    }
}
