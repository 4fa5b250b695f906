package io.nightshift.trace;

import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Sha256;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Records the steps of runs as spans. All steps of a run are one trace, in whatever process and after whatever wait: that of the
 * sender, if its signal brought one, else one whose id follows from the run's.
 */
public final class Tracer {

    private final InstantSource clock;
    private final SpanExporter exporter;

    /**
     * @param endpoint the base address of an OTLP/HTTP collector
     * @param headers those of an export, read before each one; a failure's message contains no secret
     * @param trouble receives what is wrong with the collector, once until it works again
     */
    public Tracer(URI endpoint, Supplier<Map<String, String>> headers, InstantSource clock, Consumer<String> trouble) {
        this.clock = clock;
        this.exporter = new SpanExporter(endpoint, headers, trouble);
    }

    /**
     * Does a step.
     *
     * @param began the context that the run's first signal brought, as it is in the ledger
     */
    public <T> T step(String name, RunId run, Supplier<Optional<String>> began, Supplier<T> work) {
        var current = CurrentTrace.get();
        var origin = began.get().flatMap(TraceContext::ofW3c);
        var trace = origin.map(TraceContext::trace)
                .orElseGet(() -> Sha256.hex(run.value()).substring(0, 32));
        var parent = current.filter(here -> here.trace().equals(trace)).or(() -> origin);
        var context = new TraceContext(
                trace, newSpan(), parent.map(TraceContext::sampled).orElse(true));
        return context.sampled()
                ? recorded(name, run, context, parent, work)
                : CurrentTrace.within(Optional.of(context), work);
    }

    private <T> T recorded(
            String name, RunId run, TraceContext context, Optional<TraceContext> parent, Supplier<T> work) {
        var start = clock.instant();
        boolean done = false;
        try {
            var result = CurrentTrace.within(Optional.of(context), work);
            done = true;
            return result;
        } finally {
            exporter.add(new Span(
                    context,
                    parent.map(TraceContext::span),
                    name,
                    Map.of("nightshift.run", run.value()),
                    start,
                    clock.instant(),
                    !done));
        }
    }

    private static String newSpan() {
        long random = ThreadLocalRandom.current().nextLong();
        return HexFormat.of().toHexDigits(random == 0 ? 1 : random);
    }

    /** Waits for what is on its way to the collector; a function is frozen after its answer. */
    public void settle(Duration atMost) {
        exporter.settle(atMost);
    }
}
