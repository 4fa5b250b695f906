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

    /** The run's entries in order. */
    Page<Entry> entries(RunId id, Optional<String> from, int limit);

    /** All runs, the latest started first. */
    Page<Run> runs(Optional<String> from, int limit);

    /** Runs whose {@link Run#dueAt} is not after now, in any order: what the sweeper looks at. */
    Page<RunId> due(Instant now, Optional<String> from, int limit);
}
