package io.nightshift.core.engine;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The services that the engine needs from its process, so that it reads no clock and draws no random number itself.
 */
public interface EngineHost extends InstantSource {

    /** Waits briefly, with jitter, after the n-th conflict. */
    void backOff(int conflict);

    /** Reports a fault that no run can record (a timer that could not be set); {@code what} holds no secret. */
    void trouble(String what);

    /** Logs an event of a run; {@code details} hold no secret. */
    default void log(String event, Json.Obj details) {}

    /** The W3C trace context of what this process handles now, to be kept with a run that begins; empty if it traces nothing. */
    default Optional<String> traceContext() {
        return Optional.empty();
    }

    /**
     * Does a step of a run, which a host may record as a span of a trace.
     *
     * @param began the trace context that was kept when the run began; a host that traces nothing does not read it
     */
    default <T> T step(String name, RunId run, Supplier<Optional<String>> began, Supplier<T> work) {
        return work.get();
    }

    @Override
    Instant instant();
}
