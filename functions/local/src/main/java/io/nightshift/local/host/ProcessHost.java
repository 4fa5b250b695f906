package io.nightshift.local.host;

import io.nightshift.core.engine.Host;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The engine's host in a process of ours: the system clock, and short waits with full jitter. */
public final class ProcessHost implements Host {

    private static final long LONGEST_WAIT_MILLIS = 500;

    private final InstantSource clock;
    private final PrintStream log;

    public ProcessHost(InstantSource clock, PrintStream log) {
        this.clock = clock;
        this.log = log;
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
        log.println(Log.line(
                instant(), "trouble", io.nightshift.core.json.Json.obj().with("what", what)));
    }
}
