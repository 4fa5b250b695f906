package io.nightshift.promotion.judge;

/** What to do when there is not enough data for a verdict. */
public enum InsufficientData {
    /** Wait for more. */
    EXTEND,
    /** Ask a human. */
    ASK,
    /** Go on all the same. */
    PROCEED,
    /** Go back. */
    ROLLBACK
}
