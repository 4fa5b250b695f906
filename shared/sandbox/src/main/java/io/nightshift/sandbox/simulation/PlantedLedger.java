package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Pending;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Status;
import io.nightshift.sandbox.contract.LedgerDecorator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A ledger through which an engine seems to have one of the bugs. */
record PlantedLedger(PlantedBug bug, Ledger behind, Simulation night, Actor actor) implements LedgerDecorator {

    @Override
    public Map<String, Marker> markers(Set<String> keys) {
        var found = new LinkedHashMap<>(behind.markers(keys));
        found.replaceAll((key, marker) -> seen(marker));
        return found;
    }

    /** The mark as the bug sees it; its version stays, so that only its value is missed. */
    private Marker seen(Marker marker) {
        boolean blind = switch (bug) {
            case PAUSE_NOT_SEEN -> marker.key().startsWith("pause/");
            case BLAST_WITHOUT_OTHERS -> marker.key().startsWith("blast/");
            case RATE_IN_MEMORY -> marker.key().startsWith("rate/");
            case NO_COOL_DOWN -> marker.key().startsWith("cool-down/");
            default -> false;
        };
        if (bug == PlantedBug.NO_DEDUPLICATION && marker.key().startsWith("seen/")) {
            return Marker.absent(marker.key());
        }
        return blind ? new Marker(marker.key(), marker.version(), Json.Obj.EMPTY) : marker;
    }

    @Override
    public Commit commit(Turn turn) {
        return switch (bug) {
            case ACT_BEFORE_COMMIT -> {
                actsOf(turn).forEach(effect -> act(turn.run(), effect));
                yield behind.commit(turn);
            }
            case TIMER_BEFORE_COMMIT -> {
                turn.run()
                        .dueAt()
                        .ifPresent(at -> new WorkerTimers(night).set(turn.run().id(), "due", at));
                yield behind.commit(turn);
            }
            case NO_DEDUPLICATION -> behind.commit(without(turn, "seen/"));
            case LOCK_NOT_WRITTEN -> behind.commit(without(turn, "lock/"));
            case EFFECTS_LOST_AT_THE_END -> behind.commit(forgetful(turn));
            case WAKE_UP_NOT_WRITTEN -> behind.commit(sleeping(turn));
            case ENTRY_DROPPED -> behind.commit(entries(turn, PlantedLedger::dropped));
            case ENTRY_ALTERED -> behind.commit(entries(turn, PlantedLedger::altered));
            case FAILED_WRITE_TAKEN_FOR_DONE -> carelessly(turn);
            case FORGOTTEN_FENCING,
                    FORGOTTEN_RUN_VERSION,
                    BLIND_REPETITION,
                    DRY_RUN_ACTS,
                    PAUSE_NOT_SEEN,
                    BLAST_WITHOUT_OTHERS,
                    RATE_IN_MEMORY,
                    NO_COOL_DOWN,
                    RESOLVED_WITHOUT_A_LOOK,
                    SWEEPER_SKIPS_WORKING,
                    RUN_ALTERED,
                    RUN_DROPPED,
                    LEDGER_FAULT_NOT_SEEN,
                    ALTERED_RUN_TRUSTED,
                    CALL_WITHOUT_LIMIT,
                    HUNG_CALL_STOPS_OTHERS,
                    SILENCE_TAKEN_FOR_DONE,
                    TWO_RUNS_OF_ONE_TARGET,
                    REPETITION_IGNORED,
                    DENIAL_NOT_TOLD,
                    SIGNAL_ACKNOWLEDGED_EARLY -> behind.commit(turn);
        };
    }

    private Commit carelessly(Turn turn) {
        try {
            return behind.commit(turn);
        } catch (LedgerException e) {
            return new Commit.Done();
        }
    }

    /** A run read by a worker that compares it with its entries: with the bug, it seems to have continued meanwhile. */
    static Optional<Run> read(Optional<PlantedBug> bug, boolean comparing, Optional<Run> run) {
        return comparing && bug.filter(PlantedBug.ALTERED_RUN_TRUSTED::equals).isPresent()
                ? run.map(found -> with(found, found.version() + 1, found.wakeUps(), found.pending()))
                : run;
    }

    private List<Pending> actsOf(Turn turn) {
        long known = behind.run(turn.run().id()).map(Run::nextEffect).orElse(1L);
        return turn.run().pending().stream()
                .filter(effect -> effect.number() >= known)
                .filter(effect -> LedgerText.of(effect.effect(), "effect").equals("act"))
                .toList();
    }

    private void act(Run run, Pending effect) {
        try {
            var planned = View.of(effect.effect());
            var action = night.scenario.catalogue().fromJson(planned.at("act"));
            actor.perform(
                    action,
                    new IdempotencyKey(run.id().value(), effect.number()),
                    planned.at("capsule").object());
        } catch (JsonException e) {
            throw new IllegalStateException("a planned act cannot be read", e);
        }
    }

