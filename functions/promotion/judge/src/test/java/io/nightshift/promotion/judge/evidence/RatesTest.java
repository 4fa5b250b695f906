package io.nightshift.promotion.judge.evidence;

import static io.nightshift.promotion.judge.Given.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.CanaryOutcome;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Given;
import io.nightshift.promotion.judge.InterimLooks;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.stats.TwoByTwo;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates over drawn canaries, always the same ones; the tables with more of them are those of {@code bench/judge/run}. */
final class RatesTest {

    private static final int DRAWN = 400;

    private static double share(IntPredicate of) {
        return (double) IntStream.range(0, DRAWN).parallel().filter(of).count() / DRAWN;
    }

    private static Given latency(int seed, int points, double rho, double factor) {
        var random = new SplittableRandom(seed + 1_000_003L * points).split();
        return metric("latency")
                .experiment(series(random, points, rho, factor))
                .control(series(random, points, rho, 1));
    }

    private static double[] series(SplittableRandom random, int points, double rho, double factor) {
        var values = new double[points];
        double state = random.nextGaussian();
        for (int i = 0; i < points; i++) {
            values[i] = factor * Math.exp(0.2 * state);
            state = rho * state + Math.sqrt(1 - rho * rho) * random.nextGaussian();
        }
        return values;
    }

