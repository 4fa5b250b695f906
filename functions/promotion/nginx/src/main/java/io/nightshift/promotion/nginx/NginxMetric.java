package io.nightshift.promotion.nginx;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.nginx.AccessLog.Line;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A value computed from requests: one point for each interval. */
record NginxMetric(String name, Function<List<Line>, Json> point) {

    private static final List<String> QUERIES = List.of("errors", "slow(500ms)", "latency.p95", "latency.mean");
    private static final Pattern SLOW = Pattern.compile("slow\\(([0-9]{1,6})ms\\)");
    private static final Pattern LATENCY = Pattern.compile("latency\\.p([0-9]{1,2})");

    /**
     * By the metric's {@code query}: {@code errors} and {@code slow(500ms)} are a count of requests with a status of 500 or
     * more, or over that time; {@code latency.mean} and {@code latency.p95} are milliseconds, and missing without requests.
     */
    static NginxMetric of(View metric) throws JsonException {
        var name = metric.at("name").nonBlank();
        var query = metric.at("query").text();
        var slow = SLOW.matcher(query);
        var latency = LATENCY.matcher(query);
        if (query.equals("errors")) {
            return new NginxMetric(name, lines -> count(lines, line -> line.status() >= 500));
        }
        if (slow.matches()) {
            long limit = Long.parseLong(slow.group(1));
            return new NginxMetric(name, lines -> count(lines, line -> line.millis() > limit));
        }
        if (latency.matches()) {
            int percent = Integer.parseInt(latency.group(1));
            return new NginxMetric(name, lines -> quantile(lines, percent));
        }
        if (query.equals("latency.mean")) {
            return new NginxMetric(name, NginxMetric::mean);
        }
        throw new JsonException(metric.at("query").path() + " is unknown: nginx has no query "
                + NearestName.quote(query) + hint(query));
    }

    /** The part before a parameter is enough to guess what was meant. */
    private static String hint(String query) {
        return QUERIES.stream()
                .filter(known -> head(known).equals(head(query)))
                .findFirst()
                .map(known -> "; did you mean " + NearestName.quote(known) + "?")
                .orElseGet(() -> NearestName.hint(query, QUERIES));
    }

    private static String head(String query) {
        return query.split("[(.]", 2)[0];
    }

    private static Json count(List<Line> lines, Predicate<Line> counted) {
        return Json.obj().with("count", lines.stream().filter(counted).count()).with("of", lines.size());
    }

    private static Json mean(List<Line> lines) {
        var mean = lines.stream().mapToLong(Line::millis).average();
        return mean.isPresent() ? Json.of(mean.getAsDouble()) : Json.Null.NULL;
    }

    private static Json quantile(List<Line> lines, int percent) {
        var sorted = lines.stream().mapToLong(Line::millis).sorted().toArray();
        return sorted.length == 0 ? Json.Null.NULL : Json.of(sorted[(sorted.length - 1) * percent / 100]);
    }
}
