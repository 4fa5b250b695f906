package io.nightshift.promotion.judge;

/**
 * Where the change between the sides lies.
 *
 * @param scale what the ends are
 */
public record Interval(double lower, double upper, Scale scale) {

    /** What the ends of an interval are. */
    public enum Scale {
        /** Experiment minus control, in the metric's unit. */
        DIFFERENCE,

        /** Experiment over control. */
        RATIO
    }
}
