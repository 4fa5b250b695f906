package io.nightshift.promotion.judge.evidence;

import static io.nightshift.promotion.judge.Given.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.judge.Classification;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Given;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.MetricVerdict;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.stats.TwoByTwo;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class EvidencePropertiesTest {

    private static MetricVerdict classify(Given metric) {
        return EvidenceJudge.judge(Given.canary(JudgeMode.NIGHTSHIFT, metric))
                .metrics()
                .getFirst();
    }

    private static double[] latencies(long seed, int points, double middle) {
        var random = new SplittableRandom(seed).split();
        return random.doubles(points)
                .map(ignored -> middle * Math.exp(0.2 * random.nextGaussian()))
                .toArray();
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    @Property(tries = 100)
    void anotherUnitGivesTheSameVerdict(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int points,
            @ForAll @DoubleRange(min = 0.5, max = 2) double factor,
            @ForAll @IntRange(min = -12, max = 12) int power) {
        var x = latencies(seed, points, factor);
        var y = latencies(~seed, points, 1);
        double unit = Math.pow(10, power);
        assertThat(classify(metric("m").experiment(times(x, unit)).control(times(y, unit)))
                        .classification())
                .isEqualTo(classify(metric("m").experiment(x).control(y)).classification());
    }

    @Property(tries = 100)
    void anotherUnitGivesTheSameVerdictAlsoWhereZerosAre(
            @ForAll long seed, @ForAll @IntRange(min = -12, max = 12) int power) {
        var x = latencies(seed, 25, 2);
        var y = latencies(~seed, 25, 1);
        y[3] = 0;
        double unit = Math.pow(10, power);
        assertThat(classify(metric("m").experiment(times(x, unit)).control(times(y, unit)))
                        .classification())
                .isEqualTo(classify(metric("m").experiment(x).control(y)).classification());
    }

    @Property(tries = 100)
    void withTheSidesSwappedHighIsLow(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 40) int points,
            @ForAll @DoubleRange(min = 0.5, max = 2) double factor) {
        var x = latencies(seed, points, factor);
        var y = latencies(~seed, points, 1);
        var there = classify(metric("m").experiment(x).control(y));
        var back = classify(metric("m").experiment(y).control(x));
        assertThat(back.classification()).isEqualTo(mirrored(there.classification()));
        var one = there.interval().map(Interval::lower).orElse(1.0);
        var other = back.interval().map(Interval::upper).orElse(1.0);
        assertThat(one * other).isBetween(1 - 1e-6, 1 + 1e-6);
    }

    private static Classification mirrored(Classification classification) {
        return switch (classification) {
            case HIGH -> Classification.LOW;
            case LOW -> Classification.HIGH;
            case PASS, NODATA, NODATA_FAIL_METRIC, ERROR, NOT_ENOUGH_DATA -> classification;
        };
    }

    @Property(tries = 50)
    void theOrderOfCountsThatScatterByChanceChangesNothing(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 4) int worse) {
        var random = new SplittableRandom(seed).split();
        var points = random.ints(12, 0, 2 + worse)
                .mapToObj(failed -> new Samples.Point(failed, 50))
                .toList();
        var control = Samples.counts(random.ints(12, 0, 2)
                .mapToObj(failed -> new Samples.Point(failed, 50))
                .toArray(Samples.Point[]::new));
        var sorted = new java.util.ArrayList<>(points);
        Collections.reverse(sorted);
        Assume.that(isChance(points, control) && isChance(sorted, control));
        assertThat(classify(metric("m").counts(new Samples.Counts(sorted), control))
                        .classification())
                .isEqualTo(classify(metric("m").counts(new Samples.Counts(points), control))
                        .classification());
    }

    private static boolean isChance(List<Samples.Point> points, Samples.Counts control) {
        var scatter = Scatter.of(new Samples.Counts(points));
        return !scatter.isBeyondChance() && scatter.driftScoreWith(Scatter.of(control)) < 1.5;
    }

    @Property(tries = 100)
    void theOrderNeverRollsBackWhatIndependentRequestsWouldNot(
            @ForAll long seed,
            @ForAll @IntRange(min = 5, max = 20) int size,
            @ForAll @IntRange(min = 2, max = 9) int wide) {
        var random = new SplittableRandom(seed).split();
        var canary = random.ints(size, 0, wide).sorted().toArray();
        var control = random.ints(size, 0, wide).toArray();
        if (classify(metric("m").direction(Direction.INCREASE).counts(of50(canary), of50(control)))
                        .classification()
                == Classification.HIGH) {
            var table = new TwoByTwo(
                    Arrays.stream(canary).sum(),
                    50L * size,
                    Arrays.stream(control).sum(),
                    50L * size);
            assertThat(table.boschloo()).isLessThanOrEqualTo(0.01 * (1 + 1e-9));
        }
    }

    private static Samples.Counts of50(int... failed) {
        return Samples.counts(Arrays.stream(failed)
                .mapToObj(count -> new Samples.Point(count, 50))
                .toArray(Samples.Point[]::new));
    }

    @Property(tries = 200)
    void moreFailuresAreNeverLessSuspicious(
            @ForAll @IntRange(min = 1, max = 60) int of,
            @ForAll @IntRange(min = 1, max = 60) int ofControl,
            @ForAll @DoubleRange(min = 0, max = 1) double failing,
            @ForAll @DoubleRange(min = 0, max = 1) double control) {
        int failed = (int) (failing * (of - 1));
        int failedControl = (int) (control * ofControl);
        var fewer = new TwoByTwo(failed, of, failedControl, ofControl);
        var more = new TwoByTwo(failed + 1, of, failedControl, ofControl);
        assertThat(more.boschloo()).isLessThanOrEqualTo(fewer.boschloo() * (1 + 1e-6));
    }

    @Property(tries = 200)
    void boschlooIsNeverLessPowerfulThanFisher(
            @ForAll @IntRange(min = 1, max = 200) int of,
            @ForAll @IntRange(min = 1, max = 200) int ofControl,
            @ForAll @DoubleRange(min = 0, max = 1) double failing,
            @ForAll @DoubleRange(min = 0, max = 1) double control) {
        var table = new TwoByTwo((int) (failing * of), of, (int) (control * ofControl), ofControl);
        assertThat(table.boschloo()).isLessThanOrEqualTo(table.fisher());
    }

    @Property(tries = 60)
    void aLargerRegressionIsFoundWhereverASmallerOneIs(
            @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 2) double factor) {
        var noise = latencies(seed, 25, 1);
        var control = latencies(~seed, 25, 1);
        var smaller = classify(metric("m").experiment(times(noise, factor)).control(control));
        var larger = classify(metric("m").experiment(times(noise, factor * 1.3)).control(control));
        if (smaller.classification() == Classification.HIGH) {
            assertThat(larger.classification()).isEqualTo(Classification.HIGH);
        }
        assertThat(larger.interval().orElseThrow().lower())
                .isGreaterThan(smaller.interval().orElseThrow().lower());
    }
}
