package io.nightshift.promotion.judge.stats;

/** Means computed as in commons-math: in two passes, so that the last digits are the same. */
public final class Mean {

    private Mean() {}

    public static double of(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double correction = 0;
        for (double value : values) {
            correction += value - mean;
        }
        return mean + correction / values.length;
    }

    /** Mean of the first over mean of the second; NaN if one of them is 0. */
    public static double ratio(double[] first, double[] second) {
        double above = of(first);
        double below = of(second);
        return above == 0 || below == 0 ? Double.NaN : above / below;
    }
}