    /** The effect of the two unconditional bugs on a turn when it is written. */
    static Turn written(Optional<PlantedBug> bug, Turn turn, Ledger ledger) {
        if (bug.filter(PlantedBug.FORGOTTEN_FENCING::equals).isPresent()) {
            return marks(turn, write -> unfenced(write, ledger));
        }
        return bug.filter(PlantedBug.FORGOTTEN_RUN_VERSION::equals).isPresent() ? atAnyVersion(turn, ledger) : turn;
    }

    private static Optional<MarkerWrite> unfenced(MarkerWrite write, Ledger ledger) {
        var now = ledger.marker(write.key());
        return Optional.of(new MarkerWrite(write.key(), now.version(), write.value(), write.keepUntil()));
    }

    private interface Rewrite {
        Optional<MarkerWrite> of(MarkerWrite write);
    }

    private static Turn marks(Turn turn, Rewrite rewrite) {
        var marks = turn.marks().stream()
                .flatMap(write -> rewrite.of(write).stream())
                .toList();
        return new Turn(turn.run(), turn.expectedVersion(), turn.entries(), marks);
    }

    private static Turn without(Turn turn, String prefix) {
        Predicate<MarkerWrite> gone = write -> write.key().startsWith(prefix);
        return marks(turn, write -> Optional.of(write).filter(gone.negate()));
    }

    private static Turn atAnyVersion(Turn turn, Ledger ledger) {
        long version = ledger.run(turn.run().id()).map(Run::version).orElse(0L);
        var run = with(turn.run(), version + 1, turn.run().wakeUps(), turn.run().pending());
        return marks(Turn.sealed(run, version, turn.entries(), turn.marks()), write -> unfenced(write, ledger));
    }

    private static Turn forgetful(Turn turn) {
        return turn.run().status() == Status.FINISHED
                ? turn(turn, with(turn.run(), turn.run().version(), Map.of(), List.of()))
                : turn;
    }

    private static Turn sleeping(Turn turn) {
        return turn(
                turn,
                with(turn.run(), turn.run().version(), Map.of(), turn.run().pending()));
    }

    private static Turn turn(Turn turn, Run run) {
        return Turn.sealed(run, turn.expectedVersion(), turn.entries(), turn.marks());
    }

    /** The effect of the two bugs that alter the store on the first finished run. */
    static void tamper(Optional<PlantedBug> bug, InMemoryLedger ledger) {
        ledger.runs(Optional.empty(), 1000).items().stream()
                .filter(run -> run.status() == Status.FINISHED && !MarkLog.isLog(run))
                .findFirst()
                .ifPresent(run -> {
                    if (bug.filter(PlantedBug.RUN_DROPPED::equals).isPresent()) {
                        ledger.drop(run.id());
                    } else if (bug.filter(PlantedBug.RUN_ALTERED::equals).isPresent()) {
                        ledger.replace(run.id(), with(run, run.version() + 1, run.wakeUps(), run.pending()));
                    }
                });
    }

    private static Run with(Run run, long version, Map<String, Instant> wakeUps, List<Pending> pending) {
        return new Run(
                run.key(),
                version,
                run.status(),
                run.rule(),
                run.environment(),
                run.plan(),
                run.thread(),
                run.state(),
                wakeUps,
                pending,
                run.approval(),
                run.held(),
                run.acts(),
                run.nextEffect(),
                run.entries(),
                run.head(),
                run.startedAt(),
                run.changedAt(),
                run.outcome(),
                run.reason());
    }

    private interface Edit {
        void of(List<Entry> entries);
    }

    private static Turn entries(Turn turn, Edit edit) {
        var entries = new ArrayList<>(turn.entries());
        edit.of(entries);
        return new Turn(turn.run(), turn.expectedVersion(), entries, turn.marks());
    }

    private static void dropped(List<Entry> entries) {
        entries.removeIf(entry -> entry.kind().equals("refused"));
    }

    private static void altered(List<Entry> entries) {
        entries.replaceAll(entry -> entry.kind().equals("failed")
                ? new Entry(
                        entry.run(),
                        entry.number(),
                        entry.at(),
                        entry.policy(),
                        entry.kind(),
                        Json.Obj.EMPTY,
                        entry.previous(),
                        entry.hash())
                : entry);
    }

    @Override
    public Page<RunId> due(Instant now, Optional<String> from, int limit) {
        var page = behind.due(now, from, limit);
        if (bug != PlantedBug.SWEEPER_SKIPS_WORKING) {
            return page;
        }
        var waiting = page.items().stream()
                .filter(id ->
                        behind.run(id).filter(run -> run.pending().isEmpty()).isPresent())
                .toList();
        return new Page<>(waiting, page.next());
    }
}
