package io.nightshift.sandbox;

import io.nightshift.core.engine.EngineHost;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host on any clock; it never waits, and records faults. Thread-safe. */
public final class TestHost implements EngineHost {

    private final InstantSource clock;
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    public TestHost(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void backOff(int conflict) {
        Thread.onSpinWait();
    }

    @Override
    public void trouble(String what) {
        troubles.add(what);
    }

    public List<String> troubles() {
        return List.copyOf(troubles);
    }
}
