package io.nightshift.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.Optional;

/**
 * A source of numbers and alarms that a policy can name, as far as it can be checked without asking it. Each implementation reads
 * a query with the reader that asks it later, so that what is valid here is understood there. Messages begin with a path where
 * they are about one field.
 */
public interface MetricSource {

    /** As policies name it. */
    String name();

    /** What it has numbers of, such as {@code targets on AWS}, if this target is none of them. */
    default Optional<String> limitedTo(Resource target) {
        return Optional.empty();
    }

    /** What it needs, such as {@code 60s or more}, if it has no points of this width. */
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
     * Reports whether the numbers of the two versions differ while both have traffic; asked of metrics that are
     * right.
     */
    default boolean tellsVersions(View metric) throws JsonException {
        return true;
    }

    /** @param alarm with {@code name} */
    default void checkAlarm(View alarm) throws JsonException {}

    /** Checks the query of an error budget, if it has those. */
    default void checkErrorBudget(View query) throws JsonException {}
}
