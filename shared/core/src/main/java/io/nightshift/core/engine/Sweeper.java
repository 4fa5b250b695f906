package io.nightshift.core.engine;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Wakes every run that is due, and so recovers lost timers and the work of dead workers. Runs on a schedule, about
 * every minute.
 */
public final class Sweeper {

    private static final int PAGE = 100;

    private final Engine engine;
    private final Ledger ledger;
    private final InstantSource clock;

    public Sweeper(Engine engine, Ledger ledger, InstantSource clock) {
        this.engine = engine;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What a sweep did.
     *
     * @param oldest how long the run has waited that was due first; zero if none was due. A minute is normal for a lost
     *     timer, more means that sweeps do not come, or that they move nothing
     */
    public record Swept(List<EngineResult> handled, Duration oldest) {
        public Swept {
            handled = List.copyOf(handled);
        }
    }

    /** Wakes all runs that are due now; a run that fails does not stop the others. */
    public List<EngineResult> sweep() {
        var handled = new ArrayList<EngineResult>();
        forEachDue(id -> handled.add(wake(id)));
        return handled;
    }

    /** The same, and how late it was; reads each run that is due once more. */
    public Swept sweepAndMeasure() {
        var handled = new ArrayList<EngineResult>();
        var first = new AtomicReference<>(clock.instant());
        var now = first.get();
        forEachDue(id -> {
            due(id).filter(first.get()::isAfter).ifPresent(first::set);
            handled.add(wake(id));
        });
        return new Swept(handled, Duration.between(first.get(), now));
    }

    private Optional<Instant> due(RunId id) {
        try {
            return ledger.run(id).flatMap(Run::dueAt);
        } catch (LedgerException e) {
            // The wake-up fails as well, and says so.
            return Optional.empty();
        }
    }

    /** Passes every run that is due now to the callback. */
    public void forEachDue(Consumer<RunId> wake) {
        var now = clock.instant();
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.due(now, from, PAGE);
            page.items().forEach(wake);
            from = page.next();
        } while (from.isPresent());
    }

    private EngineResult wake(RunId id) {
        try {
            return engine.wake(id);
        } catch (LedgerException e) {
            return EngineResult.of(EngineResult.Kind.BUSY, id, e.getMessage());
        }
    }
}
