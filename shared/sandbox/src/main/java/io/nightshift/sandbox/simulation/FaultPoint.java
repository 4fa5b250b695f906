package io.nightshift.sandbox.simulation;

/** A place where a fault can occur; its passages are counted through the night. */
enum FaultPoint {
    /** A worker is about to write a turn. */
    COMMIT,
    /** A worker is about to change the environment. */
    ACT,
    /** The live state is read right before an act. */
    BEFORE,
    /** A worker probes whether an act happened. */
    PROBE,
    LOOK,
    TELL,
    TIMER,
    /** A signal is put into the queue. */
    DELIVERY,
    /** A worker starts. */
    INVOCATION
}
