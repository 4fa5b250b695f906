package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.stats.TwoByTwo;
import java.util.Arrays;
import java.util.Optional;

/**
 * The evidence in two series of which at least one is constant. Without any spread, only the number of ways to deal the
 * points to the two sides counts: a permutation test of how many points of one side are beyond all points of the other. The
 * distance does not matter, so a worse point is never an excuse.
 */
final class StillSides {

    private final CanaryMetric metric;
    private final Level level;
    private final ScaledSeries series;
    private final double[] experiment;
    private final double[] control;

    StillSides(CanaryMetric metric, Level level, ScaledSeries series) {
        this.metric = metric;
        this.level = level;
        this.series = series;
        this.experiment = series.experiment();
        this.control = series.control();
    }

    /** There are fewer ways to deal the points than the error requires; empty if there are enough. */
    Optional<Evidence> tooFew() {
        int more = 0;
        while (!isEnough(more)) {
            more++;
        }
        return more == 0
                ? Optional.empty()
                : Optional.of(new Evidence.TooFew(
                        more,
                        "%d and %d points, of which one side's are all the same"
                                .formatted(experiment.length, control.length)));
    }

    /** Both sides are constant. */
    Evidence both(double effect) {
        var numbers = "each of %d and %d points is the same".formatted(experiment.length, control.length);
        double change = experiment[0] - control[0];
        var interval = series.interval(change, change);
        var margin = series.tolerance(0);
        if (series.matters(Direction.INCREASE, change, margin, effect)) {
            return new Evidence.Higher(interval, effect, numbers);
        }
        if (series.matters(Direction.DECREASE, change, margin, effect)) {
            return new Evidence.Lower(interval, effect, numbers);
        }
        return new Evidence.Alike(interval, effect, isMinded(change), numbers);
    }

    private boolean isMinded(double change) {
        return (change > 0 && metric.direction().minds(Direction.INCREASE))
                || (change < 0 && metric.direction().minds(Direction.DECREASE));
    }

    private boolean isEnough(int more) {
        int one = experiment.length + more;
        int other = control.length + more;
        return new TwoByTwo(one, one, 0, other).logFisher() <= Math.log(level.tail());
    }

    /** One side is constant, and most points of the other are beyond it; empty if that may be chance. */
    Optional<Evidence> one(double effect) {
        boolean still = isStill(control);
        double at = still ? control[0] : experiment[0];
        return beyond(still, at, true, effect).or(() -> beyond(still, at, false, effect));
    }

    private Optional<Evidence> beyond(boolean controlStill, double at, boolean above, double effect) {
        var moving = controlStill ? experiment : control;
        var beyond = Arrays.stream(moving)
                .filter(value -> above ? value > at : value < at)
                .toArray();
        if (2 * beyond.length <= moving.length
                || new TwoByTwo(beyond.length, moving.length, 0, experiment.length + control.length - moving.length)
                                .logFisher()
                        > Math.log(level.tail())) {
            return Optional.empty();
        }
        var change = above == controlStill ? Direction.INCREASE : Direction.DECREASE;
        double estimate = controlStill ? ScaledSeries.median(moving) - at : at - ScaledSeries.median(moving);
        if (!series.matters(change, estimate, series.tolerance(0), effect)) {
            return Optional.empty();
        }
        var numbers = "%d of %d points of %s are beyond the %d of the other side, which are all the same"
                .formatted(
                        beyond.length,
                        moving.length,
                        controlStill ? "the experiment" : "the control",
                        experiment.length + control.length - moving.length);
        double nearest = nearest(beyond, above) - at;
        double farthest = nearest(beyond, !above) - at;
        var interval = controlStill
                ? series.interval(Math.min(nearest, farthest), Math.max(nearest, farthest))
                : series.interval(Math.min(-nearest, -farthest), Math.max(-nearest, -farthest));
        return Optional.of(
                change == Direction.INCREASE
                        ? new Evidence.Higher(interval, effect, numbers)
                        : new Evidence.Lower(interval, effect, numbers));
    }

    private static double nearest(double[] beyond, boolean above) {
        var stream = Arrays.stream(beyond);
        return (above ? stream.min() : stream.max()).orElseThrow();
    }

    static boolean isStill(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }
}
