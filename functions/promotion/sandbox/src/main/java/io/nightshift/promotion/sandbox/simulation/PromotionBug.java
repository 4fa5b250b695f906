package io.nightshift.promotion.sandbox.simulation;

/**
 * A known bug of promotions: one line of wrong behaviour that decorators put around a real part, to prove that the simulation
 * finds such bugs. Never in production code; each constant describes a promotion with this bug.
 */
public enum PromotionBug {
    /** Gives a version one percent more than requested. */
    ONE_PERCENT_MORE,
    /** Does not check the quarantine, neither when it decides nor right before the act. */
    BOOK_NOT_ASKED,
    /** Reads a judge's failure as a pass: takes its metrics for those of a good version. */
    FAILURE_READ_AS_PASS,
    /** Takes a closed gate for open. */
    GATE_TAKEN_FOR_OPEN,
    /** Takes a deployment for ready before it is. */
    READY_TOO_SOON,
    /** Ends a bake with its first check. */
    BAKE_ENDED_EARLY,
    /** Ends the guard period with its first check. */
    GUARD_ENDED_EARLY,
    /** Rolls back to the newest version instead of the one that served before. */
    BACK_TO_THE_NEWEST,
    /** Takes a share that someone set by hand for its own, and continues with the next. */
    SHARE_BY_HAND_OVERWRITTEN,
    /** Begins a run for each push, although one of the service is open. */
    TWO_RUNS_OF_ONE_SERVICE,
    /** Ignores commands: a held promotion stays held. */
    HOLD_WITHOUT_END,
    /** Reports that the digest is in quarantine, and does not write it to the digest ledger. */
    QUARANTINE_NOT_WRITTEN,
    /** Takes it for a failure that required points do not exist yet. */
    FAILS_WITHOUT_DATA,
    /** Does not detect that a version does not serve. */
    DEAD_VERSION_PROVEN,
    /** Blames the version if its baseline does not serve. */
    BASELINE_BLAMED,
    /** Does not begin while the serving version is down. */
    DEAD_BASELINE_BLOCKS,
    /** Tries a rollback once, and reports it as done. */
    ROLLBACK_TRIED_ONCE,
    /** Does not detect in the preflight that an alarm already fires. */
    OLD_ALARM_COUNTS,
    /** Blames the version for an image that could not be fetched. */
    IMAGE_BLAMED,
    /** Blames the version for a process that must be restarted. */
    START_BLAMED,
    /** Rolls back a failed version, although the policy says to freeze. */
    FREEZE_IGNORED,
    /** Treats the command to roll back to a known good version like any other promotion, with its approvals and bakes. */
    ROLLBACK_PROMOTED
}
