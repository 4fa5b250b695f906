package io.nightshift.core.run;

/** The result of a run. */
public enum Outcome {
    /** Nightshift acted, and the unhealthy subject recovered and stayed healthy. */
    RESOLVED,
    /** The subject recovered, or was healthy, without an act of Nightshift. */
    NOT_NEEDED,
    /** On-call was informed of everything and has taken over. */
    ESCALATED,
    /** The act did not help and was undone; on-call was informed. */
    ROLLED_BACK,
    /** A human stopped it. */
    ABORTED,
    /** Nightshift itself could not continue; on-call was informed. */
    FAILED
}
