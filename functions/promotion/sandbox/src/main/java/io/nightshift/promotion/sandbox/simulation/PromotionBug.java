package io.nightshift.promotion.sandbox.simulation;

/**
 * A known bug of promotions, each one line of wrong behaviour that decorators put around a real part, to prove that the
 * simulation finds such bugs. Never in production code; each says what a promotion with this bug would do.
 */
public enum PromotionBug {
    /** Gives a version one percent more than it was asked for. */
    ONE_PERCENT_MORE,
    /** Does not ask the book, neither when it decides nor right before the act. */
    BOOK_NOT_ASKED,
    /** Reads a judge's failure as a pass: takes its numbers for those of a good version. */
    FAILURE_READ_AS_PASS,
    /** Takes a gate for open that is closed. */
    GATE_TAKEN_FOR_OPEN,
    /** Takes what was deployed for ready before it is. */
    READY_TOO_SOON,
    /** Ends a bake with its first look. */
    BAKE_ENDED_EARLY,
    /** Ends the guard with its first look. */
    GUARD_ENDED_EARLY,
    /** Goes back to the newest version rather than to what served before. */
    BACK_TO_THE_NEWEST,
    /** Takes a share that someone gave by hand for its own, and gives the next. */
    SHARE_BY_HAND_OVERWRITTEN,
    /** Begins a run for each push, though one of the service is open. */
    TWO_RUNS_OF_ONE_SERVICE,
    /** Does not hear what people say: what is held stays held. */
    HOLD_WITHOUT_END,
    /** Says that the digest is in quarantine, and does not write it into the book. */
    QUARANTINE_NOT_WRITTEN,
    /** Takes it for a failure that there are no points yet where there have to be some. */
    FAILS_WITHOUT_DATA,
    /** Does not see that a version does not serve. */
    DEAD_VERSION_PROVEN,
    /** Blames the version when its baseline does not serve. */
    BASELINE_BLAMED,
    /** Does not begin as long as what serves is down. */
    DEAD_BASELINE_BLOCKS,
    /** Tries to take a version back once, and says that it is done. */
    ROLLBACK_TRIED_ONCE,
    /** Does not see in preflight that an alarm fires already. */
    OLD_ALARM_COUNTS,
    /** Blames the version for an image that could not be fetched. */
    IMAGE_BLAMED,
    /** Blames the version for a process that has to be started again. */
    START_BLAMED,
    /** Takes back what fails, though the policy says to leave it. */
    FREEZE_IGNORED,
    /** Takes the command to go back to what was good for a promotion like any other, with its approvals and bakes. */
    ROLLBACK_PROMOTED
}
