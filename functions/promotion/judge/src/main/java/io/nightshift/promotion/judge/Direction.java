package io.nightshift.promotion.judge;

/** The direction of change that is a failure of the metric. */
public enum Direction {
    INCREASE,
    DECREASE,
    EITHER;

    public boolean minds(Direction change) {
        return this == EITHER || this == change;
    }
}
