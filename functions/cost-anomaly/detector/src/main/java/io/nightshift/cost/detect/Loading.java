package io.nightshift.cost.detect;

/** How much of the common mode of its account a series shares, between nothing and a little more than all. */
final class Loading {

    private static final double FORGET = 0.99;
    private static final double PRIOR = 0.5;
    private static final double MOST = 1.2;
    private static final double CLIP = 3;

    /** What the prior is worth: so many days of usual noise. */
    private static final double PRIOR_DAYS = 20;

    private double together;
    private double squares;

    /**
     * The part of the common mode that the series takes, learnt from the days before.
     *
     * @param deviation of the series
     */
    double take(double common, double distance, double deviation) {
        double prior = PRIOR_DAYS * 0.015 * 0.015;
        double loading = Math.clamp((together + PRIOR * prior) / (squares + prior), 0, MOST);
        if (!Double.isNaN(distance)) {
            together = FORGET * together + common * Math.clamp(distance, -CLIP * deviation, CLIP * deviation);
            squares = FORGET * squares + common * common;
        }
        return loading * common;
    }
}
