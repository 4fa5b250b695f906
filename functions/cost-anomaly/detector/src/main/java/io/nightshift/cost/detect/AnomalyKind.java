package io.nightshift.cost.detect;

/** The shape of an anomaly when it was detected. */
public enum AnomalyKind {
    /** A single day. */
    SPIKE,
    /** A higher level. */
    SHIFT,
    /** A steady rise. */
    RAMP,
    /** Saturdays and Sundays only. */
    WEEKEND,
    /** A series that costs something on few days costs more, or on more days. */
    SPARSE,
    /** Something that did not exist before. */
    NEW
}
