package io.nightshift.promotion.judge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One canary to judge.
 *
 * @param id the caller's name for it; empty if there is none
 * @param groupWeights in percent, in the order in which they were written
 */
public record Canary(
        String id,
        JudgeMode mode,
        List<CanaryMetric> metrics,
        Map<String, Double> groupWeights,
        ScoreThresholds thresholds,
        InterimLooks looks,
        InsufficientData shortage) {

    public Canary {
        metrics = List.copyOf(metrics);
        groupWeights = Collections.unmodifiableMap(new LinkedHashMap<>(groupWeights));
    }
}
