package io.nightshift.promotion.plan;

/** The reaction of a promotion to a failure. */
public enum OnFailure {
    /** It rolls back on every target. */
    ROLL_BACK,
    /** It stays as it is until a human decides: for versions that cannot roll back, for example after a migration. */
    FREEZE
}
