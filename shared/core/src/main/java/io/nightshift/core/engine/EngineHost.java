package io.nightshift.core.engine;

import io.nightshift.core.json.Json;
import java.time.Instant;
import java.time.InstantSource;

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

    @Override
    Instant instant();
}
