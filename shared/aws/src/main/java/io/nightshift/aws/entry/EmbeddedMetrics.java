package io.nightshift.aws.entry;

import io.nightshift.core.json.Json;
import io.nightshift.report.MetricFormat;
import java.util.List;
import java.util.Map;

/**
 * Lines of which CloudWatch makes metrics by itself, without a call: the embedded metric format, in the namespace
 * {@code Nightshift}. At most 100 metrics and 30 dimensions a line; ids of runs are no dimensions, for each would be a metric that
 * costs.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     specification</a>
 */
public final class EmbeddedMetrics implements MetricFormat {

    private static final String NAMESPACE = "Nightshift";

    @Override
    public Json.Obj line(Map<String, String> dimensions, Map<String, Long> values, long at) {
        var directive = Json.obj()
                .with("Namespace", NAMESPACE)
                .with("Dimensions", Json.arr(List.of(Json.strings(List.copyOf(dimensions.keySet())))))
                .with(
                        "Metrics",
                        Json.arr(values.keySet().stream()
                                .map(EmbeddedMetrics::metric)
                                .toList()));
        var aws = Json.obj().with("Timestamp", at).with("CloudWatchMetrics", Json.arr(List.of(directive)));
        return MetricFormat.PLAIN.line(dimensions, values, at).with("_aws", aws);
    }

    private static Json.Obj metric(String name) {
        return Json.obj().with("Name", name).with("Unit", name.endsWith("Seconds") ? "Seconds" : "Count");
    }
}
