package io.nightshift.promotion.entry;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.neutral.prometheus.PrometheusQueries;
import io.nightshift.promotion.policy.MetricSource;

/** The source {@code prometheus}, as far as a policy can be checked without calling Prometheus. */
public record PrometheusSource() implements MetricSource {

    @Override
    public String name() {
        return PrometheusQueries.SOURCE;
    }

    @Override
    public void checkMetric(View metric, boolean together) throws JsonException {
        PrometheusQueries.checkMetric(metric);
    }

    @Override
    public boolean tellsVersions(View metric) throws JsonException {
        return PrometheusQueries.tellsVersions(metric);
    }

    @Override
    public void checkErrorBudget(View query) throws JsonException {
        PrometheusQueries.checkErrorBudget(query);
    }
}
