package io.nightshift.promotion.judge;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The verdict on one metric, with its reason.
 *
 * @param critical whether it fails everything
 * @param reason one sentence with the numbers and the rule; empty if Kayenta gives none
 * @param interval absent if nothing was compared
 * @param effect by the metric's measure; absent if it cannot be computed
 * @param needed how many points a side (of a ratio: how many requests a side) are still needed, if known
 */
public record MetricVerdict(
        CanaryMetric metric,
        Classification classification,
        boolean critical,
        String reason,
        Optional<Interval> interval,
        OptionalDouble effect,
        OptionalLong needed) {

    public static MetricVerdict without(
            CanaryMetric metric, Classification classification, boolean critical, String reason) {
        return new MetricVerdict(
                metric,
                classification,
                critical,
                reason,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty());
    }
}
