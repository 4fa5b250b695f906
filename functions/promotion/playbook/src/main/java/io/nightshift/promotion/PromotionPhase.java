package io.nightshift.promotion;

/** The phases of a promotion; {@link PromotionTable} says what each does. */
enum PromotionPhase {
    RESOLVING,
    CONSULTING,
    GATES,
    PREFLIGHT,
    CHECKING_ALARMS,
    OPENING,
    ASKING,
    BASELINES,
    DEPLOYING,
    SETTLING,
    VERIFYING,
    CHECKING_NUMBERS,
    SHIFTING,
    READING_BACK,
    BAKING,
    GUARDING,
    WATCHING_SHARES,
    WATCHING_ALARMS,
    ANALYSING,
    RETIRING,
    PROVING,
    HELD,
    GOING_BACK,
    CHECKING_BACK,
    QUARANTINING,
    DONE
}
