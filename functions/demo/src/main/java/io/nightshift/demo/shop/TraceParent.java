package io.nightshift.demo.shop;

import io.opentelemetry.api.trace.Span;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span in a trace, by the header of W3C.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C: traceparent</a>
 */
record TraceParent(String trace, String span, boolean sampled) {

    static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /** The span that the agent of OpenTelemetry opened for this request; empty without the agent. */
    static Optional<TraceParent> ofAgent() {
        var span = Span.current().getSpanContext();
        return span.isValid()
                ? Optional.of(new TraceParent(span.getTraceId(), span.getSpanId(), span.isSampled()))
                : Optional.empty();
    }

    /** A span below the caller's, or of a new trace if the header is missing or damaged. */
    static TraceParent below(@Nullable String header, RandomGenerator random) {
        var found = FORM.matcher(header == null ? "" : header);
        if (!found.matches() || found.group(1).matches("0+") || found.group(2).matches("0+")) {
            return new TraceParent(hex(random) + hex(random), hex(random), true);
        }
        boolean sampled = (Integer.parseInt(found.group(3), 16) & 1) == 1;
        return new TraceParent(found.group(1), hex(random), sampled);
    }

    String header() {
        return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
    }

    /** Never zero, which the standard forbids. */
    private static String hex(RandomGenerator random) {
        return "%016x".formatted(random.nextLong() | 1);
    }
}
