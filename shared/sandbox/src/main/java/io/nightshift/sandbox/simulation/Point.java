package io.nightshift.sandbox.simulation;

/** A place where something can go wrong; its passages are counted through the night. */
enum Point {
    /** A worker is about to write a turn. */
    COMMIT,
    /** A worker is about to change the world. */
    ACT,
    /** The live state is read right before an act. */
    BEFORE,
    /** Someone looks whether an act happened. */
    PROBE,
    LOOK,
    TELL,
    TIMER,
    /** A signal is put into the queue. */
    DELIVERY,
    /** A worker starts. */
    INVOCATION
}
