package io.nightshift.promotion.judge;

/** The reaction to insufficient data for a verdict. */
public enum InsufficientData {
    /** Wait for more data. */
    EXTEND,
    /** Ask a human. */
    ASK,
    /** Continue nevertheless. */
    PROCEED,
    /** Roll back. */
    ROLLBACK
}
