package io.nightshift.promotion.judge;

/**
 * The handling of points that are far from the others.
 *
 * @param factor the number of interquartile ranges beyond the quartiles that counts as far; above 0
 */
public record Outliers(Strategy strategy, double factor) {

    /** The treatment of an outlier. */
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
