package io.nightshift.cost.detect;

/** What decided about a day. */
public enum AlertGate {
    /** No test reached its limit. */
    USUAL,
    /** An anomaly was opened, or the one that had just ended goes on. */
    ANOMALY,
    /** An anomaly is open already. */
    OPEN,
    /** The rise costs too little. */
    MONEY,
    /** The rise is a return to the level before a dip. */
    RETURN,
    /** The same day of the month before was as high, or it is the first beginning or end of a month that is seen. */
    HABIT,
    /** Another region of the service costs less by the same money. */
    MOVED,
    /** The series is too young, or it costs something on too few days, to be judged by its level. */
    NOT_DENSE,
    /** Nothing was published for the day. */
    UNKNOWN
}
