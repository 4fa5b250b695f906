package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Samples;

/**
 * How much more the points of a ratio scatter than independent requests do: one bad minute is one event, however many requests
 * it took. Counts divided by this design effect are worth as many independent ones.
 *
 * @param dispersion Pearson's, around the side's own ratio; 1 by chance
 * @param score by how many standard deviations it is above chance
 * @see <a href="https://doi.org/10.2307/2532311">Rao and Scott 1992, a simple method for the analysis of clustered binary
 *     data</a>
 */
record Scatter(double dispersion, double score) {

    private static final Scatter NONE = new Scatter(1, 0);

    /** By chance about once in a thousand. What is within is left alone. */
    private static final double BEYOND_CHANCE = 3;

    static Scatter of(Samples.Counts side) {
        double share = (double) side.count() / side.of();
        double binomial = share * (1 - share);
        var points = side.points().stream().filter(point -> point.of() > 0).toList();
        if (binomial == 0 || points.size() < 2) {
            return NONE;
        }
        double squares = 0;
        double variance = 0;
        for (var point : points) {
            double residual = point.count() - point.of() * share;
            squares += residual * residual / (point.of() * binomial);
            variance += 2 + (1 / binomial - 6) / point.of();
        }
        int freedom = points.size() - 1;
        return new Scatter(squares / freedom, variance > 0 ? (squares - freedom) / Math.sqrt(variance) : 0);
    }

    boolean isBeyondChance() {
        return score > BEYOND_CHANCE && dispersion > 1;
    }

    /** By what counts have to be divided; at least 1. */
    double effect() {
        return isBeyondChance() ? dispersion : 1;
    }

    /** The ratio of each point that has one. */
    static double[] ratios(Samples.Counts side) {
        return side.points().stream()
                .filter(point -> point.of() > 0)
                .mapToDouble(Samples.Point::ratio)
                .toArray();
    }
}
