package io.nightshift.promotion.plan;

/** What a push does that arrives while an older one is being promoted. Of several that wait only the newest is kept. */
public enum SupersedePolicy {
    /** The older one goes back at once, and the newer one begins. */
    SUPERSEDE,
    /** The newer one begins when the older one has all traffic, or went back. */
    QUEUE,
    /** The newer one begins when the older one is known good, or went back. */
    FINISH_FIRST
}
