package io.nightshift.promotion.aws.cloudwatch;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The measurement of a version: one CloudWatch series, or the ratio of two.
 *
 * <pre>{@code
 * {namespace, metric, dimensions: {NAME: TEXT with {version}}, stat?: Average}
 * {errors: {as above, stat?: Sum}, total: {..}}
 * }</pre>
 */
sealed interface CloudWatchMeasure {

    String VERSION = "{version}";

    /** @param dimensions with {@link #VERSION} as a placeholder for the version's name */
    record Plain(String namespace, String metric, Map<String, String> dimensions, String stat)
            implements CloudWatchMeasure {
        Plain of(String version) {
            var filled = new TreeMap<String, String>();
            dimensions.forEach((name, value) -> filled.put(name, value.replace(VERSION, version)));
            return new Plain(namespace, metric, filled, stat);
        }
    }

    record Ratio(Plain errors, Plain total) implements CloudWatchMeasure {}

    /** @param together whether both versions are measured at the same time, so that a dimension must distinguish them */
    static CloudWatchMeasure of(View query, boolean together) throws JsonException {
        if (query.at("errors").exists() || query.at("total").exists()) {
            Fields.only(query, "errors", "total");
            return new Ratio(plain(query.at("errors"), "Sum", together), plain(query.at("total"), "Sum", together));
        }
        return plain(query, "Average", together);
    }

    private static Plain plain(View query, String usualStat, boolean together) throws JsonException {
        if (!query.isObject()) {
            throw query.wrong("{namespace, metric, dimensions} or {errors, total}");
        }
        Fields.only(query, "namespace", "metric", "dimensions", "stat");
        var dimensions = query.at("dimensions").texts();
        if (together && dimensions.values().stream().noneMatch(value -> value.contains(VERSION))) {
            throw query.at("dimensions").wrong(VERSION + " in one of them: else both versions are measured together");
        }
        return new Plain(
                query.at("namespace").nonBlank(),
                query.at("metric").nonBlank(),
                new TreeMap<>(dimensions),
                query.at("stat").textOr(usualStat));
    }

    default List<Plain> series(String version) {
        return switch (this) {
            case Plain plain -> List.of(plain.of(version));
            case Ratio(var errors, var total) -> List.of(errors.of(version), total.of(version));
        };
    }

    /** The points in the judge's form; empty if nothing was measured. */
    default Json.Arr points(String version, PeriodGrid grid, Map<Plain, Map<Instant, Double>> values) {
        var found = series(version).stream()
                .map(series -> Objects.requireNonNullElse(values.get(series), Map.<Instant, Double>of()))
                .toList();
        if (found.getLast().isEmpty()) {
            return Json.arr();
        }
        var points = new ArrayList<Json>();
        for (var step : grid.steps()) {
            points.add(point(found.getFirst().get(step), found.getLast().get(step)));
        }
        return Json.arr(points);
    }

    /** Services that count failures omit a minute without failures: with traffic, a missing value means zero. */
    private Json point(@Nullable Double first, @Nullable Double last) {
        if (last == null) {
            return Json.Null.NULL;
        }
        return switch (this) {
            case Plain ignored -> Json.of(last);
            case Ratio ignored -> {
                long of = Math.round(last);
                long count = first == null ? 0 : Math.round(first);
                yield Json.obj().with("count", Math.min(count, of)).with("of", of);
            }
        };
    }
}
