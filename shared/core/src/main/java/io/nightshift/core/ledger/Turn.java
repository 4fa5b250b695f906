package io.nightshift.core.ledger;

import io.nightshift.core.run.Run;
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

    public Turn {
        entries = List.copyOf(entries);
        marks = List.copyOf(marks);
        if (run.version() != expectedVersion + 1) {
            throw new IllegalArgumentException("a turn leads from version n to n + 1");
        }
    }
}
