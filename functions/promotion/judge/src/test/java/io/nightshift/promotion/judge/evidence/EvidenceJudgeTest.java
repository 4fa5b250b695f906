package io.nightshift.promotion.judge.evidence;

import static io.nightshift.promotion.judge.Given.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.CanaryOutcome;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.Classification;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.EffectSize;
import io.nightshift.promotion.judge.Given;
import io.nightshift.promotion.judge.InsufficientData;
import io.nightshift.promotion.judge.InterimLooks;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.MetricVerdict;
import io.nightshift.promotion.judge.Samples;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EvidenceJudgeTest {

    private static CanaryVerdict judge(Given... metrics) {
        return EvidenceJudge.judge(Given.canary(JudgeMode.NIGHTSHIFT, metrics));
    }

    private static CanaryVerdict judge(Map<String, Double> weights, Given... metrics) {
        return EvidenceJudge.judge(Given.canary(JudgeMode.NIGHTSHIFT, weights, metrics));
    }

    private static MetricVerdict classify(Given metric) {
        return judge(metric).metrics().getFirst();
    }

    /** Numbers that go up and down around a middle without resembling their neighbours. */
    private static double[] around(double middle, int points, int start) {
        return IntStream.range(start, start + points)
                .mapToDouble(i -> middle * (1 + 0.1 * Math.sin(2.4 * i) + 0.05 * Math.sin(7.7 * i)))
                .toArray();
    }

    private static Given slower(String name) {
        return metric(name).experiment(around(150, 30, 0)).control(around(100, 30, 50));
    }

    private static Given alike(String name) {
        return metric(name).experiment(around(100, 60, 0)).control(around(100, 60, 90));
    }

    private static Given brief(String name) {
        return metric(name).experiment(around(100, 4, 0)).control(around(100, 4, 50));
    }

    private static Samples.Counts errors(int points, long count, long of) {
        return Samples.counts(IntStream.range(0, points)
                .mapToObj(i -> new Samples.Point(count, of))
                .toArray(Samples.Point[]::new));
    }

    @Test
    void aRegressionIsHighWithItsIntervalAsARatio() {
        var verdict = classify(slower("latency"));
        assertThat(verdict.classification()).isEqualTo(Classification.HIGH);
        var interval = verdict.interval().orElseThrow();
        assertThat(interval.scale()).isEqualTo(Interval.Scale.RATIO);
        assertThat(interval.lower()).isBetween(1.2, 1.5);
        assertThat(interval.upper()).isBetween(1.5, 1.8);
        assertThat(verdict.reason())
                .contains("beyond chance", "error at most 1.0 %", "autocorrelation", "30 and 30 points");
    }

    @Test
    void anImprovementIsLowOnlyWhereSomebodyMinds() {
        var faster = metric("latency").experiment(around(60, 30, 0)).control(around(100, 30, 50));
        assertThat(classify(faster).classification()).isEqualTo(Classification.LOW);
        assertThat(classify(faster.direction(Direction.INCREASE)).classification())
                .isEqualTo(Classification.PASS);
    }

    @Test
    void enoughEqualNumbersPassBecauseAChangeThatMattersIsRuledOut() {
        var verdict = classify(alike("latency"));
        assertThat(verdict.classification()).isEqualTo(Classification.PASS);
        assertThat(verdict.interval().orElseThrow().upper()).isLessThan(1.25);
    }

    @Test
    void fewNumbersAreNotEnoughAndSaySoWithWhatIsNeeded() {
        var verdict = judge(brief("latency"));
        assertThat(verdict.outcome()).isEqualTo(CanaryOutcome.NOT_ENOUGH_DATA);
        assertThat(verdict.then()).contains(InsufficientData.EXTEND);
        var metric = verdict.metrics().getFirst();
        assertThat(metric.classification()).isEqualTo(Classification.NOT_ENOUGH_DATA);
        assertThat(metric.needed().orElseThrow()).isBetween(10L, 100L);
    }

    @Test
    void twoSeriesThatDriftAreNotTakenForTwoLevels() {
        // Kayenta calls this High: no two numbers of the sides are in one range.
        var up =
                IntStream.range(0, 20).mapToDouble(i -> 100 + i + 0.1 * (i % 3)).toArray();
        var down =
                IntStream.range(0, 20).mapToDouble(i -> 99 - i - 0.1 * (i % 3)).toArray();
        assertThat(classify(metric("latency").experiment(up).control(down)).classification())
                .isEqualTo(Classification.NOT_ENOUGH_DATA);
    }

    @Test
    void aChangeWithinWhatIsAllowedPasses() {
        var allowed = new EffectSize(EffectSize.Measure.MEAN_RATIO, 1.8, 1, 1.8, 1);
        var verdict = classify(slower("latency").effectSize(allowed));
        assertThat(verdict.classification()).isEqualTo(Classification.PASS);
        assertThat(verdict.reason()).contains("by no more than is allowed");
    }

    @Test
    void numbersWithZerosAreComparedByTheirDifference() {
        var verdict = classify(metric("queue")
                .experiment(around(50, 40, 0))
                .control(IntStream.range(0, 40).mapToDouble(i -> i % 4).toArray()));
        assertThat(verdict.classification()).isEqualTo(Classification.HIGH);
        assertThat(verdict.interval().orElseThrow().scale()).isEqualTo(Interval.Scale.DIFFERENCE);
    }

    @Test
    void constantSidesDifferOnceTheyAreLongEnough() {
        assertThat(classify(metric("replicas").experiment(3, 3, 3, 3, 3).control(4, 4, 4, 4, 4))
                        .classification())
                .isEqualTo(Classification.LOW);
        assertThat(classify(metric("replicas").experiment(4, 4, 4, 4, 4).control(4, 4, 4, 4, 4))
                        .classification())
                .isEqualTo(Classification.PASS);
        var one = classify(metric("replicas").experiment(3).control(4));
        assertThat(one.classification()).isEqualTo(Classification.NOT_ENOUGH_DATA);
        assertThat(one.needed()).hasValue(4);
    }

    @Test
    void ratiosAreJudgedByTheirCounts() {
        var verdict =
                classify(metric("errors").direction(Direction.INCREASE).counts(errors(10, 5, 50), errors(10, 1, 50)));
        assertThat(verdict.classification()).isEqualTo(Classification.HIGH);
        assertThat(verdict.reason()).contains("50 of 500 (10.0 %)", "10 of 500 (2.00 %)", "exact test");
        assertThat(verdict.effect().orElseThrow()).isEqualTo(5.0);
    }

    @Test
    void manyRequestsWithoutErrorsPassAndFewAreNotEnough() {
        assertThat(classify(metric("errors").counts(errors(10, 0, 100), errors(10, 0, 100)))
                        .classification())
                .isEqualTo(Classification.PASS);
        var few = classify(metric("errors").counts(errors(2, 0, 10), errors(2, 0, 10)));
        assertThat(few.classification()).isEqualTo(Classification.NOT_ENOUGH_DATA);
        assertThat(few.needed().orElseThrow()).isGreaterThan(100);
    }

    @Test
    void errorsThatComeInOneBurstAreNotTakenForManyIndependentOnes() {
        var burst = Samples.counts(IntStream.range(0, 20)
                .mapToObj(i -> new Samples.Point(i == 7 ? 40 : 0, 50))
                .toArray(Samples.Point[]::new));
        var verdict = classify(metric("errors").counts(burst, errors(20, 0, 50)));
        assertThat(verdict.classification()).isEqualTo(Classification.NOT_ENOUGH_DATA);
        assertThat(verdict.reason()).contains("times as much as independent requests");
    }

    @Test
    void errorsThatBeginAndStayAreFoundThoughTheyComeTogether() {
        var leak = Samples.counts(IntStream.range(0, 15)
                .mapToObj(i -> new Samples.Point(i < 5 ? 0 : 50, 50))
                .toArray(Samples.Point[]::new));
        assertThat(classify(metric("errors").counts(leak, errors(15, 0, 50))).classification())
                .isEqualTo(Classification.HIGH);
    }

    private static Samples.Counts from(int first, int points, long count, long of) {
        return Samples.counts(IntStream.range(0, points)
                .mapToObj(i -> new Samples.Point(i < first ? 0 : count, of))
                .toArray(Samples.Point[]::new));
    }

    @Test
    void errorsThatBeginInTheLastQuarterAndStayAreHighAndTheReasonSaysWhen() {
        var verdict = classify(metric("errors").counts(from(15, 20, 15, 30), errors(20, 0, 30)));
        assertThat(verdict.classification()).isEqualTo(Classification.HIGH);
        assertThat(verdict.reason())
                .contains(
                        "75 of 600 (12.5 %) against 0 of 600",
                        "it began at point 16 of 20 of the experiment and stays");
        assertThat(verdict.interval().orElseThrow().lower()).isPositive();
    }

    @Test
    void errorsThatBeginNearHalfTimeAreFoundThoughManyLooksShareTheError() {
        var metric = metric("errors").counts(from(6, 14, 22, 25), errors(14, 0, 27));
        var once = Given.canary(JudgeMode.NIGHTSHIFT, metric);
        var tenth = new Canary(
                once.id(),
                once.mode(),
                once.metrics(),
                once.groupWeights(),
                once.thresholds(),
                new InterimLooks(10, 10),
                once.shortage());
        assertThat(EvidenceJudge.judge(tenth).outcome()).isEqualTo(CanaryOutcome.FAIL);
    }

    @Test
    void successesThatEndWithinTheWindowAreLow() {
        var ends = Samples.counts(IntStream.range(0, 20)
                .mapToObj(i -> new Samples.Point(i < 15 ? 30 : 15, 30))
                .toArray(Samples.Point[]::new));
        var metric = metric("successes").counts(ends, errors(20, 30, 30));
        assertThat(classify(metric.direction(Direction.DECREASE)).classification())
                .isEqualTo(Classification.LOW);
        assertThat(classify(metric.direction(Direction.INCREASE)).classification())
                .isNotEqualTo(Classification.HIGH);
    }

    @Test
    void errorsThatBeginOnBothSidesAreNobodysFault() {
        assertThat(classify(metric("errors").counts(from(15, 20, 16, 30), from(15, 20, 15, 30)))
                        .classification())
                .isEqualTo(Classification.NOT_ENOUGH_DATA);
    }

    @Test
    void errorsThatCameAndWentAreNotTakenForSuchThatStay() {
        var gone = Samples.counts(IntStream.range(0, 20)
                .mapToObj(i -> new Samples.Point(i >= 8 && i < 13 ? 15 : 0, 30))
                .toArray(Samples.Point[]::new));
        assertThat(classify(metric("errors").counts(gone, errors(20, 0, 30))).classification())
                .isEqualTo(Classification.NOT_ENOUGH_DATA);
    }

    @Test
    void aRatioWithoutAnyRequestHasNoData() {
        assertThat(classify(metric("errors").counts(errors(3, 0, 0), errors(3, 1, 10)))
                        .classification())
                .isEqualTo(Classification.NODATA);
    }

    @Test
    void noDataIsAFailureWhereDataIsAMust() {
        var without = metric("errors").mustHaveData().critical().control(1, 2, 3);
        assertThat(judge(without).outcome()).isEqualTo(CanaryOutcome.FAIL);
        assertThat(judge(metric("errors").critical().control(1, 2, 3)).outcome())
                .isEqualTo(CanaryOutcome.NOT_ENOUGH_DATA);
    }

    @Test
    void numbersThatCannotBeComputedWithAreAnErrorAndAnErrorFails() {
        var broken = metric("m").experiment(1e308, -1e308, 1e308, -9e307).control(1e-300, 0, 1e308, -1e308);
        var verdict = judge(alike("latency"), broken.critical());
        assertThat(verdict.metrics().getLast().classification())
                .isIn(Classification.ERROR, Classification.NOT_ENOUGH_DATA);
        assertThat(verdict.outcome()).isNotEqualTo(CanaryOutcome.PASS);
    }

    @Test
    void aFailureGoesBeforeWhatIsStillOpen() {
        assertThat(judge(slower("latency"), brief("other")).outcome()).isEqualTo(CanaryOutcome.FAIL);
        assertThat(judge(slower("latency").critical(), brief("other").critical())
                        .outcome())
                .isEqualTo(CanaryOutcome.FAIL);
    }

    @Test
    void whatIsOpenGoesBeforeAPassThatItCouldTurn() {
        assertThat(judge(alike("latency"), brief("other")).outcome()).isEqualTo(CanaryOutcome.NOT_ENOUGH_DATA);
        var weights = Map.of("main", 96.0, "side", 4.0);
        assertThat(judge(
                                weights,
                                alike("latency").groups("main"),
                                brief("other").groups("side"))
                        .outcome())
                .isEqualTo(CanaryOutcome.PASS);
    }

    @Test
    void aWeightedGroupWithoutMetricsDoesNotTakeItsWeightWithIt() {
        var verdict = judge(Map.of("all", 50.0, "nobody", 50.0), alike("latency"));
        assertThat(verdict.score()).isEqualTo(100.0);
        assertThat(verdict.outcome()).isEqualTo(CanaryOutcome.PASS);
    }

    @Test
    void nothingToJudgeByIsNoPass() {
        assertThat(judge().outcome()).isEqualTo(CanaryOutcome.NOT_ENOUGH_DATA);
        assertThat(judge(alike("latency").muted()).outcome()).isEqualTo(CanaryOutcome.NOT_ENOUGH_DATA);
    }

    @Test
    void theSameCanaryAlwaysGetsTheSameVerdict() {
        Canary canary = Given.canary(
                JudgeMode.NIGHTSHIFT,
                slower("a"),
                brief("b"),
                metric("c").experiment(5).control(7));
        assertThat(EvidenceJudge.judge(canary)).isEqualTo(EvidenceJudge.judge(canary));
    }
}
