package io.nightshift.sandbox.world;

import io.nightshift.core.engine.EngineHost;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A clock that moves only from one scheduled moment to the next, and the timers that use it. Moments with the same time run
 * in the order in which they were scheduled, so that a night is the same in every run.
 */
public final class VirtualTime implements EngineHost, Timers {

    private record Moment(Instant at, long order, Runnable what) implements Comparable<Moment> {
        @Override
        public int compareTo(Moment other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Moment> moments = new PriorityQueue<>();
    private final NavigableMap<Instant, Set<RunId>> timersSet = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();
    private Consumer<RunId> waker = run -> {};
    private Instant now;
    private long order;

    public VirtualTime(Instant start) {
        now = start;
    }

    /** The action of a timer when it fires: the engine's wake. */
    public void wakeBy(Consumer<RunId> engine) {
        waker = engine;
    }

    public void at(Instant when, Runnable what) {
        moments.add(new Moment(when.isBefore(now) ? now : when, order++, what));
    }

    public void after(Duration wait, Runnable what) {
        at(now.plus(wait), what);
    }

    /** Runs everything that is scheduled until then, then stops at that time. */
    public void runUntil(Instant end) {
        while (!moments.isEmpty() && !moments.peek().at().isAfter(end)) {
            var moment = moments.remove();
            reach(moment.at());
            moment.what().run();
        }
        reach(end);
    }

    /**
     * A moment may itself let time pass (a slow call does): time never goes back when it returns. Past entries are removed,
     * so that a long history needs no more memory than a short one.
     */
    private void reach(Instant then) {
        now = then.isAfter(now) ? then : now;
        while (!timersSet.isEmpty() && timersSet.firstKey().isBefore(now)) {
            timersSet.pollFirstEntry();
        }
    }

    /** The faults outside of every run. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void backOff(int conflict) {
        now = now.plusMillis(10L * conflict);
    }

    @Override
    public void trouble(String what) {
        troubles.add(what);
    }

    @Override
    public void set(RunId run, String name, Instant at) {
        var when = at.isBefore(now) ? now : at;
        if (timersSet.computeIfAbsent(when, ignored -> new HashSet<>()).add(run)) {
            at(when, () -> waker.accept(run));
        }
    }
}
