package io.nightshift.promotion.plan;

/**
 * The reaction to a push that arrives while an older image is being promoted. If several wait, only the newest is
 * kept.
 */
public enum SupersedePolicy {
    /** The older one rolls back at once, and the newer one begins. */
    SUPERSEDE,
    /** The newer one begins when the older one has all traffic, or was rolled back. */
    QUEUE,
    /** The newer one begins when the older one is known good, or was rolled back. */
    FINISH_FIRST
}
