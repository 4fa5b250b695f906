package io.nightshift.core.engine;

import java.time.Instant;
import java.time.InstantSource;

/** What the engine needs from the process that it runs in, so that it reads no clock and draws no number itself. */
public interface EngineHost extends InstantSource {

    /** Lets a little time pass after the n-th conflict, with jitter. */
    void backOff(int conflict);

    /** Something went wrong that no run can tell (a timer that could not be set); {@code what} holds no secret. */
    void trouble(String what);

    @Override
    Instant instant();
}
