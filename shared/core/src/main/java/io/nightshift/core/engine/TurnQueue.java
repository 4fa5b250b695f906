package io.nightshift.core.engine;

import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.ledger.BatchLedger;
import io.nightshift.core.ledger.BatchLedger.Written;
import io.nightshift.core.ledger.BatchQueue;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commits turns. Turns that change the counters of the same rule go one after the other inside this process: each is
 * decided on the result of the one before, and all waiting turns are written together. Without this, most of many
 * concurrent turns of one rule would be decided in vain.
 */
final class TurnQueue {

    private static final int MOST_AT_ONCE = 64;

    /** Decides a turn; may be called again, also by another thread. */
    @FunctionalInterface
    interface Decision {

        /** @param marks the marks that were just read; others are read from the ledger */
        TurnDraft<?> draft(LiveReads reads, Map<String, Marker> marks);
    }

    /** The result of a decision. */
    sealed interface Decided {

        record Committed(TurnDraft<?> draft, Turn turn) implements Decided {}

        /** Nothing was written: read again and decide again. */
        record Again(String why) implements Decided {}

        record Failed(RuntimeException failure) implements Decided {}
    }

    /** @param turns the number of turns that the queue had committed before the first draft */
    private record Waiting(Decision decision, LiveReads reads, TurnDraft<?> first, Turn turn, long turns) {}

    private final Ports ports;
    private final Map<String, RuleQueue> queues = new ConcurrentHashMap<>();

    TurnQueue(Ports ports) {
        this.ports = ports;
    }

    /** @throws LedgerException as {@link Ledger#commit} */
    Decided commit(String rule, Decision decision) {
        var queue = queues.computeIfAbsent(rule, ignored -> new RuleQueue());
        long turns = queue.turns.get();
        var reads = new LiveReads(ports);
        var draft = decision.draft(reads, Map.of());
        var turn = draft.turn();
        if (turn.marks().stream().noneMatch(mark -> MarkKeys.isShared(mark.key()))) {
            return decided(draft, turn, ports.ledger().commit(turn));
        }
        return switch (queue.batches.submit(new Waiting(decision, reads, draft, turn, turns))) {
            case Decided.Failed(var failure) -> throw failure;
            case Decided other -> other;
        };
    }

    private static Decided decided(TurnDraft<?> draft, Turn turn, Commit commit) {
        return switch (commit) {
            case Commit.Done ignored -> new Decided.Committed(draft, turn);
            case Commit.Conflict(var what) -> new Decided.Again(what);
        };
    }

    /** The turns that change the counters of one rule. */
    private final class RuleQueue {

        private final BatchQueue<Waiting, Decided> batches = new BatchQueue<>(MOST_AT_ONCE, this::commit);

        /** The number of committed batches; a turn that was drafted after the last one need not be decided again. */
        private final AtomicLong turns = new AtomicLong();

        private List<Decided> commit(List<Waiting> batch) {
            boolean isFresh = batch.size() == 1 && batch.getFirst().turns() == turns.get();
            try {
                return isFresh ? List.of(commitFirst(batch.getFirst())) : new Redraft(batch).commit();
            } finally {
                turns.incrementAndGet();
            }
        }

        private Decided commitFirst(Waiting only) {
            return decided(only.first(), only.turn(), ports.ledger().commit(only.turn()));
        }
    }

    /**
     * Decides the turns of a batch again, each on the counters that the one before leaves, and writes them together.
     */
    private final class Redraft {

        private final List<Waiting> batch;
        private final Map<String, Marker> marks;
        private final List<Decided> results = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<TurnDraft<?>> drafts = new ArrayList<>();
        private final List<Turn> turns = new ArrayList<>();

        Redraft(List<Waiting> batch) {
            this.batch = batch;
            var keys = new HashSet<String>();
            batch.forEach(each -> keys.addAll(each.first().marksRead()));
            marks = new HashMap<>(ports.ledger().markers(keys));
        }

        List<Decided> commit() {
            batch.forEach(each -> results.add(draft(each)));
            var commits = commitAll();
            for (int i = 0; i < commits.size(); i++) {
                results.set(places.get(i), commits.get(i));
            }
            return results;
        }

        /** Returns the result to use for the turn until it is committed. */
        private Decided draft(Waiting each) {
            try {
                var draft = each.decision().draft(each.reads().again(true), marks);
                var turn = draft.turn();
                turn.marks().stream()
                        .filter(mark -> MarkKeys.isShared(mark.key()))
                        .forEach(mark -> marks.put(
                                mark.key(), new Marker(mark.key(), mark.expectedVersion() + 1, mark.value())));
                places.add(results.size());
                drafts.add(draft);
                turns.add(turn);
                return new Decided.Again("it was not written");
            } catch (LiveReads.MissingException e) {
                return new Decided.Again("the turn needs to know more than it did before");
            } catch (RuntimeException e) {
                return new Decided.Failed(e);
            }
        }

        private List<Decided> commitAll() {
            var written = ports.ledger() instanceof BatchLedger ledger
                    ? ledger.writeAll(turns)
                    : turns.stream().map(this::commit).toList();
            var decided = new ArrayList<Decided>();
            for (int i = 0; i < turns.size(); i++) {
                decided.add(
                        switch (written.get(i)) {
                            case Written.Known(var commit) -> decided(drafts.get(i), turns.get(i), commit);
                            case Written.Failed(var failure) -> new Decided.Failed(failure);
                        });
            }
            return decided;
        }

        private Written commit(Turn turn) {
            try {
                return new Written.Known(ports.ledger().commit(turn));
            } catch (LedgerException e) {
                return new Written.Failed(e);
            }
        }
    }
}
