package io.nightshift.local.backtest;

import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A ledger for backtests: it checks writes like every other, and keeps only what the engine reads again. Entries and ended
 * runs are passed on and dropped: nobody lists them here, and writing an ended run again is a conflict. Marks are dropped
 * within an hour after they expire. For one thread.
 */
final class ForgetfulLedger implements Ledger {

    private static final long HOUR = 3_600;

    private record Kept(Marker marker, Instant until) {}

    private final InstantSource clock;
    private final Consumer<Turn> committed;
    private final Map<RunId, Run> runs = new HashMap<>();
    private final Map<RunId, Entry> newest = new HashMap<>();
    private final Map<String, Kept> marks = new HashMap<>();

    /** The keys of marks by the hour in which they expire; some have been extended since. */
    private final NavigableMap<Instant, List<String>> toForget = new TreeMap<>();

    /** @param committed receives each turn after it is written */
    ForgetfulLedger(InstantSource clock, Consumer<Turn> committed) {
        this.clock = clock;
        this.committed = committed;
    }

    @Override
    public Optional<Run> run(RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public Map<String, Marker> markers(Set<String> keys) {
        var found = new LinkedHashMap<String, Marker>();
        keys.forEach(key -> {
            var kept = marks.get(key);
            found.put(key, kept == null ? Marker.absent(key) : kept.marker());
        });
        return found;
    }

    @Override
    public Commit commit(Turn turn) {
        var id = turn.run().id();
        long version = run(id).map(Run::version).orElse(0L);
        if (version != turn.expectedVersion()) {
            return new Commit.Conflict("run " + id + " has version " + version);
        }
        for (var write : turn.marks()) {
            if (version(write.key()) != write.expectedVersion()) {
                return new Commit.Conflict("mark " + write.key() + " has version " + version(write.key()));
            }
        }
        if (turn.run().dueAt().isEmpty() && turn.run().outcome().isPresent()) {
            runs.remove(id);
            newest.remove(id);
        } else {
            runs.put(id, turn.run());
            turn.entries().stream()
                    .skip(Math.max(0, turn.entries().size() - 1))
                    .forEach(entry -> newest.put(id, entry));
        }
        turn.marks().forEach(this::keep);
        forget();
        committed.accept(turn);
        return new Commit.Done();
    }

    private long version(String key) {
        var kept = marks.get(key);
        return kept == null ? 0 : kept.marker().version();
    }

    private void keep(MarkerWrite write) {
        var marker = new Marker(write.key(), write.expectedVersion() + 1, write.value());
        var before = marks.put(write.key(), new Kept(marker, write.keepUntil()));
        var hour = endOfHour(write.keepUntil());
        if (before == null || !endOfHour(before.until()).equals(hour)) {
            toForget.computeIfAbsent(hour, ignored -> new ArrayList<>()).add(write.key());
        }
    }

    private static Instant endOfHour(Instant at) {
        return Instant.ofEpochSecond((Math.floorDiv(at.getEpochSecond(), HOUR) + 1) * HOUR);
    }

    private void forget() {
        var now = clock.instant();
        while (!toForget.isEmpty() && !toForget.firstKey().isAfter(now)) {
            toForget.pollFirstEntry().getValue().forEach(key -> forget(key, now));
        }
    }

    private void forget(String key, Instant now) {
        var kept = marks.get(key);
        if (kept != null && !kept.until().isAfter(now)) {
            marks.remove(key);
        }
    }

    int size() {
        return runs.size() + marks.size();
    }

    /** Only the newest, which contains the hash of a run's state; the others were passed on. */
    @Override
    public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        var kept = Optional.ofNullable(newest.get(id));
        if (kept.filter(entry -> from.equals(Optional.of(Long.toString(entry.number()))))
                .isEmpty()) {
            throw new UnsupportedOperationException("a ledger for backtests has forgotten its entries");
        }
        return new Page<>(kept.stream().toList(), Optional.empty());
    }

    /** Not supported, because the ended runs are gone. */
    @Override
    public Page<RunId> traces(Optional<String> from, int limit) {
        throw new UnsupportedOperationException("a ledger for backtests has forgotten the runs that ended");
    }

    /** Not supported: the ended runs were passed on, and a list of the others would look complete. */
    @Override
    public Page<Run> runs(Optional<String> from, int limit) {
        throw new UnsupportedOperationException("a ledger for backtests has forgotten the runs that ended");
    }

    /** Not supported, for the same reason. */
    @Override
    public Page<Run> runs(RunFilter filter, Optional<String> from, int limit) {
        return runs(from, limit);
    }

    /** Not supported: a backtest shows no list. */
    @Override
    public Page<Run> open(Optional<String> from, int limit) {
        return runs(from, limit);
    }

    @Override
    public Page<RunId> due(Instant now, Optional<String> from, int limit) {
        var due = runs.values().stream()
                .filter(run -> run.dueAt().filter(at -> !at.isAfter(now)).isPresent())
                .map(Run::id)
                .filter(id -> from.isEmpty() || id.value().compareTo(from.get()) > 0)
                .sorted(Comparator.comparing(RunId::value))
                .limit(limit)
                .toList();
        return new Page<>(due, due.size() == limit ? Optional.of(due.getLast().value()) : Optional.empty());
    }
}
