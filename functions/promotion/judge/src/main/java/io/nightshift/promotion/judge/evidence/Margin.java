package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Direction;

/**
 * How large a change has to be to matter, on the scale on which the sides are compared.
 *
 * @param increase above 0
 * @param decrease above 0, downwards
 */
record Margin(double increase, double decrease) {

    /** Whether the interval leaves no room for a change that matters, in the directions that somebody minds. */
    boolean excludes(Direction minded, double lower, double upper) {
        return (!minded.minds(Direction.INCREASE) || upper < increase)
                && (!minded.minds(Direction.DECREASE) || lower > -decrease);
    }

    double least(Direction minded) {
        return switch (minded) {
            case INCREASE -> increase;
            case DECREASE -> decrease;
            case EITHER -> Math.min(increase, decrease);
        };
    }
}
