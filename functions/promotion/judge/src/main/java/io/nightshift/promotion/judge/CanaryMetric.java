package io.nightshift.promotion.judge;

import java.util.List;

/**
 * One metric: its rules, and the measurements.
 *
 * @param groups the groups of the score in which it counts, each as often as it is named
 * @param critical whether its failure fails everything
 * @param mustHaveData whether missing data is a failure of this metric
 * @param muted whether it is judged and shown, but not scored
 * @param experiment the canary's side
 * @param control the baseline's side
 */
public record CanaryMetric(
        String name,
        List<String> groups,
        boolean critical,
        boolean mustHaveData,
        boolean muted,
        Direction direction,
        NanStrategy nanStrategy,
        Outliers outliers,
        EffectSize effectSize,
        Sensitivity sensitivity,
        Samples experiment,
        Samples control) {

    public CanaryMetric {
        groups = List.copyOf(groups);
    }

    /** The same with another tolerance. */
    public CanaryMetric withTolerance(double tolerance) {
        return with(new Sensitivity(tolerance, sensitivity.confidence()), experiment, control);
    }

    /** The same with other measurements. */
    public CanaryMetric with(Samples ofExperiment, Samples ofControl) {
        return with(sensitivity, ofExperiment, ofControl);
    }

    private CanaryMetric with(Sensitivity to, Samples ofExperiment, Samples ofControl) {
        return new CanaryMetric(
                name,
                groups,
                critical,
                mustHaveData,
                muted,
                direction,
                nanStrategy,
                outliers,
                effectSize,
                to,
                ofExperiment,
                ofControl);
    }
}
