package io.nightshift.core.ledger;

/** The result of committing a turn. */
public sealed interface Commit {

    record Done() implements Commit {}

    /** Another writer committed in between; nothing was written. Read again and decide again. */
    record Conflict(String what) implements Commit {}
}
