package io.nightshift.promotion.judge;

/** The meaning of a point without a value. */
public enum NanStrategy {
    /** Nothing was measured; the point is omitted. */
    REMOVE,

    /** Nothing happened; the point is zero. */
    REPLACE
}
