package io.nightshift.sandbox;

import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Timers that never fire by themselves: a test queries which ones are due. Thread-safe. */
public final class RecordingTimers implements Timers {

    /** One timer that was set. */
    public record Timer(RunId run, String name, Instant at) {}

    private final Set<Timer> timers = new LinkedHashSet<>();
    private boolean broken;

    /** From now on setting a timer fails. */
    public synchronized void fail() {
        broken = true;
    }

    @Override
    public synchronized void set(RunId run, String name, Instant at) {
        if (broken) {
            throw new LedgerException("the timers are out of order", true);
        }
        timers.add(new Timer(run, name, at));
    }

    /** All timers that were set, each once, in that order. */
    public synchronized List<Timer> timers() {
        return List.copyOf(timers);
    }

    /** Removes and returns the timers that are due. */
    public synchronized List<RunId> fire(Instant now) {
        var due = new ArrayList<RunId>();
        timers.removeIf(timer -> !timer.at().isAfter(now) && due.add(timer.run()));
        return due;
    }
}
