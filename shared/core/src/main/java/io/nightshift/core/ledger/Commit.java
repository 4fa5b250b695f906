package io.nightshift.core.ledger;

/** What became of a turn. */
public sealed interface Commit {

    record Done() implements Commit {}

    /** Someone else wrote in between; nothing was written. Read again and decide again. */
    record Conflict(String what) implements Commit {}
}
