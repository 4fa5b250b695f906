package io.nightshift.promotion.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.Optional;

/**
 * A source of metrics and alarms that a policy can name, as far as it can be checked offline. Each implementation
 * reads a query with the same reader that queries it later, so both accept the same queries. Messages about one field
 * begin with its path.
 */
public interface MetricSource {

    /** The name in policies. */
    String name();

    /** Describes the supported targets, such as {@code targets on AWS}, if this target is not one of them. */
    default Optional<String> limitedTo(Resource target) {
        return Optional.empty();
    }

    /** Describes the supported intervals, such as {@code 60s or more}, if this one is not supported. */
    default Optional<String> otherInterval(Duration every) {
        return Optional.empty();
    }

    /**
     * Checks the query of a metric.
     *
     * @param metric with {@code name} and {@code query}
     * @param together whether both versions have traffic at the same time
     */
    void checkMetric(View metric, boolean together) throws JsonException;

    /**
     * Reports whether the metric distinguishes the two versions while both have traffic; only called for valid
     * metrics.
     */
    default boolean tellsVersions(View metric) throws JsonException {
        return true;
    }

    /** @param alarm with {@code name} */
    default void checkAlarm(View alarm) throws JsonException {}

    /** Checks the query of an error budget, if the source supports error budgets. */
    default void checkErrorBudget(View query) throws JsonException {}
}
