package io.nightshift.core.ledger;

import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A ledger that forgets at the end of the process: for tests, replay and the demo. Thread-safe. */
public final class InMemoryLedger implements Ledger {

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
        return page(entries.getOrDefault(id, List.of()), from, limit);
    }

    @Override
    public synchronized Page<Run> runs(Optional<String> from, int limit) {
        var latestFirst = runs.values().stream()
                .sorted(Comparator.comparing(Run::startedAt)
                        .reversed()
                        .thenComparing(run -> run.id().value()))
                .toList();
        return page(latestFirst, from, limit);
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
        return new Page<>(due, due.size() == limit ? Optional.of(due.getLast().value()) : Optional.empty());
    }

    private static <T> Page<T> page(List<T> all, Optional<String> from, int limit) {
        int start = Math.min(from.map(Integer::parseInt).orElse(0), all.size());
        int end = Math.min(start + limit, all.size());
        return new Page<>(
                all.subList(start, end), end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
    }
}
