package io.nightshift.trace;

import io.nightshift.core.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A step that has ended.
 *
 * @param parent the span within which it was done; empty at the beginning of a trace
 * @param failed whether it ended by an exception
 */
record Span(
        TraceContext context,
        Optional<String> parent,
        String name,
        Map<String, String> attributes,
        Instant start,
        Instant end,
        boolean failed) {

    private static final int INTERNAL = 1;
    private static final int ERROR = 2;

    /** In the JSON form of OTLP: ids in hexadecimal digits, times as text. */
    Json.Obj toJson() {
        var status = failed ? Json.obj().with("code", ERROR) : Json.obj();
        return Json.obj()
                .with("traceId", context.trace())
                .with("spanId", context.span())
                .withOptional("parentSpanId", parent.orElse(null))
                .with("name", name)
                .with("kind", INTERNAL)
                .with("startTimeUnixNano", nanos(start))
                .with("endTimeUnixNano", nanos(end))
                .with("attributes", attributes(attributes))
                .with("status", status);
    }

    static Json attributes(Map<String, String> attributes) {
        return Json.arr(attributes.entrySet().stream()
                .map(one -> Json.obj()
                        .with("key", one.getKey())
                        .with("value", Json.obj().with("stringValue", one.getValue())))
                .toList());
    }

    private static String nanos(Instant at) {
        return at.getEpochSecond() + "%09d".formatted(at.getNano());
    }
}
