package io.nightshift.entry;

import io.nightshift.core.engine.EngineHost;
import io.nightshift.core.json.Json;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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
        for (var member : details.members().entrySet()) {
            line = line.with(member.getKey(), member.getValue());
        }
        log.println(line.text());
    }
}
