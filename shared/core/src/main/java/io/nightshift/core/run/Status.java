package io.nightshift.core.run;

/** The state of a run. */
public enum Status {
    /** It waits for a time, a signal or an approval. */
    WAITING,
    /** It has planned effects that are being performed, or were when a worker died. */
    WORKING,
    FINISHED
}
