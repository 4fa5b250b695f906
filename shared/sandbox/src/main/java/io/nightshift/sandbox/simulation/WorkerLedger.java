package io.nightshift.sandbox.simulation;

import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.contract.LedgerDecorator;
import io.nightshift.sandbox.simulation.Disturbance.Strike;
import io.nightshift.sandbox.world.World;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger as one worker sees it: the worker may die, stall or be overtaken around each write. The invariant checker sees
 * the stored state.
 */
record WorkerLedger(Simulation night, SimulatedWorker worker) implements LedgerDecorator {

    @Override
    public Ledger behind() {
        night.disk.read();
        return night.ledger;
    }

    @Override
    public Optional<Run> run(RunId id) {
        worker.beginsDraft(night.watch.count());
        var run = behind().run(id);
        worker.reads(id, night.alterations.is(id));
        return PlantedLedger.read(night.bug, worker.comparing(id), run);
    }

    @Override
    public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        worker.compares(id);
        return behind().entries(id, from, limit);
    }

    @Override
    public Map<String, Marker> markers(Set<String> keys) {
        if (keys.stream().anyMatch(key -> key.startsWith("seen/"))) {
            worker.beginsDraft(night.watch.count());
        }
        return behind().markers(keys);
    }

    @Override
    public Commit commit(Turn decided) {
        var strike = night.chaos.at(FaultPoint.COMMIT);
        strike.ifPresent(
                one -> night.tell(() -> one.says() + " (" + decided.run().id() + ")"));
        strike.ifPresent(one -> before(one, decided.run().id()));
        var commit = night.disk.write(() -> write(decided));
        strike.ifPresent(this::after);
        return commit;
    }

    private Commit write(Turn decided) {
        var turn = PlantedLedger.written(night.bug, decided, night.ledger);
        var old = night.alterations.written(turn.run().id());
        var commit = night.ledger.commit(turn);
        switch (commit) {
            case Commit.Done ignored -> night.watch.committed(worker, old, turn);
            case Commit.Conflict(var what) -> night.tell(() -> "conflict: " + what);
        }
        return commit;
    }

    private void before(Strike strike, RunId run) {
        switch (strike.mishap()) {
            case DIES_BEFORE_COMMIT -> throw new World.WorkerDied();
            case COMMIT_THROTTLED -> throw new LedgerException("the ledger is throttled", true);
            case OTHER_FIRST -> night.invoke("other wake of " + run, other -> other.engine.wake(run));
            case STALLS_BEFORE_COMMIT -> night.pass(strike.time());
            default -> {}
        }
    }

    private void after(Strike strike) {
        switch (strike.mishap()) {
            case DIES_AFTER_COMMIT -> throw new World.WorkerDied();
            case STALLS_AFTER_COMMIT -> night.pass(strike.time());
            default -> {}
        }
    }
}
