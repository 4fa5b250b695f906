package io.nightshift.promotion.judge.kayenta;

import static io.nightshift.promotion.judge.Given.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.judge.CanaryOutcome;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.Classification;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.EffectSize;
import io.nightshift.promotion.judge.Given;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.MetricVerdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cases of Kayenta's own suites (ClassifierSuite, ScorerSuite), and the faults that come with its numbers. */
final class KayentaJudgeTest {

    private static final double[] HIGHER = {20, 22, 21, 25, 30};
    private static final double[] LOWER = {1, 2.2, 1.1, 2.5, 3};

    private static CanaryVerdict judge(Given... metrics) {
        return KayentaJudge.judge(Given.canary(JudgeMode.KAYENTA, metrics));
    }

    private static CanaryVerdict judge(Map<String, Double> weights, Given... metrics) {
        return KayentaJudge.judge(Given.canary(JudgeMode.KAYENTA, weights, metrics));
    }

    private static MetricVerdict classify(Given metric) {
        return judge(metric).metrics().getFirst();
    }

    private static Given high(String name) {
        return metric(name).experiment(HIGHER).control(LOWER);
    }

    private static Given pass(String name) {
        return metric(name).experiment(LOWER).control(3, 2.5, 2.2, 1.1, 1);
    }

    private static Given nodata(String name) {
        return metric(name).control(LOWER);
    }

    @Test
    void aClearIncreaseIsHighAndTheOtherWayRoundLow() {
        assertThat(classify(high("m")).classification()).isEqualTo(Classification.HIGH);
        assertThat(classify(metric("m").experiment(LOWER).control(HIGHER)).classification())
                .isEqualTo(Classification.LOW);
    }

    @Test
    void aChangeInADirectionThatNobodyMindsPasses() {
        assertThat(classify(high("m").direction(Direction.DECREASE)).classification())
                .isEqualTo(Classification.PASS);
    }

    @Test
    void aCriticalMetricFailsCriticallyOnlyBeyondItsCriticalEffect() {
        assertThat(classify(high("m").critical()).critical()).isTrue();
        var beyond13 = new EffectSize(EffectSize.Measure.MEAN_RATIO, 5, 1, 13, 1);
        var verdict = classify(high("m").critical().effectSize(beyond13));
        assertThat(verdict.classification()).isEqualTo(Classification.HIGH);
        assertThat(verdict.critical()).isFalse();
    }

    @Test
    void anEffectBelowWhatIsAllowedPasses() {
        var allowed13 = new EffectSize(EffectSize.Measure.MEAN_RATIO, 13, 1, 15, 1);
        assertThat(classify(high("m").effectSize(allowed13)).classification()).isEqualTo(Classification.PASS);
    }

    @Test
    void anEffectThatCannotBeComputedIsLeftOutOfTheRule() {
        var allowed = new EffectSize(EffectSize.Measure.MEAN_RATIO, 1.2, 0.8, 1.2, 0.8);
        var verdict = classify(metric("m")
                .experiment(54.9, 54.5, 55.1, 55.6, 57.4)
                .control(0, 0, 0, 0, 0)
                .effectSize(allowed));
        assertThat(verdict.classification()).isEqualTo(Classification.HIGH);
        assertThat(verdict.effect()).isEmpty();
    }

    @Test
    void constantSidesAreToldApart() {
        assertThat(classify(metric("m").experiment(10, 10, 10, 10, 10).control(1, 1, 1, 1, 1))
                        .classification())
                .isEqualTo(Classification.HIGH);
        assertThat(classify(metric("m").experiment(1, 1, 1).control(1, 1)).classification())
                .isEqualTo(Classification.PASS);
    }

    @Test
    void manyTiesPass() {
        assertThat(classify(metric("m").experiment(1, 1, 1, 1, 10).control(1, 1, 1, 1, 1))
                        .classification())
                .isEqualTo(Classification.PASS);
        assertThat(classify(metric("m").experiment(0, 1, 1, 1, 1).control(1, 1, 1, 1, 1))
                        .classification())
                .isEqualTo(Classification.PASS);
    }

