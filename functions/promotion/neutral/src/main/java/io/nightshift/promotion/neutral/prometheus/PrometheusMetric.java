package io.nightshift.promotion.neutral.prometheus;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * One metric of both versions: PromQL as a text, as {@code {expr}} or as {@code {errors, total}}, with a placeholder for the
 * version; or {@code {canary, baseline}} with one of these forms for each.
 *
 * @param ownBaseline whether the baseline has a query of its own
 */
record PrometheusMetric(String name, MetricSide experiment, MetricSide control, boolean ownBaseline) {

    static PrometheusMetric read(View metric) throws JsonException {
        var name = metric.at("name").nonBlank();
        var query = metric.at("query");
        if (query.at("canary").exists() || query.at("baseline").exists()) {
            Fields.only(query, "canary", "baseline");
            return new PrometheusMetric(
                    name, MetricSide.read(query.at("canary")), MetricSide.read(query.at("baseline")), true);
        }
        var side = MetricSide.read(query);
        return new PrometheusMetric(name, side, side, false);
    }

    /** Reports whether both sides differ; a version compared with itself would always pass. */
    boolean tellsVersions() {
        return ownBaseline || experiment.tellsVersions();
    }
}
