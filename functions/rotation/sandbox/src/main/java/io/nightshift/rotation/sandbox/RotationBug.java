package io.nightshift.rotation.sandbox;

/**
 * A known bug of rotations, which the scene puts around a real part to prove that the simulation finds it. Never in production
 * code.
 */
public enum RotationBug {
    /** Takes each test of the new login for passed: publishes what does not work yet. */
    SWITCHED_UNTESTED,
    /** Ends the old credential before applications read the new one. */
    RETIRED_BEFORE_SWITCH,
    /** Does not see that another version is pending. */
    PENDING_NOT_SEEN,
    /** Adds a password and keeps all others. */
    OLDEST_KEPT
}
