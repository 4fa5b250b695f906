package io.nightshift.entry;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Handles {@link Signal.Due}, whoever sends it: a schedule of a cloud, the minute timer of a function, or {@code serve}.
 * The function's own work is done at once; anything else starts the runs that the policy routes it to.
 */
public final class Schedule {

    private final Engine engine;
    private final List<ScheduledWork> works;
    private final InstantSource clock;
    private final Map<String, Instant> next = new HashMap<>();
    private final Map<String, SignalId> handled = new ConcurrentHashMap<>();

    public Schedule(Engine engine, List<ScheduledWork> works, InstantSource clock) {
        this.engine = engine;
        this.works = List.copyOf(works);
        this.clock = clock;
    }

    /** What to write in place of a name that nobody knows; empty if somebody handled it. */
    Optional<String> unknown(Signal.Due due, List<EngineResult> handled) {
        boolean known = works.stream().anyMatch(work -> work.name().equals(due.work()))
                || handled.stream().anyMatch(one -> one.kind() != EngineResult.Kind.UNMATCHED);
        return known
                ? Optional.empty()
                : Optional.of("names work that neither this function nor its policy has; expected one of "
                        + works.stream().map(ScheduledWork::name).toList());
    }

    /** The work that this host does itself. */
    public List<ScheduledWork> list() {
        return works;
    }

    public List<EngineResult> handle(Signal.Due due) {
        return works.stream()
                .filter(work -> work.name().equals(due.work()))
                .findFirst()
                .map(work -> work.work().get())
                .orElseGet(() -> engine.handle(due));
    }

    /**
     * Does the work whose time has come; the minute timer calls it. A new instance does not know when another one did
     * the work: it does it once more, which must do no harm.
     */
    public List<EngineResult> tick() {
        var now = clock.instant();
        return Stream.concat(
                        works.stream()
                                .filter(work -> isDue(work, now))
                                .flatMap(work -> handle(Signal.Due.of(work.name(), now)).stream()),
                        scheduled().stream())
                .toList();
    }

    /**
     * Starts what the policy's own schedules make due. A time that was missed is caught up once: the ledger knows which
     * times were handled, this instance only spares it the question.
     */
    public List<EngineResult> scheduled() {
        return engine.due().stream()
                .filter(due -> !due.id().equals(handled.get(due.work())))
                .flatMap(due -> {
                    var results = engine.handle(due);
                    handled.put(due.work(), due.id());
                    return results.stream();
                })
                .toList();
    }

    private synchronized boolean isDue(ScheduledWork work, Instant now) {
        if (now.isBefore(next.getOrDefault(work.name(), Instant.MIN))) {
            return false;
        }
        next.put(work.name(), now.plus(work.every()));
        return true;
    }
}
