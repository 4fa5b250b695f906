package io.nightshift.core.ledger;

import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores runs, entries and marks. Reads see every write that was committed before them (strong consistency), except
 * {@link #due}, {@link #open} and {@link #runs}, which may lag. All methods throw {@link LedgerException}.
 */
public interface Ledger {

    Optional<Run> run(RunId id);

    /** One marker for each key; an absent mark has version 0. */
    Map<String, Marker> markers(Set<String> keys);

    default Marker marker(String key) {
        return markers(Set.of(key)).getOrDefault(key, Marker.absent(key));
    }

    /**
     * Writes the whole turn, if the run and each mark still have the expected versions. Repeating a successful commit
     * is a conflict. If a store cannot tell whether its write took effect, it reads to find out, so the result is
     * always certain.
     */
    Commit commit(Turn turn);

    /**
     * The run's entries in order.
     *
     * @param from the number of the first, as text; or the {@code next} of the page before
     */
    Page<Entry> entries(RunId id, Optional<String> from, int limit);

    /** All of the run's entries in order, page by page. */
    default List<Entry> entries(RunId id) {
        var entries = new ArrayList<Entry>();
        Optional<String> from = Optional.empty();
        do {
            var page = entries(id, from, 500);
            entries.addAll(page.items());
            from = page.next();
        } while (from.isPresent());
        return entries;
    }

    /** All runs, the latest started first. */
    Page<Run> runs(Optional<String> from, int limit);

    /**
     * The shown runs, the latest started first, by one call of the store. If the filter shows few of the runs that the call
     * reads, the page holds fewer than the limit, or none, and still has a {@code next}.
     */
    Page<Run> runs(RunFilter filter, Optional<String> from, int limit);

    /** The runs that are due at some time, so all that have not ended, the soonest due first, by one call of the store. */
    Page<Run> open(Optional<String> from, int limit);

    /** The runs whose {@link Run#dueAt} is not after now, in any order; the sweeper reads them. */
    Page<RunId> due(Instant now, Optional<String> from, int limit);

    /**
     * Every stored run, and every missing run that a stored entry or mark names: the audit uses it to find deleted
     * runs. In any order; a run may appear twice, and a run that is written meanwhile may be missing.
     */
    Page<RunId> traces(Optional<String> from, int limit);

    /** A run as stored, for the audit: an unreadable run is returned with its fault, not thrown. */
    default Optional<StoredRun> stored(RunId id) {
        return run(id).map(StoredRun::of);
    }

    /**
     * A run's entries as stored, in order, for the audit: an unreadable entry is returned with its fault, not thrown.
     */
    default Page<StoredEntry> storedEntries(RunId id, Optional<String> from, int limit) {
        var page = entries(id, from, limit);
        return new Page<>(page.items().stream().map(StoredEntry::of).toList(), page.next());
    }

    /**
     * Reports whether the store itself deletes expired items; a store that does not records each removal in
     * {@link Removal#LOG}.
     */
    default boolean expires() {
        return false;
    }
}
