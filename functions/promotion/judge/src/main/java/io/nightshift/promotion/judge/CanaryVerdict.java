package io.nightshift.promotion.judge;

import java.util.List;
import java.util.Optional;

/**
 * The verdict on a canary.
 *
 * @param score from 0 to 100
 * @param reason why the score is not the sum of its groups; empty if it is
 * @param then the policy's reaction to insufficient data, if any
 */
public record CanaryVerdict(
        String id,
        JudgeMode mode,
        List<MetricVerdict> metrics,
        double score,
        CanaryOutcome outcome,
        String reason,
        Optional<InsufficientData> then) {

    public CanaryVerdict {
        metrics = List.copyOf(metrics);
    }
}
