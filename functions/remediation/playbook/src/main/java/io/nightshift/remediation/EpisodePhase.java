package io.nightshift.remediation;

/** Where a remediation stands. */
enum EpisodePhase {
    /** Nothing is known yet, or time is given to recover alone: a look comes first. */
    LOOKING,
    /** An act is planned; its result is awaited. */
    ACTING,
    /** An act was performed and gets its time to help. */
    WAITING,
    /** A guardrail said "not now": the same rung is tried again later. */
    DEFERRED,
    /** People are asked to approve the rung. */
    ASKING,
    /** The last act did not help and is being undone. */
    UNDOING,
    /** The alarm is well and has to stay well. */
    SOAKING
}
