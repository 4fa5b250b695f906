package io.nightshift.core.ledger;

import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one turn changes; a ledger writes all of it or nothing.
 *
 * @param run the run's next form; its version is {@code expectedVersion + 1}
 * @param expectedVersion the version that was read; 0 for a run that must not be there
 * @param entries new entries, numbered on from those that are there
 * @param marks at most {@link #MOST_MARKS}
 */
public record Turn(Run run, long expectedVersion, List<Entry> entries, List<MarkerWrite> marks) {

    /** DynamoDB writes at most 100 items at once; the engine stays below with both together. */
    public static final int MOST_MARKS = 30;

    public static final int MOST_ENTRIES = 60;

    /**
     * A turn whose last entry holds the hash of the run's next state, so that a state that someone alters is found;
     * that entry's hash becomes the run's head.
     *
     * @param entries at least one
     */
    public static Turn sealed(Run run, long expectedVersion, List<Entry> entries, List<MarkerWrite> marks) {
        var sealed = new ArrayList<>(entries);
        var last = sealed.removeLast().sealing(RunJson.stateHash(run));
        sealed.add(last);
        return new Turn(run.withHead(last.hash()), expectedVersion, sealed, marks);
    }

    public Turn {
        entries = List.copyOf(entries);
        marks = List.copyOf(marks);
        if (run.version() != expectedVersion + 1) {
            throw new IllegalArgumentException("a turn leads from version n to n + 1");
        }
    }
}
