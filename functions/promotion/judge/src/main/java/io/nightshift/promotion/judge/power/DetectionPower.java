package io.nightshift.promotion.judge.power;

import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.CanaryOutcome;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.InsufficientData;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.ScoreThresholds;
import io.nightshift.promotion.judge.evidence.EvidenceJudge;
import io.nightshift.promotion.judge.kayenta.KayentaJudge;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The probability that a judge finds a change of a metric: it judges canaries that are drawn from fixed seeds, always the
 * same ones. If only a decrease of a metric is relevant, it is drawn falling by the same factor.
 *
 * @param metric the rules; its samples do not matter
 */
public record DetectionPower(CanaryMetric metric, JudgeMode mode, Baseline baseline) {

    /** With this many canaries a power of 80 % is known to about five percent. */
    private static final int DRAWN = 50;

    private static final double POWER = 0.8;
    private static final double LEAST_RISE = 0.01;
    private static final double MOST_TIMES = 1000;
    private static final int HALVINGS = 7;
    private static final long SEED = 20_261_129;

    /** The share of canaries with that rise that one or more of the bakes roll back. */
    public double of(List<PlannedBake> bakes, double rise) {
        double missed = 1;
        for (var bake : bakes) {
            missed *= 1 - of(bake, rise);
        }
        return 1 - missed;
    }

    private double of(PlannedBake bake, double rise) {
        double change = metric.direction() == Direction.DECREASE ? 1 / rise : rise;
        long found = IntStream.range(0, DRAWN)
                .parallel()
                .filter(seed -> isFound(bake, change, new SplittableRandom(SEED * (seed + 1)).split()))
                .count();
        return (double) found / DRAWN;
    }

    private boolean isFound(PlannedBake bake, double change, SplittableRandom random) {
        var drawn = metric.with(
                baseline.draw(random, bake.points(), bake.requests(), change),
                baseline.draw(random, bake.points(), bake.controlRequests(), 1));
        var canary = new Canary(
                "", mode, List.of(drawn), Map.of(), ScoreThresholds.DEFAULT, bake.looks(), InsufficientData.EXTEND);
        var verdict = switch (mode) {
            case NIGHTSHIFT -> EvidenceJudge.judge(canary);
            case KAYENTA -> KayentaJudge.judge(canary);
        };
        return verdict.outcome() == CanaryOutcome.FAIL;
    }

    /** The smallest rise that is found in four of five canaries, as a factor; empty if none is. */
    public OptionalDouble smallestRise(List<PlannedBake> bakes) {
        var least = least(LEAST_RISE, baseline.most() - 1, more -> of(bakes, 1 + more));
        return least.isPresent() ? OptionalDouble.of(1 + least.getAsDouble()) : least;
    }

    /**
     * The factor of traffic at which that rise is found in four of five canaries; empty if a factor of a thousand is not
     * enough.
     */
    public OptionalDouble trafficFor(PlannedBake bake, double rise) {
        return least(1 / MOST_TIMES, MOST_TIMES, times -> of(List.of(bake.withTraffic(times)), rise));
    }

    /**
     * The factor of length at which that rise is found in four of five canaries; empty if a factor of thirty is not enough.
     */
    public OptionalDouble lengthFor(PlannedBake bake, double rise) {
        return least(1.0 / bake.points(), 30, times -> of(List.of(bake.longer(times)), rise));
    }

    private static OptionalDouble least(double from, double to, DoubleUnaryOperator power) {
        double low = Math.log(from);
        double high = Math.log(to);
        if (!(high > low) || power.applyAsDouble(to) < POWER) {
            return OptionalDouble.empty();
        }
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (low + high) / 2;
            if (power.applyAsDouble(Math.exp(middle)) < POWER) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalDouble.of(Math.exp(high));
    }
}
