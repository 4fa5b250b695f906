package io.nightshift.core.run;

/** How a run ended. */
public enum Outcome {
    /** Nightshift acted, and what was unwell is well and stayed well. */
    RESOLVED,
    /** It became well, or was well, without an act of ours. */
    NOT_NEEDED,
    /** A human was told everything and has it now. */
    ESCALATED,
    /** The act did not help and was undone; a human was told. */
    ROLLED_BACK,
    /** A human stopped it. */
    ABORTED,
    /** Nightshift itself could not go on; a human was told. */
    FAILED
}
