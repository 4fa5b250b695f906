package io.nightshift.cost.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.idle.UseMetric;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The days of metrics of every resource of one kind in a project.
 *
 * @see <a href="https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list">Cloud Monitoring: timeSeries.list</a>
 */
final class DailySeries {

    private static final String ROOT = "https://monitoring.googleapis.com/";
    private static final int DAYS = 14;

    private final PagedRest rest;
    private final String project;
    private final String label;
    private final Instant until;
    private final Map<String, Map<UseMetric, Map<Instant, Double>>> sums = new HashMap<>();

    /** @param label of the monitored resource that names it */
    DailySeries(GcpClients clients, String project, String label, Instant now) {
        this.rest = PagedRest.of(clients, ROOT);
        this.project = project;
        this.label = label;
        this.until = now.truncatedTo(ChronoUnit.DAYS);
    }

    /** Metrics with the same use are added up. */
    void add(UseMetric use, String type, String aligner, double factor) throws CallFailed {
        var query = Map.of(
                "filter",
                "metric.type = \"" + type + "\"",
                "interval.startTime",
                until.minus(Duration.ofDays(DAYS)).toString(),
                "interval.endTime",
                until.toString(),
                "aggregation.alignmentPeriod",
                "86400s",
                "aggregation.perSeriesAligner",
                aligner,
                "aggregation.crossSeriesReducer",
                aligner.equals("ALIGN_SUM") ? "REDUCE_SUM" : "REDUCE_MAX",
                "aggregation.groupByFields",
                "resource.label." + label,
                "pageSize",
                "1000");
        for (var page : rest.pages("v3/projects/" + project + "/timeSeries", query)) {
            PagedRest.read(page, json -> {
                for (var series : json.at("timeSeries").items()) {
                    points(use, series, factor);
                }
                return true;
            });
        }
    }

    private void points(UseMetric use, View series, double factor) throws JsonException {
        var days = sums.computeIfAbsent(
                        series.at("resource", "labels", label).text(), name -> new EnumMap<>(UseMetric.class))
                .computeIfAbsent(use, one -> new TreeMap<>());
        for (var point : series.at("points").items()) {
            days.merge(point.at("interval", "endTime").instant(), factor * value(point.at("value")), Double::sum);
        }
    }

    /** Whole numbers are texts here. */
    private static double value(View value) throws JsonException {
        try {
            return value.at("doubleValue").exists()
                    ? value.at("doubleValue").number().doubleValue()
                    : Double.parseDouble(value.at("int64Value").text());
        } catch (NumberFormatException e) {
            throw value.wrong("a number");
        }
    }

    /** The oldest day first. */
    Map<UseMetric, List<Double>> of(String resource) {
        var days = new EnumMap<UseMetric, List<Double>>(UseMetric.class);
        sums.getOrDefault(resource, Map.of())
                .forEach((use, values) -> days.put(use, List.copyOf(new TreeMap<>(values).values())));
        return days;
    }
}
