package io.nightshift.promotion.judge;

/** What a point without a value means. */
public enum NanStrategy {
    /** Nothing was measured; the point is left out. */
    REMOVE,

    /** Nothing happened; the point is a zero. */
    REPLACE
}
