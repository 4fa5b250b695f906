package io.nightshift.core.run;

/** Where a run stands. */
public enum Status {
    /** It waits for a time, a signal or people. */
    WAITING,
    /** It has planned effects that are being performed, or were when a worker died. */
    WORKING,
    FINISHED
}
