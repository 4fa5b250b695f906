package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsErrors;
import io.nightshift.core.json.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * Reads the current value of the metric behind an alarm. It is for readers of the log only; decisions use the alarm's state.
 * An alarm's state may be minutes behind, and its reason describes the datapoints that changed it, not the latest ones. If
 * the metric cannot be read, the details say so.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">GetMetricData</a>
 */
record MetricQuery(CloudWatchClient cloudWatch, InstantSource clock) {

    /** The maximum number of series; a query may return many (SEARCH). */
    private static final int MOST = 5;

    private static final int LONGEST_LABEL = 100;
    private static final int USUAL_SECONDS = 60;

    /** Some services report with a delay of minutes. */
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(15);

    /** The details with {@code metric}, {@code threshold} and {@code comparison}, if the alarm has them. */
    Json.Obj into(Json.Obj details, MetricAlarm alarm) {
        var queries = queries(alarm);
        if (queries.isEmpty()) {
            return details;
        }
        var told = details.withOptional("comparison", alarm.comparisonOperatorAsString());
        var limit = alarm.threshold() == null ? told : told.with("threshold", Json.of(alarm.threshold()));
        try {
            return limit.with("metric", Json.arr(latest(queries)));
        } catch (SdkException e) {
            return limit.with("metric", "it cannot be read: " + AwsErrors.code(e));
        }
    }

    private static List<MetricDataQuery> queries(MetricAlarm alarm) {
        if (alarm.hasMetrics() && !alarm.metrics().isEmpty()) {
            return alarm.metrics();
        }
        if (alarm.metricName() == null || alarm.namespace() == null) {
            return List.of();
        }
        var metric = Metric.builder()
                .namespace(alarm.namespace())
                .metricName(alarm.metricName())
                .dimensions(alarm.dimensions())
                .build();
        var stat = MetricStat.builder()
                .metric(metric)
                .period(alarm.period() == null ? USUAL_SECONDS : alarm.period())
                .stat(alarm.extendedStatistic() == null ? alarm.statisticAsString() : alarm.extendedStatistic());
        // A unit that this SDK does not know cannot be sent.
        if (alarm.unit() != null && alarm.unit() != StandardUnit.UNKNOWN_TO_SDK_VERSION) {
            stat.unit(alarm.unit());
        }
        return List.of(
                MetricDataQuery.builder().id("metric").metricStat(stat.build()).build());
    }

    private List<Json> latest(List<MetricDataQuery> queries) {
        var now = clock.instant();
        var window = Duration.ofSeconds(3L * period(queries));
        var from = now.minus(window.compareTo(SHORTEST_WINDOW) < 0 ? SHORTEST_WINDOW : window);
        var answer = cloudWatch.getMetricData(request ->
                request.metricDataQueries(queries).startTime(from).endTime(now).scanBy(ScanBy.TIMESTAMP_DESCENDING));
        var told = new ArrayList<Json>();
        answer.metricDataResults().stream()
                .filter(result ->
                        !result.values().isEmpty() && !result.timestamps().isEmpty())
                .limit(MOST)
                .map(MetricQuery::toJson)
                .forEach(told::add);
        return told;
    }

    private static int period(List<MetricDataQuery> queries) {
        return queries.stream()
                .flatMap(query -> Stream.of(
                        query.period(),
                        query.metricStat() == null ? null : query.metricStat().period()))
                .filter(Objects::nonNull)
                .max(Integer::compareTo)
                .orElse(USUAL_SECONDS);
    }

    private static Json toJson(MetricDataResult result) {
        var label = result.label() == null ? result.id() : result.label();
        var value = result.values().getFirst();
        return Json.obj()
                .with("label", label.substring(0, Math.min(LONGEST_LABEL, label.length())))
                .with("value", Double.isFinite(value) ? Json.of(value) : Json.of(value.toString()))
                .with("at", result.timestamps().getFirst().toString());
    }
}
