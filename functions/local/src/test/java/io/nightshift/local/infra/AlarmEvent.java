package io.nightshift.local.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Payload;
import io.nightshift.sandbox.contract.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * The event that CloudWatch sends when an alarm of Terraform fires: the sample of {@code events/aws} with the alarm's own name,
 * metrics and dimensions.
 */
final class AlarmEvent {

    private static final String SAMPLE = "cloudwatch/metric-alarm.json";
    private static final String ARN = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:";

    private AlarmEvent() {}

    static Payload of(View alarm) throws JsonException {
        var name = alarm.at("alarm_name").text();
        var sample = View.of(Json.parse(new String(Sample.of("aws", SAMPLE).bytes(), UTF_8)));
        var detail = sample.at("detail")
                .object()
                .with("alarmName", name)
                .with("configuration", Json.obj().with("metrics", Json.arr(metrics(alarm))));
        var event = sample.object()
                .with("resources", Json.strings(List.of(ARN + name)))
                .with("detail", detail);
        return Payload.of(event.text().getBytes(UTF_8));
    }

    private static List<Json> metrics(View alarm) throws JsonException {
        var queries = alarm.at("metric_query");
        if (alarm.at("alarm_rule").exists()) {
            return List.of(); // a composite alarm compares no metric
        }
        if (!queries.exists() || queries.items().isEmpty()) {
            return List.of(query("m1", true).with("metricStat", statistic(alarm)));
        }
        var all = new ArrayList<Json>();
        for (var query : queries.items()) {
            var event = query(query.at("id").text(), query.at("return_data").boolOr(false));
            var metric = query.at("metric").at(0);
            all.add(
                    metric.exists()
                            ? event.with("metricStat", statistic(metric))
                            : event.with("expression", query.at("expression").text()));
        }
        return all;
    }

    private static Json.Obj query(String id, boolean returned) {
        return Json.obj().with("id", id).with("returnData", returned);
    }

    private static Json.Obj statistic(View metric) throws JsonException {
        var dimensions = metric.at("dimensions");
        return Json.obj()
                .with(
                        "metric",
                        Json.obj()
                                .with("namespace", metric.at("namespace").text())
                                .with("name", metric.at("metric_name").text())
                                .with("dimensions", dimensions.exists() ? dimensions.object() : Json.obj()));
    }
}
