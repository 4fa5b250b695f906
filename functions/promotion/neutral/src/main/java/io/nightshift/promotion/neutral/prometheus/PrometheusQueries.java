package io.nightshift.promotion.neutral.prometheus;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.prometheus.PromQlText;
import io.nightshift.promotion.neutral.placeholder.Placeholders;
import java.util.List;

/** Checks a policy's Prometheus queries, with the same readers that run them later. */
public final class PrometheusQueries {

    /** The source's name in policies. */
    public static final String SOURCE = "prometheus";

    private PrometheusQueries() {}

    /** @throws JsonException when the metric's query is invalid; the message begins with the path */
    public static void checkMetric(View metric) throws JsonException {
        PrometheusMetric.read(metric);
        var query = metric.at("query");
        var sides = query.at("canary").exists() ? List.of(query.at("canary"), query.at("baseline")) : List.of(query);
        for (var side : sides) {
            checkTexts(MetricSide.expressions(side));
        }
    }

    /** Reports whether the metric distinguishes the two versions while both have traffic. */
    public static boolean tellsVersions(View metric) throws JsonException {
        return PrometheusMetric.read(metric).tellsVersions();
    }

    /** @throws JsonException when the error budget's query is invalid; the message begins with the path */
    public static void checkErrorBudget(View query) throws JsonException {
        var expressions = MetricSide.ofBudget(query);
        MetricSide.of(expressions);
        if (expressions.size() > 1) {
            ErrorBudgetGate.objective(query);
        }
        checkTexts(expressions);
    }

    /** Finds errors that Prometheus itself would report when parsing. */
    private static void checkTexts(List<View> expressions) throws JsonException {
        for (var expression : expressions) {
            var text = expression.text();
            var fault = PromQlText.fault(text).or(() -> Placeholders.misspelt(text));
            if (fault.isPresent()) {
                throw new JsonException(expression.path() + " " + fault.get());
            }
        }
    }
}
