package io.nightshift.entry;

import io.nightshift.core.engine.EngineHost;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.trace.CurrentTrace;
import io.nightshift.trace.TraceContext;
import io.nightshift.trace.Tracer;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's host in a real process, of a function or a server: the system's clock, short waits with full jitter,
 * and a log of JSON lines.
 */
public final class FunctionHost implements EngineHost {

    private static final long LONGEST_WAIT_MILLIS = 500;

    private final InstantSource clock;
    private final PrintStream log;

    public FunctionHost(InstantSource clock, PrintStream log) {
        this.clock = clock;
        this.log = log;
    }

    private static final Duration SETTLES = Duration.ofSeconds(1);

    private volatile @Nullable Tracer tracer;

    /**
     * From now on, steps of runs are spans that go to this collector; nothing if it is empty.
     *
     * @param store keeps the collector's headers, if the configuration has only their name
     */
    public void traceTo(Optional<TraceCollector> collector, SecretStore store) {
        tracer = collector
                .map(its -> new Tracer(its.endpoint(), its.headers(store), this, this::trouble))
                .orElse(null);
    }

    @Override
    public Optional<String> traceContext() {
        return tracer == null ? Optional.empty() : CurrentTrace.get().map(TraceContext::text);
    }

    @Override
    public <T> T step(String name, RunId run, Supplier<Optional<String>> began, Supplier<T> work) {
        var there = tracer;
        return there == null ? work.get() : there.step(name, run, began, work);
    }

    /**
     * Handles what came from a sender, in its trace; nothing is read if nothing is traced.
     *
     * @param sender the context that the sender gave
     */
    public <T> T tracing(Supplier<Optional<TraceContext>> sender, Supplier<T> work) {
        return tracer == null ? work.get() : CurrentTrace.within(sender.get(), work);
    }

    /** Waits a moment for the spans that are under way; a function calls it before its answer, after which it is frozen. */
    public void settleTraces() {
        var there = tracer;
        if (there != null) {
            there.settle(SETTLES);
        }
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void backOff(int conflict) {
        long bound = Math.min(LONGEST_WAIT_MILLIS, 5L << Math.min(conflict, 8));
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, bound + 1)));
    }

    @Override
    public void trouble(String what) {
        log("trouble", Json.obj().with("what", what));
    }

    /** Writes one line; JSON escapes prevent forged log lines. */
    @Override
    public void log(String event, Json.Obj details) {
        var line = Json.obj().with("at", instant().toString()).with("event", event);
        if (tracer != null) {
            line = line.withOptional(
                    "trace", CurrentTrace.get().map(TraceContext::trace).orElse(null));
        }
        for (var member : details.members().entrySet()) {
            line = line.with(member.getKey(), member.getValue());
        }
        log.println(line.text());
    }
}
