package io.nightshift.core.engine;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Wakes all runs that are due now; a run that fails does not stop the others. */
    public List<EngineResult> sweep() {
        var handled = new ArrayList<EngineResult>();
        forEachDue(id -> handled.add(wake(id)));
        return handled;
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
