package io.nightshift.promotion.aws.cloudwatch;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** The metrics of both versions; one call reads all series of a version. */
record CloudWatchSeries(CloudWatchClient cloudWatch) {

    /** @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">GetMetricData</a> */
    private static final int MOST_SERIES = 500;

    /** A metric of the analysis by its name. */
    private record Named(String name, CloudWatchMeasure measure) {}

    /** One version's side of the query. */
    private record Side(String version, PeriodGrid grid) {}

    /** If the new version has all traffic, the baseline's values are those from before the first shift. */
    Observed look(View with) throws CallFailed, JsonException {
        var metrics = metrics(with);
        var experiment = new Side(with.at("version").nonBlank(), PeriodGrid.of(with, "since", "until"));
        var control = new Side(
                with.at("baseline", "version").nonBlank(),
                with.at("controlSince").exists()
                        ? PeriodGrid.of(with, "controlSince", "controlUntil")
                        : experiment.grid());
        var canary = fetch(metrics, experiment);
        var baseline = fetch(metrics, control);
        var answer = new ArrayList<Json>();
        for (var metric : metrics) {
            answer.add(Json.obj()
                    .with("name", metric.name())
                    .with("experiment", metric.measure().points(experiment.version(), experiment.grid(), canary))
                    .with("control", metric.measure().points(control.version(), control.grid(), baseline)));
        }
        return new Observed.Seen(Health.WELL, Json.obj().with("metrics", Json.arr(answer)));
    }

    private static List<Named> metrics(View with) throws JsonException {
        boolean together = with.at("percent").integerOr(0) < 100;
        var metrics = new ArrayList<Named>();
        for (var metric : with.at("metrics").items()) {
            metrics.add(new Named(metric.at("name").nonBlank(), CloudWatchMeasure.of(metric.at("query"), together)));
        }
        if (metrics.size() > MOST_SERIES / 2) {
            throw with.at("metrics").wrong("at most " + MOST_SERIES / 2 + " metrics");
        }
        return metrics;
    }

    private Map<CloudWatchMeasure.Plain, Map<Instant, Double>> fetch(List<Named> metrics, Side side) throws CallFailed {
        var series = metrics.stream()
                .flatMap(metric -> metric.measure().series(side.version()).stream())
                .distinct()
                .toList();
        return side.grid().isEmpty() ? Map.of() : fetch(series, side.grid());
    }

    private Map<CloudWatchMeasure.Plain, Map<Instant, Double>> fetch(
            List<CloudWatchMeasure.Plain> series, PeriodGrid grid) throws CallFailed {
        var queries = new ArrayList<MetricDataQuery>();
        for (int i = 0; i < series.size(); i++) {
            queries.add(query("s" + i, series.get(i), grid));
        }
        var pages = AwsCalls.read(() -> cloudWatch
                .getMetricDataPaginator(request -> request.metricDataQueries(queries)
                        .startTime(grid.from())
                        .endTime(grid.to())
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING))
                .stream()
                .toList());
        var values = new LinkedHashMap<CloudWatchMeasure.Plain, Map<Instant, Double>>();
        for (var page : pages) {
            add(page, series, values);
        }
        return values;
    }

    private static MetricDataQuery query(String id, CloudWatchMeasure.Plain series, PeriodGrid grid) {
        var dimensions = series.dimensions().entrySet().stream()
                .map(one -> Dimension.builder()
                        .name(one.getKey())
                        .value(one.getValue())
                        .build())
                .toList();
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.stat(series.stat())
                        .period(grid.step())
                        .metric(metric -> metric.namespace(series.namespace())
                                .metricName(series.metric())
                                .dimensions(dimensions)))
                .build();
    }

    /** A series may continue over several pages. */
    private static void add(
            GetMetricDataResponse page,
            List<CloudWatchMeasure.Plain> series,
            Map<CloudWatchMeasure.Plain, Map<Instant, Double>> values)
            throws CallFailed {
        for (var result : page.metricDataResults()) {
            if (result.statusCode() == StatusCode.INTERNAL_ERROR || result.statusCode() == StatusCode.FORBIDDEN) {
                throw new CallFailed(
                        Problem.transientFault("NoData", "CloudWatch answered " + result.statusCodeAsString()));
            }
            var points = values.computeIfAbsent(
                    series.get(Integer.parseInt(result.id().substring(1))), ignored -> new TreeMap<>());
            for (int i = 0;
                    i < Math.min(result.timestamps().size(), result.values().size());
                    i++) {
                points.put(result.timestamps().get(i), result.values().get(i));
            }
        }
    }
}
