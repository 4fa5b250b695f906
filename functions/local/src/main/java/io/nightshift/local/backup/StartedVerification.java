package io.nightshift.local.backup;

import io.nightshift.backup.BackupProgress;
import io.nightshift.backup.BackupRequest;
import io.nightshift.backup.policy.BackupPolicy;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A verification that a command started, and carries on until it ends or waits for approvers. */
record StartedVerification(
        BackupPolicy entry, EngineResult handled, Ledger ledger, Engine engine, InstantSource clock) {

    static StartedVerification of(
            BackupPolicy entry,
            BackupRequest request,
            String who,
            Origin home,
            Ledger ledger,
            Engine engine,
            InstantSource clock) {
        var at = clock.instant();
        var header = new Signal.Header(
                new SignalId("verify-backup " + entry.name() + " by " + who + " at " + at),
                "nightshift.cli",
                at,
                entry.database(home).subject(),
                Map.of());
        var signal = new Signal.Request(header, entry.name(), request.toJson(), who);
        return new StartedVerification(entry, engine.handle(signal).getFirst(), ledger, engine, clock);
    }

    Optional<RunId> id() {
        return handled.run();
    }

    Optional<Run> run() {
        return id().flatMap(ledger::run);
    }

    Optional<BackupProgress> progress() {
        return run().flatMap(StartedVerification::progress);
    }

    static Optional<BackupProgress> progress(Run run) {
        try {
            return Optional.of(BackupProgress.of(run));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Whether the verdict is known; messages may still wait. */
    boolean isDecided() {
        return isOver() || run().filter(run -> run.status() == Status.FINISHED).isPresent();
    }

    boolean isOver() {
        return run().map(
                        run -> (run.status() == Status.FINISHED && run.pending().isEmpty())
                                || run.approval()
                                        .filter(approval -> !approval.granted())
                                        .isPresent())
                .orElse(true);
    }

    /** Wakes it if its time has come; returns whether it did. */
    boolean wake() {
        var due = run().flatMap(Run::dueAt).filter(at -> !at.isAfter(clock.instant()));
        due.ifPresent(at -> engine.wake(id().orElseThrow()));
        return due.isPresent();
    }
}
