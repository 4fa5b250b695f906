package io.nightshift.remediation.aws.survey;

import io.nightshift.core.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** The metrics of an alarm, as its events name them. */
final class AlarmMetrics {

    private AlarmMetrics() {}

    static List<Json.Obj> of(MetricAlarm alarm) {
        // Some answers have an empty list beside the one metric.
        if (!alarm.metrics().isEmpty()) {
            return alarm.metrics().stream().map(AlarmMetrics::query).toList();
        }
        if (alarm.metricName() == null) {
            return List.of();
        }
        return List.of(Json.obj()
                .with("id", "m1")
                .with("metricStat", metric(alarm.namespace(), alarm.metricName(), alarm.dimensions()))
                .with("returnData", true));
    }

    private static Json.Obj query(MetricDataQuery query) {
        var json = Json.obj()
                .with("id", String.valueOf(query.id()))
                .withOptional("expression", query.expression())
                .withOptional("accountId", query.accountId())
                .with("returnData", !Boolean.FALSE.equals(query.returnData()));
        if (query.metricStat() == null || query.metricStat().metric() == null) {
            return json;
        }
        var metric = query.metricStat().metric();
        return json.with("metricStat", metric(metric.namespace(), metric.metricName(), metric.dimensions()));
    }

    private static Json.Obj metric(@Nullable String namespace, @Nullable String name, List<Dimension> dimensions) {
        var values = Json.obj();
        for (var dimension : dimensions) {
            values = values.with(text(dimension.name()), text(dimension.value()));
        }
        return Json.obj()
                .with(
                        "metric",
                        Json.obj()
                                .with("namespace", text(namespace))
                                .with("name", text(name))
                                .with("dimensions", values));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