    @Test
    void theSameNumbersInAnotherOrderPassWithThatReason() {
        var verdict = classify(metric("m").experiment(1, 2, 3, 4, 5).control(5, 4, 3, 2, 1));
        assertThat(verdict.classification()).isEqualTo(Classification.PASS);
        assertThat(verdict.reason()).isEqualTo("The Canary and Baseline data are identical");
    }

    @Test
    void aMissingSideIsNodataUnlessZerosStandForIt() {
        assertThat(classify(nodata("m")).classification()).isEqualTo(Classification.NODATA);
        assertThat(classify(nodata("m").mustHaveData()).classification()).isEqualTo(Classification.NODATA_FAIL_METRIC);
        assertThat(classify(nodata("m").mustHaveData().critical()).critical()).isTrue();
        assertThat(classify(nodata("m").replacingNan()).classification()).isEqualTo(Classification.PASS);
    }

    @Test
    void anErrorLosesItsCriticalFlagAndPassesTheCanary() {
        var verdict = judge(metric("m").critical().experiment(5).control(0));
        assertThat(verdict.metrics().getFirst().classification()).isEqualTo(Classification.ERROR);
        assertThat(verdict.metrics().getFirst().critical()).isFalse();
        assertThat(verdict.score()).isEqualTo(100.0);
        assertThat(verdict.outcome()).isEqualTo(CanaryOutcome.PASS);
    }

    @Test
    void oneOfThreeInAGroupIsAThirdRoundedToTwoPlaces() {
        assertThat(judge(pass("a"), high("b"), high("c")).score()).isEqualTo(33.33);
    }

    @Test
    void groupsCountByTheirWeight() {
        var weights = Map.of("one", 15.0, "two", 85.0);
        assertThat(judge(
                                weights,
                                high("a").groups("one"),
                                high("b").groups("one"),
                                pass("c").groups("one"),
                                high("d").groups("two"))
                        .score())
                .isEqualTo(5.0);
    }

    @Test
    void groupsWithoutWeightShareWhatIsLeft() {
        var weights = Map.of("one", 40.0);
        assertThat(judge(
                                weights,
                                pass("a").groups("one"),
                                pass("b").groups("two"),
                                high("c").groups("three"))
                        .score())
                .isEqualTo(70.0);
    }

    @Test
    void aWeightedGroupWithoutMetricsLosesItsWeight() {
        assertThat(judge(Map.of("all", 50.0, "nobody", 50.0), pass("a")).score())
                .isEqualTo(50.0);
    }

    @Test
    void aGroupWithoutDataCountsFull() {
        var verdict = judge(
                pass("a").groups("one"), pass("b").groups("one"), nodata("c").groups("two"));
        assertThat(verdict.score()).isEqualTo(100.0);
    }

    @Test
    void halfWithoutDataFailsEverything() {
        assertThat(judge(pass("a"), nodata("b")).score()).isZero();
    }

    @Test
    void aCriticalFailureFailsEverythingAndSaysWhich() {
        var verdict = judge(pass("a"), pass("b"), high("c").critical());
        assertThat(verdict.score()).isZero();
        assertThat(verdict.reason()).isEqualTo("Canary Failed: The metric c was classified as High (Critical)");
    }

    @Test
    void mutedMetricsAreJudgedButNotScored() {
        var verdict = judge(pass("a"), high("b").critical().muted());
        assertThat(verdict.metrics().getLast().classification()).isEqualTo(Classification.HIGH);
        assertThat(verdict.score()).isEqualTo(100.0);
    }

    @Test
    void whatIsConfiguredAsToleranceAndConfidenceIsNeverUsed() {
        var asConfigured = classify(high("m").sensitivity(0.9, 0.5));
        assertThat(asConfigured.interval()).isEqualTo(classify(high("m")).interval());
    }

    @Test
    void theSameNumbersAlwaysGetTheSameLabelEvenForOnePointASide() {
        assertThat(classify(metric("m").experiment(10).control(1)))
                .usingRecursiveComparison()
                .isEqualTo(classify(metric("m").experiment(10).control(1)));
    }
}