    private static boolean isRolledBack(Given metric) {
        return EvidenceJudge.judge(Given.canary(JudgeMode.NIGHTSHIFT, metric)).outcome() == CanaryOutcome.FAIL;
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0",
        "3, 0.95",
        "5, 0.8",
        "10, 0.95",
        "20, 0.8",
        "30, 0",
        "30, 0.95",
        "100, 0",
        "100, 0.8",
        "100, 0.95"
    })
    void equalSidesAreRolledBackInAtMostOneOfAHundred(int points, double rho) {
        // 1 % and three standard deviations of a share of so many.
        assertThat(share(seed -> isRolledBack(latency(seed, points, rho, 1)))).isLessThanOrEqualTo(0.025);
    }

    @ParameterizedTest
    @CsvSource({"20, 0, 1.5, 0.8", "30, 0, 1.2, 0.5", "60, 0, 1.2, 0.9", "60, 0.5, 1.5, 0.95", "100, 0.5, 1.2, 0.7"})
    void regressionsAreFound(int points, double rho, double factor, double least) {
        assertThat(share(seed -> isRolledBack(latency(seed, points, rho, factor).sensitivity(0.1, 0.99))))
                .isGreaterThan(least);
    }

    @Test
    void tenLooksTogetherRollBackNoMoreThanOne() {
        assertThat(share(RatesTest::isRolledBackAtAnyLook)).isLessThanOrEqualTo(0.025);
    }

    private static boolean isRolledBackAtAnyLook(int seed) {
        var whole = latency(seed, 100, 0.5, 1).build();
        return IntStream.rangeClosed(1, 10).anyMatch(look -> {
            var seen = metric("latency")
                    .experiment(Arrays.copyOf(whole.experiment().series().toArray(), 10 * look))
                    .control(Arrays.copyOf(whole.control().series().toArray(), 10 * look));
            var once = Given.canary(JudgeMode.NIGHTSHIFT, seen);
            var canary = new Canary(
                    once.id(),
                    once.mode(),
                    once.metrics(),
                    once.groupWeights(),
                    once.thresholds(),
                    new InterimLooks(look, 10),
                    once.shortage());
            return EvidenceJudge.judge(canary).outcome() == CanaryOutcome.FAIL;
        });
    }

    @ParameterizedTest
    @CsvSource({"10, 2, 0.05, 0.5", "30, 2, 0.01, 0.2", "10, 50, 0.01, 0.05", "30, 50, 0.01, 0.02"})
    void sparseErrorsAreFoundAboutAsOftenAsByFisherOrMoreOften(int points, int requests, double from, double to) {
        double ours = share(seed -> isRolledBack(errors(seed, points, requests, from, to)));
        double fisher = share(seed -> fisher(errors(seed, points, requests, from, to)) <= 0.01);
        // That rates might drift costs half of a hundredth.
        assertThat(ours).isGreaterThanOrEqualTo(fisher - 0.01);
        assertThat(share(seed -> isRolledBack(errors(seed, points, requests, from, from))))
                .isLessThanOrEqualTo(0.025);
    }

    @ParameterizedTest
    @CsvSource({
        "12, 5, 0.75, 0.5, 0.15",
        "30, 30, 0.5, 0.05, 0.9",
        "12, 20, 0.5, 0.5, 0.99",
        "20, 12, 0.75, 0.5, 0.95",
        "30, 5, 0.75, 0.5, 0.95"
    })
    void errorsThatBeginWithinTheWindowAreFound(int points, int requests, double from, double rate, double least) {
        assertThat(share(seed -> isRolledBack(onset(seed, points, requests, from, rate))))
                .isGreaterThan(least);
    }

    private static Given onset(int seed, int points, int requests, double from, double rate) {
        var random = new SplittableRandom(seed + 5_000_011L * requests).split();
        var canary = IntStream.range(0, points)
                .mapToDouble(i -> i < Math.round(from * points) ? 0.002 : rate)
                .toArray();
        var control = DoubleStream.generate(() -> 0.002).limit(points).toArray();
        return metric("errors")
                .direction(Direction.INCREASE)
                .counts(counts(random, requests, canary), counts(random, requests, control));
    }

    /** Each point has a rate of its own, twice as high or half as low at one standard deviation. */
    @ParameterizedTest
    @CsvSource({"10, 50", "30, 50", "20, 100"})
    void bothSidesMayScatterFromPointToPoint(int points, int requests) {
        assertThat(share(seed -> {
                    var random = new SplittableRandom(seed + 3_000_017L * requests).split();
                    return isRolledBack(metric("errors")
                            .direction(Direction.INCREASE)
                            .counts(
                                    counts(random, requests, scattered(random, points)),
                                    counts(random, requests, scattered(random, points))));
                }))
                .isLessThanOrEqualTo(0.04);
    }

    /** The logits wander by 0.5 with an autocorrelation of 0.9, each side for itself. */
    @ParameterizedTest
    @CsvSource({"30, 50, 0.05", "60, 50, 0.05", "60, 50, 0.01", "30, 500, 0.01", "60, 500, 0.01"})
    void ratesThatWanderAreRolledBackInAtMostOneOfTen(int points, int requests, double rate) {
        assertThat(share(seed -> {
                    var random = new SplittableRandom(seed + 11_000_027L * requests).split();
                    return isRolledBack(metric("errors")
                            .direction(Direction.INCREASE)
                            .counts(
                                    counts(random, requests, wandering(random, points, rate)),
                                    counts(random, requests, wandering(random, points, rate))));
                }))
                .isLessThanOrEqualTo(0.1);
    }

    private static double[] wandering(SplittableRandom random, int points, double rate) {
        return Arrays.stream(series(random, points, 0.9, 1))
                .map(value -> 1 / (1 + (1 - rate) / rate * Math.pow(value, -2.5)))
                .toArray();
    }

    private static double[] scattered(SplittableRandom random, int points) {
        return IntStream.range(0, points)
                .mapToDouble(i -> Math.min(1, 0.05 * Math.pow(2, random.nextGaussian())))
                .toArray();
    }

    private static Given errors(int seed, int points, int requests, double from, double to) {
        var random = new SplittableRandom(seed + 7_000_003L * requests).split();
        return metric("errors")
                .direction(Direction.INCREASE)
                .counts(counts(random, points, requests, to), counts(random, points, requests, from));
    }

    private static Samples.Counts counts(SplittableRandom random, int points, int requests, double rate) {
        return counts(
                random,
                requests,
                DoubleStream.generate(() -> rate).limit(points).toArray());
    }

    private static Samples.Counts counts(SplittableRandom random, int requests, double[] rates) {
        return Samples.counts(Arrays.stream(rates)
                .mapToObj(rate -> new Samples.Point(
                        IntStream.range(0, requests)
                                .filter(request -> random.nextDouble() < rate)
                                .count(),
                        requests))
                .toArray(Samples.Point[]::new));
    }

    private static double fisher(Given given) {
        var metric = given.build();
        var one = (Samples.Counts) metric.experiment();
        var other = (Samples.Counts) metric.control();
        return new TwoByTwo(one.count(), one.of(), other.count(), other.of()).fisher();
    }
}
