package io.nightshift.sandbox.simulation;

/**
 * A known bug that decorators put between the engine and its ports, to prove that the simulation finds such bugs. Never in
 * production code; each says what an engine with this bug would do.
 */
public enum PlantedBug {
    /** Performs an act, and then writes that it planned it. */
    ACT_BEFORE_COMMIT,
    /** Writes its marks whatever version they have by now: a lock without fencing. */
    FORGOTTEN_FENCING,
    /** Writes a run whatever version it has by now. */
    FORGOTTEN_RUN_VERSION,
    /** Does not remember which signals it has seen. */
    NO_DEDUPLICATION,
    /** Sets its timer before the commit, and never after it. */
    TIMER_BEFORE_COMMIT,
    /** Takes for granted that what a dead worker planned was not done. */
    BLIND_REPETITION,
    /** Finishes a run and forgets the messages that are still to be sent. */
    EFFECTS_LOST_AT_THE_END,
    /** Acts where the policy says dry-run. */
    DRY_RUN_ACTS,
    /** Does not see the pause switch. */
    PAUSE_NOT_SEEN,
    /** Counts the blast radius without the others that are in action. */
    BLAST_WITHOUT_OTHERS,
    /** Does not write the lock's mark with the act. */
    LOCK_NOT_WRITTEN,
    /** Keeps the rate limit in memory, where each cold start begins at zero. */
    RATE_IN_MEMORY,
    /** Does not remember when a resource was last acted on. */
    NO_COOL_DOWN,
    /** Leaves an entry out of the chain. */
    ENTRY_DROPPED,
    /** Changes an entry after its hash was made. */
    ENTRY_ALTERED,
    /** Changes the state of a run that is over, behind the ledger's back. */
    RUN_ALTERED,
    /** Deletes a run that is over, and leaves its entries. */
    RUN_DROPPED,
    /** Tells that it is resolved as soon as it acted, without a look. */
    RESOLVED_WITHOUT_A_LOOK,
    /** Its sweeper checks waiting runs only, and skips those whose worker died. */
    SWEEPER_SKIPS_WORKING,
    /** Leaves out the wake-ups when it writes a run. */
    WAKE_UP_NOT_WRITTEN,
    /** Takes a signal off the queue before it is in the ledger. */
    SIGNAL_ACKNOWLEDGED_EARLY,
    /** Goes on after a write that failed as if it had gone through. */
    FAILED_WRITE_TAKEN_FOR_DONE,
    /** Its health does not ask whether writes go through. */
    LEDGER_FAULT_NOT_SEEN,
    /** Takes an alteration for a turn that someone wrote meanwhile, and goes on with it. */
    ALTERED_RUN_TRUSTED,
    /** Waits for an answer for as long as it takes. */
    CALL_WITHOUT_LIMIT,
    /** The same, and nothing else is done in the meantime. */
    HUNG_CALL_STOPS_OTHERS,
    /** Takes no answer for a yes. */
    SILENCE_TAKEN_FOR_DONE
}
