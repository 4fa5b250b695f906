package io.nightshift.promotion.judge;

/**
 * The confidence interval of the change between the sides.
 *
 * @param scale the scale of the ends
 */
public record Interval(double lower, double upper, Scale scale) {

    /** The scale of an interval's ends. */
    public enum Scale {
        /** Experiment minus control, in the metric's unit. */
        DIFFERENCE,

        /** Experiment over control. */
        RATIO
    }
}
