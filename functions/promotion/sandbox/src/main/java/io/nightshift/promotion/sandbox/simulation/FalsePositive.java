package io.nightshift.promotion.sandbox.simulation;

/**
 * A situation that looks like a failure of a version and is not one, and the invariant that a quarantine for it would
 * violate.
 */
enum FalsePositive {
    NO_DATA_YET("no version is blamed before data can exist"),
    OLD_ALARM("no version is blamed for an alarm from before"),
    BASELINE_DOWN("no version is blamed for its baseline"),
    IMAGE_AWAY("no version is blamed for an image that was away"),
    STARTING("no version is blamed while it starts"),
    /** Nothing looked like a failure. */
    NOTHING("no good version is quarantined");

    final String invariant;

    FalsePositive(String invariant) {
        this.invariant = invariant;
    }
}
