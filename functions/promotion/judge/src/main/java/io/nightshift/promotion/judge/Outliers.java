package io.nightshift.promotion.judge;

/**
 * Whether points far from the others are left out.
 *
 * @param factor how many interquartile ranges beyond the quartiles count as far; above 0
 */
public record Outliers(Strategy strategy, double factor) {

    /** What is done with an outlier. */
    public enum Strategy {
        KEEP,
        REMOVE
    }

    public static final double DEFAULT_FACTOR = 3.0;
    public static final Outliers KEPT = new Outliers(Strategy.KEEP, DEFAULT_FACTOR);

    public Outliers {
        if (strategy == Strategy.REMOVE && !(factor > 0)) {
            throw new IllegalArgumentException("the factor of outliers must be above 0");
        }
    }
}
