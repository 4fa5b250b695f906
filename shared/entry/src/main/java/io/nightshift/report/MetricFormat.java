package io.nightshift.report;

import io.nightshift.core.json.Json;
import java.util.Map;

/** How a cloud reads numbers from a line of the log. */
@FunctionalInterface
public interface MetricFormat {

    /** Lines whose fields a metric of the log extracts, as on Google Cloud. */
    MetricFormat PLAIN = (dimensions, values, at) -> {
        var line = Json.obj();
        for (var dimension : dimensions.entrySet()) {
            line = line.with(dimension.getKey(), dimension.getValue());
        }
        for (var value : values.entrySet()) {
            line = line.with(value.getKey(), value.getValue());
        }
        return line;
    };

    /** @param at the time of the values, in milliseconds of the epoch */
    Json.Obj line(Map<String, String> dimensions, Map<String, Long> values, long at);
}
