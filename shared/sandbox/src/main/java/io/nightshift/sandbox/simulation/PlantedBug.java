package io.nightshift.sandbox.simulation;

/**
 * A known bug that decorators put between the engine and its ports, to prove that the simulation finds such bugs. Never in
 * production code; each constant describes an engine with this bug.
 */
public enum PlantedBug {
    /** Performs an act before it writes that it planned it. */
    ACT_BEFORE_COMMIT,
    /** Writes its marks regardless of their version: a lock without fencing. */
    FORGOTTEN_FENCING,
    /** Writes a run regardless of its version. */
    FORGOTTEN_RUN_VERSION,
    /** Does not remember seen signals. */
    NO_DEDUPLICATION,
    /** Sets its timer before the commit, and never after it. */
    TIMER_BEFORE_COMMIT,
    /** Assumes that a dead worker's planned act was not done. */
    BLIND_REPETITION,
    /** Finishes a run and forgets the messages that are still to be sent. */
    EFFECTS_LOST_AT_THE_END,
    /** Acts although the policy says dry-run. */
    DRY_RUN_ACTS,
    /** Ignores the pause switch. */
    PAUSE_NOT_SEEN,
    /** Computes the blast radius without the other members in action. */
    BLAST_WITHOUT_OTHERS,
    /** Does not write the lock's mark with the act. */
    LOCK_NOT_WRITTEN,
    /** Keeps the rate limit in memory, where each cold start begins at zero. */
    RATE_IN_MEMORY,
    /** Does not remember the last act on a resource. */
    NO_COOL_DOWN,
    /** Leaves an entry out of the chain. */
    ENTRY_DROPPED,
    /** Changes an entry after its hash was computed. */
    ENTRY_ALTERED,
    /** Changes the state of a finished run in the store. */
    RUN_ALTERED,
    /** Deletes a finished run, and leaves its entries. */
    RUN_DROPPED,
    /** Reports "resolved" after the act, without a query. */
    RESOLVED_WITHOUT_A_LOOK,
    /** Its sweeper checks only waiting runs, and skips those whose worker died. */
    SWEEPER_SKIPS_WORKING,
    /** Omits the wake-ups when it writes a run. */
    WAKE_UP_NOT_WRITTEN,
    /** Acknowledges a signal before it is in the ledger. */
    SIGNAL_ACKNOWLEDGED_EARLY,
    /** Continues after a failed write as if it had succeeded. */
    FAILED_WRITE_TAKEN_FOR_DONE,
    /** Its health check ignores failing writes. */
    LEDGER_FAULT_NOT_SEEN,
    /** Takes an alteration for a turn that another worker wrote meanwhile, and continues with it. */
    ALTERED_RUN_TRUSTED,
    /** Waits for a response without a time limit. */
    CALL_WITHOUT_LIMIT,
    /** The same, and nothing else is done meanwhile. */
    HUNG_CALL_STOPS_OTHERS,
    /** Takes a missing response for success. */
    SILENCE_TAKEN_FOR_DONE,
    /** Begins a run for each signal, however many are open for its rule and target. */
    TWO_RUNS_OF_ONE_TARGET,
    /** Ignores what is reported again. */
    REPETITION_IGNORED,
    /** Pages nobody about runs that an open breaker or a pause ends. */
    DENIAL_NOT_TOLD
}
