package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Direction;

/**
 * The size from which a change matters, on the scale on which the sides are compared.
 *
 * @param increase above 0
 * @param decrease above 0, downwards
 */
record Margin(double increase, double decrease) {

    /** Tolerance for rounding of a change that has exactly this size. */
    private static final double ROUNDING = 1e-9;

    /** Reports whether the interval excludes a change that matters, in the relevant directions. */
    boolean excludes(Direction minded, double lower, double upper) {
        return (!minded.minds(Direction.INCREASE) || upper < increase)
                && (!minded.minds(Direction.DECREASE) || lower > -decrease);
    }

    /** Reports whether a change in that direction is large enough to matter. */
    boolean isReached(Direction change, double estimate) {
        return change == Direction.INCREASE
                ? estimate >= increase * (1 - ROUNDING)
                : -estimate >= decrease * (1 - ROUNDING);
    }

    double least(Direction minded) {
        return switch (minded) {
            case INCREASE -> increase;
            case DECREASE -> decrease;
            case EITHER -> Math.min(increase, decrease);
        };
    }
}
