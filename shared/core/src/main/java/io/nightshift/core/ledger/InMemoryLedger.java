package io.nightshift.core.ledger;

import io.nightshift.core.json.Timestamps;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** A ledger that exists only in memory: for tests, replay and the demo. Thread-safe. */
public final class InMemoryLedger implements Ledger {

    private static final Comparator<Run> LATEST_FIRST = Comparator.comparing(Run::startedAt)
            .reversed()
            .thenComparing(run -> run.id().value());

    private final Map<RunId, Run> runs = new HashMap<>();
    private final Map<RunId, List<Entry>> entries = new HashMap<>();
    private final Map<String, Marker> markers = new HashMap<>();

    @Override
    public synchronized Optional<Run> run(RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public synchronized Map<String, Marker> markers(Set<String> keys) {
        var found = new LinkedHashMap<String, Marker>();
        keys.forEach(key -> found.put(key, markers.getOrDefault(key, Marker.absent(key))));
        return found;
    }

    @Override
    public synchronized Commit commit(Turn turn) {
        var id = turn.run().id();
        long version = run(id).map(Run::version).orElse(0L);
        if (version != turn.expectedVersion()) {
            return new Commit.Conflict("run " + id + " has version " + version);
        }
        for (var write : turn.marks()) {
            long found = markers.getOrDefault(write.key(), Marker.absent(write.key()))
                    .version();
            if (found != write.expectedVersion()) {
                return new Commit.Conflict("mark " + write.key() + " has version " + found);
            }
        }
        runs.put(id, turn.run());
        entries.computeIfAbsent(id, ignored -> new ArrayList<>()).addAll(turn.entries());
        turn.marks()
                .forEach(write ->
                        markers.put(write.key(), new Marker(write.key(), write.expectedVersion() + 1, write.value())));
        return new Commit.Done();
    }

    @Override
    public synchronized Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        var rest = entries.getOrDefault(id, List.of()).stream()
                .filter(entry -> from.isEmpty() || entry.number() >= Long.parseLong(from.get()))
                .limit(limit)
                .toList();
        return page(rest, limit, last -> Long.toString(last.number() + 1));
    }

    @Override
    public synchronized Page<Run> runs(Optional<String> from, int limit) {
        var rest = runs.values().stream()
                .filter(run -> from.isEmpty() || follows(run, from.get()))
                .sorted(LATEST_FIRST)
                .limit(limit)
                .toList();
        return page(rest, limit, last -> last.startedAt() + " " + last.id());
    }

    @Override
    public synchronized Page<Run> runs(RunFilter filter, Optional<String> from, int limit) {
        var read = runs.values().stream()
                .filter(run -> from.isEmpty() || follows(run, from.get()))
                .sorted(LATEST_FIRST)
                .toList();
        return filter.page(read, Optional.empty(), limit, last -> last.startedAt() + " " + last.id());
    }

    @Override
    public synchronized Page<Run> open(Optional<String> from, int limit) {
        var open = runs.values().stream()
                .filter(RunFilter::isOpen)
                .filter(run -> from.isEmpty() || dueKey(run).compareTo(from.get()) > 0)
                .sorted(Comparator.comparing(InMemoryLedger::dueKey))
                .limit(limit)
                .toList();
        return page(open, limit, InMemoryLedger::dueKey);
    }

    private static String dueKey(Run run) {
        return SortableTime.of(run.dueAt().orElseThrow()) + "#" + run.id();
    }

    /** Reports whether the run comes after the last run of a page; runs that started since then come before it. */
    private static boolean follows(Run run, String last) {
        int space = last.indexOf(' ');
        int time = run.startedAt().compareTo(Timestamps.parse(last.substring(0, space)));
        return time < 0 || (time == 0 && run.id().value().compareTo(last.substring(space + 1)) > 0);
    }

    @Override
    public synchronized Page<RunId> due(Instant now, Optional<String> from, int limit) {
        var due = runs.values().stream()
                .filter(run -> run.dueAt().filter(at -> !at.isAfter(now)).isPresent())
                .map(Run::id)
                .filter(id -> from.isEmpty() || id.value().compareTo(from.get()) > 0)
                .sorted(Comparator.comparing(RunId::value))
                .limit(limit)
                .toList();
        return page(due, limit, RunId::value);
    }

    @Override
    public synchronized Page<RunId> traces(Optional<String> from, int limit) {
        var named = new TreeSet<String>();
        runs.keySet().forEach(id -> named.add(id.value()));
        entries.keySet().forEach(id -> named.add(id.value()));
        markers.values().forEach(marker -> Removal.namedBy(marker.value()).ifPresent(id -> named.add(id.value())));
        var ids =
                from.<SortedSet<String>>map(last -> named.tailSet(last, false)).orElse(named);
        return page(ids.stream().limit(limit).map(RunId::new).toList(), limit, RunId::value);
    }

    @Override
    public synchronized Optional<StoredRun> stored(RunId id) {
        return run(id).map(run -> StoredRun.read(id, RunJson.of(run).text(), ignored -> List.of()));
    }

    /** Replaces the run with that id; simulates tampering with a ledger. */
    public synchronized void replace(RunId id, Run run) {
        runs.put(id, run);
    }

    /** Removes a run and keeps its entries; simulates tampering with a ledger. */
    public synchronized void drop(RunId id) {
        runs.remove(id);
    }

    /** Removes a run's entries and keeps the run; simulates tampering with a ledger. */
    public synchronized void dropEntries(RunId id) {
        entries.remove(id);
    }

    private static <T> Page<T> page(List<T> items, int limit, Function<T, String> cursor) {
        return new Page<>(items, items.size() == limit ? Optional.of(cursor.apply(items.getLast())) : Optional.empty());
    }
}
