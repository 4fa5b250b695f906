package io.nightshift.core.ledger;

import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunJson;
import java.util.ArrayList;
import java.util.List;

/**
 * All changes of one turn; a ledger writes all of them or none.
 *
 * @param run the run's next state; its version is {@code expectedVersion + 1}
 * @param expectedVersion the version that was read; 0 for a run that must not exist yet
 * @param entries new entries, numbered after the existing ones
 * @param marks at most {@link #MOST_MARKS}
 */
public record Turn(Run run, long expectedVersion, List<Entry> entries, List<MarkerWrite> marks) {

    /** DynamoDB writes at most 100 items at once; entries and marks together stay below that. */
    public static final int MOST_MARKS = 30;

    public static final int MOST_ENTRIES = 60;

    /**
     * A turn whose last entry holds the hash of the run's next state, which reveals an altered state. That entry's
     * hash becomes the run's head.
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
