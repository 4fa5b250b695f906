package io.nightshift.core.ledger;

import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores runs, entries and marks. Reads see every write that was committed before them (strong consistency), except
 * {@link #due} and {@link #runs}, which may lag. All methods throw {@link LedgerException}.
 */
public interface Ledger {

    Optional<Run> run(RunId id);

    /** One marker for each key; absent ones with version 0. */
    Map<String, Marker> markers(Set<String> keys);

    /**
     * Writes the turn as a whole, if the run and each mark still have the expected versions. A repetition of a commit that
     * went through is a conflict. A store that cannot tell whether its write went through looks, and answers for sure.
     */
    Commit commit(Turn turn);

    /**
     * The run's entries in order.
     *
     * @param from the number of the first, as text; or what a page said is next
     */
    Page<Entry> entries(RunId id, Optional<String> from, int limit);

    /** All runs, the latest started first. */
    Page<Run> runs(Optional<String> from, int limit);

    /** Runs whose {@link Run#dueAt} is not after now, in any order: what the sweeper checks. */
    Page<RunId> due(Instant now, Optional<String> from, int limit);

    /**
     * Every run that is stored, and every run that is not and is named by an entry or a mark that is: for the audit, which
     * finds by it what was deleted. In any order; a run may come twice, and one that is written meanwhile may be missing.
     */
    Page<RunId> traces(Optional<String> from, int limit);

    /** A run as it is stored, for the audit: what cannot be read is told, not thrown. */
    default Optional<StoredRun> stored(RunId id) {
        return run(id).map(StoredRun::of);
    }

    /** A run's entries as they are stored, in order, for the audit: what cannot be read is told, not thrown. */
    default Page<StoredEntry> storedEntries(RunId id, Optional<String> from, int limit) {
        var page = entries(id, from, limit);
        return new Page<>(page.items().stream().map(StoredEntry::of).toList(), page.next());
    }

    /**
     * Reports whether the store deletes by itself what has expired; one that does not writes each removal into
     * {@link Removal#LOG}.
     */
    default boolean expires() {
        return false;
    }
}
