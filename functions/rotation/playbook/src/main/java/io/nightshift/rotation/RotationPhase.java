package io.nightshift.rotation;

/** The phases of a rotation; {@link RotationTable} says what each does. */
enum RotationPhase {
    PREFLIGHT,
    ASKING,
    CUTTING_OFF,
    CREATING,
    SETTING,
    TESTING,
    SWITCHING,
    ROLLING,
    PROVING,
    RETIRING,
    CONFIRMING,
    CLOSING,
    REVERTING,
    HELD,
    DONE
}
