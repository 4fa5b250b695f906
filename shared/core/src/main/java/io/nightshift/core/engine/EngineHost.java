package io.nightshift.core.engine;

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

    @Override
    Instant instant();
}
