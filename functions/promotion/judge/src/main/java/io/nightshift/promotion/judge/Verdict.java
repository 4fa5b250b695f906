package io.nightshift.promotion.judge;

import java.util.List;
import java.util.Optional;

/**
 * What became of a canary.
 *
 * @param score from 0 to 100
 * @param reason why the score is not the sum of its groups; empty where it is
 * @param then what the policy says about a shortage, where there is one
 */
public record Verdict(
        String id,
        Mode mode,
        List<MetricVerdict> metrics,
        double score,
        Outcome outcome,
        String reason,
        Optional<Shortage> then) {

    public Verdict {
        metrics = List.copyOf(metrics);
    }
}
