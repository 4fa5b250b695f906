package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.CanaryOutcome;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.Classification;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.MetricVerdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Nightshift's own judge. A failure takes precedence over an undecided metric, and an undecided metric over a pass that it
 * could change.
 */
public final class EvidenceJudge {

    private EvidenceJudge() {}

    public static CanaryVerdict judge(Canary canary) {
        var metrics = canary.metrics().stream()
                .map(metric -> EvidenceMetric.classify(metric, canary.looks()))
                .toList();
        var counted = metrics.stream().filter(one -> !one.metric().muted()).toList();
        var failed = counted.stream().filter(MetricVerdict::critical).toList();
        if (!failed.isEmpty()) {
            return verdict(canary, metrics, 0, CanaryOutcome.FAIL, "critical: " + names(failed));
        }
        if (counted.isEmpty()) {
            return verdict(canary, metrics, 0, CanaryOutcome.NOT_ENOUGH_DATA, "there is no metric to judge by");
        }
        return scored(canary, metrics, counted);
    }

    private static CanaryVerdict scored(Canary canary, List<MetricVerdict> metrics, List<MetricVerdict> counted) {
        var score = new EvidenceScore(counted, canary.groupWeights());
        var open = counted.stream().filter(EvidenceScore::isOpen).toList();
        boolean couldFail = open.stream().anyMatch(one -> one.metric().critical());
        var best = canary.thresholds().outcome(score.best());
        var worst = couldFail ? CanaryOutcome.FAIL : canary.thresholds().outcome(score.worst());
        if (best == worst) {
            var bad = counted.stream().filter(EvidenceJudge::isBad).toList();
            return verdict(canary, metrics, score.known(), best, bad.isEmpty() ? "" : "failed: " + names(bad));
        }
        return verdict(
                canary, metrics, score.known(), CanaryOutcome.NOT_ENOUGH_DATA, "could still turn it: " + names(open));
    }

    private static boolean isBad(MetricVerdict verdict) {
        return !EvidenceScore.isOpen(verdict) && verdict.classification() != Classification.PASS;
    }

    private static CanaryVerdict verdict(
            Canary canary, List<MetricVerdict> metrics, double score, CanaryOutcome outcome, String reason) {
        return new CanaryVerdict(
                canary.id(),
                JudgeMode.NIGHTSHIFT,
                metrics,
                score,
                outcome,
                reason,
                outcome == CanaryOutcome.NOT_ENOUGH_DATA ? Optional.of(canary.shortage()) : Optional.empty());
    }

    private static String names(List<MetricVerdict> verdicts) {
        return verdicts.stream()
                .map(one -> one.metric().name() + " (" + one.classification().label() + ")")
                .collect(Collectors.joining(", "));
    }
}
