package io.nightshift.promotion.judge;

/** The change of a metric that is a failure. */
public enum Direction {
    INCREASE,
    DECREASE,
    EITHER;

    public boolean minds(Direction change) {
        return this == EITHER || this == change;
    }
}
