package io.nightshift.promotion.plan;

/** What a promotion does that fails. */
public enum OnFailure {
    /** It goes back on every target. */
    ROLL_BACK,
    /** It stays where it is until a human says what is right: for versions that cannot go back, after a migration. */
    FREEZE
}
