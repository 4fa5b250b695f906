package io.nightshift.promotion.neutral.prometheus;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.prometheus.PromQlText;
import io.nightshift.promotion.neutral.placeholder.Placeholders;
import java.util.ArrayList;
import java.util.List;

/**
 * The queries for one side of a metric.
 *
 * @param queries one for values, two for a ratio: the number of events, and the total
 */
record MetricSide(List<String> queries) {

    private static final int LONGEST = 10_000;
    private static final String[] KEYS = {"expr", "errors", "total"};

    MetricSide {
        queries = List.copyOf(queries);
    }

    static MetricSide read(View query) throws JsonException {
        return of(expressions(query));
    }

    static MetricSide of(List<View> expressions) throws JsonException {
        var queries = new ArrayList<String>();
        for (var expression : expressions) {
            queries.add(text(expression));
        }
        return new MetricSide(queries);
    }

    /** The expressions of one side of a metric. */
    static List<View> expressions(View query) throws JsonException {
        return expressions(query, "a text, {expr}, {errors, total} or {canary, baseline}, each in PromQL", KEYS);
    }

    /** The expressions of an error budget; counts need an {@code objective}. */
    static List<View> ofBudget(View query) throws JsonException {
        return expressions(query, "a text, {expr} or {errors, total, objective}, each in PromQL", new String[] {
            "expr", "errors", "total", "objective"
        });
    }

    private static List<View> expressions(View query, String wanted, String[] keys) throws JsonException {
        if (query.isString()) {
            return List.of(query);
        }
        if (!query.isObject()) {
            throw query.wrong(wanted);
        }
        Fields.only(query, keys);
        if (query.at("expr").exists()) {
            return List.of(query.at("expr"));
        }
        if (!query.at("errors").exists()) {
            throw query.wrong(wanted);
        }
        return List.of(query.at("errors"), query.at("total"));
    }

    private static String text(View query) throws JsonException {
        var text = query.nonBlank();
        if (text.length() > LONGEST) {
            throw new JsonException(query.path() + " has " + text.length() + " characters; at most " + LONGEST);
        }
        return text;
    }

    boolean tellsVersions() {
        return queries.stream().anyMatch(Placeholders::areIn);
    }

    MetricSide of(Placeholders version) throws JsonException {
        var asked = new ArrayList<String>();
        for (var query : queries) {
            asked.add(version.in(query, PromQlText::escaped));
        }
        return new MetricSide(asked);
    }
}
