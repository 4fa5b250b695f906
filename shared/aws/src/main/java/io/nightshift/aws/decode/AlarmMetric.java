package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One metric that an alarm checks.
 *
 * @param namespace empty if it is unknown
 * @param account the account of the metric, if the alarm monitors another account; else empty
 * @param returned whether the alarm compares this metric itself, not only an expression made from it
 */
record AlarmMetric(String namespace, String name, Map<String, String> dimensions, String account, boolean returned) {

    /** {@code SELECT AVG(x) FROM "AWS/EC2" …} and {@code … FROM SCHEMA("AWS/EC2", InstanceId) …}. */
    private static final Pattern FROM =
            Pattern.compile("\\bFROM\\s+(?:SCHEMA\\(\\s*)?\"?([A-Za-z0-9_./#:-]+)", Pattern.CASE_INSENSITIVE);

    /** From {@code detail.configuration} in events; expressions and queries have no metric and return none. */
    static List<AlarmMetric> ofConfiguration(View configuration) throws JsonException {
        var metrics = new ArrayList<AlarmMetric>();
        for (var query : configuration.at("metrics").items()) {
            var metric = query.at("metricStat", "metric");
            if (metric.isObject()) {
                metrics.add(new AlarmMetric(
                        metric.at("namespace").textOr(""),
                        metric.at("name").textOr(""),
                        metric.at("dimensions").texts(),
                        Fields.nameOrEmpty(query.at("accountId")),
                        query.at("returnData").boolOr(true)));
            }
        }
        return metrics;
    }

    /** From {@code Trigger} in SNS messages: one metric, or {@code Metrics} for metric math and anomaly bands. */
    static List<AlarmMetric> ofTrigger(View trigger) throws JsonException {
        if (!trigger.at("Metrics").exists()) {
            return trigger.at("MetricName").exists() ? List.of(ofSns(trigger, "", true)) : List.of();
        }
        var metrics = new ArrayList<AlarmMetric>();
        for (var query : trigger.at("Metrics").items()) {
            var metric = query.at("MetricStat", "Metric");
            if (metric.isObject()) {
                var account = Fields.nameOrEmpty(query.at("AccountId"));
                metrics.add(ofSns(metric, account, query.at("ReturnData").boolOr(true)));
            }
        }
        return metrics;
    }

    /**
     * The metric of one contributor of a grouped alarm: its attributes are the dimensions by which the query groups, and the
     * query's text names the namespace.
     */
    static AlarmMetric ofContributor(View attributes, View queries) throws JsonException {
        var query = queries.at(0).firstOf("expression", "Expression");
        var found = FROM.matcher(Fields.message(query));
        return new AlarmMetric(found.find() ? found.group(1) : "", "", attributes.texts(), "", true);
    }

    private static AlarmMetric ofSns(View metric, String account, boolean returned) throws JsonException {
        var dimensions = new LinkedHashMap<String, String>();
        for (var dimension : metric.at("Dimensions").items()) {
            var name = dimension.firstOf("name", "Name");
            dimensions.put(name.text(), dimension.firstOf("value", "Value").textOr(""));
        }
        return new AlarmMetric(
                metric.at("Namespace").textOr(""), metric.at("MetricName").textOr(""), dimensions, account, returned);
    }
}
