package io.nightshift.backup.sandbox;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.backup.BackupProgress;
import io.nightshift.backup.BackupRequest;
import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.Backups;
import io.nightshift.backup.action.RestoreAction;
import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.measure.VerificationHistory;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupActor;
import io.nightshift.backup.runtime.BackupObserver;
import io.nightshift.backup.runtime.BackupSources;
import io.nightshift.backup.runtime.RestoreSweep;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.core.act.Problem;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.sandbox.RecordingMessenger;
import io.nightshift.sandbox.simulation.ChangingRules;
import io.nightshift.sandbox.simulation.FailingActor;
import io.nightshift.sandbox.simulation.PlanRules;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One database, its backups and their verifications, on virtual time. */
final class BackupNight {

    static final Instant START = Instant.parse("2026-11-30T04:00:00Z");
    static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();
    static final String NAME = "orders";

    final VirtualTime time = new VirtualTime(START);
    final InMemoryLedger ledger = new InMemoryLedger();
    final FakeBackups world = new FakeBackups(time, () -> {});
    final RecordingMessenger messenger = new RecordingMessenger();
    final Map<RestoreStep, Problem> failing = new EnumMap<>(RestoreStep.class);
    final VerificationStore store = new VerificationStore(ledger, time, "policy");
    final BackupSources sources = new BackupSources(List.of(world));
    final Engine engine;
    BackupSpec spec = BackupSandbox.spec();
    boolean asks;
    Mode mode = Mode.ACT;
    private int requests;

    BackupNight() {
        backUp("b1", Duration.ofHours(2));
        var seed = BackupSandbox.seed();
        var ports = Ports.of(
                        ledger,
                        time,
                        new ChangingRules(() -> new PlanRules(
                                BackupPlaybook.NAME,
                                BackupSpec.STAGE,
                                Map.of(NAME, spec.toJson()),
                                mode,
                                asks,
                                List.of())),
                        time)
                .playbooks(List.of(new BackupPlaybook((from, to) -> TAKEN.add(from + " -> " + to))), Backups.CATALOGUE)
                .adapters(Adapters.NONE.with(
                        new FailingActor(
                                new BackupActor(sources, ledger, store, world, seed),
                                action -> Optional.ofNullable(failing.get(((RestoreAction) action).step()))),
                        new BackupObserver(sources, world, store, seed)))
                .messenger(messenger)
                .build();
        engine = new Engine(ports);
        time.wakeBy(engine::wake);
    }

    void backUp(String id, Duration age) {
        world.backup(NAME, StoredBackup.available(id, time.instant().minus(age), 1_000_000));
    }

    void verify() {
        ask(BackupRequest.verify(false, true));
    }

    void ask(BackupRequest request) {
        var header = new Signal.Header(
                new SignalId("request " + requests++), "test", time.instant(), BackupSandbox.subject(NAME), Map.of());
        engine.handle(new Signal.Request(header, NAME, request.toJson(), "carol"));
    }

    void pass(Duration span) {
        time.runUntil(time.instant().plus(span));
    }

    /** The removals that the sweep asks for begin. */
    List<String> sweep() {
        var swept = new RestoreSweep(sources, ledger, time).sweep(List.of(BackupSandbox.database(NAME)));
        swept.left().forEach(engine::handle);
        return swept.foreign();
    }

    Run run() {
        return ledger.runs(Optional.empty(), 10).items().stream()
                .filter(run -> run.key().playbook().equals(BackupPlaybook.NAME))
                .findFirst()
                .orElseThrow();
    }

    BackupProgress progress() {
        try {
            return BackupProgress.of(run());
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    String phase() {
        return progress().phase();
    }

    Optional<Outcome> outcome() {
        return run().outcome();
    }

    VerificationHistory history() {
        return store.history(NAME);
    }

    void abort() {
        engine.abort(run().id(), "alice", "stop it");
    }

    String told() {
        return messenger.deliveries().toString();
    }
}
