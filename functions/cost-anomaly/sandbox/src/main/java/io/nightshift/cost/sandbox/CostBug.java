package io.nightshift.cost.sandbox;

/**
 * A known bug of cost watch, which the scene puts around a real part to prove that the simulation finds it. Never in production code.
 */
public enum CostBug {
    /** Gives an anomaly a new id in each export. */
    NEW_ID,
    /** Forgets what it told. */
    FORGETS
}
