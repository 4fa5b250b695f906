package io.nightshift.remediation;

/** The phase of a remediation. */
enum EpisodePhase {
    /** Nothing is known yet, or the subject has time to recover by itself: a query comes first. */
    LOOKING,
    /** An act is planned; the run waits for its result. */
    ACTING,
    /** An act was performed and gets its time to help. */
    WAITING,
    /** A guardrail deferred the act: the same rung is tried again later. */
    DEFERRED,
    /** The rung waits for approval. */
    ASKING,
    /** The last act did not help and is being undone. */
    UNDOING,
    /** The alarm is OK and must stay OK. */
    SOAKING
}
