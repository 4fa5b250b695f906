package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * The excess scatter of a ratio's points over independent requests: one bad minute is one event, however many requests it
 * contains. Counts divided by this design effect are worth as many independent ones.
 *
 * @param dispersion Pearson's, around the side's own ratio; 1 by chance
 * @param score the number of standard deviations by which it is above chance
 * @param drift the same for neighbours together: the excess scatter of slow changes; 1 by chance
 * @param driftScore the number of standard deviations by which that is above chance
 * @param ofMean the excess scatter of the mean of all points, including drift that does not show within the window; 1 by
 *     chance
 * @param visible the approximate drift score of a rate whose logit wanders by {@value #USUAL} as a variance
 * @see <a href="https://doi.org/10.2307/2532311">Rao and Scott 1992, a simple method for the analysis of clustered binary
 *     data</a>
 */
record Scatter(double dispersion, double score, double drift, double driftScore, double ofMean, double visible) {

    private static final Scatter NONE = new Scatter(1, 0, 1, 0, 1, 0);

    /** A standard deviation of one half: a factor of 1.6. */
    private static final double USUAL = 0.25;

    /** By chance about once in a thousand. Smaller scores are ignored. */
    private static final double BEYOND_CHANCE = 3;

    /** The weight of a neighbour's residual relative to the point's own; the next one weighs less by the same factor. */
    private static final double NEIGHBOUR = 0.85;

    /** The scatter that remains of a side that is cut down. */
    private static final double CALM = 2;

    private static final int HALVINGS = 16;

    static Scatter of(Samples.Counts side) {
        double share = side.share();
        double binomial = share * (1 - share);
        var points = asked(side);
        if (binomial == 0 || points.size() < 2) {
            return NONE;
        }
        return of(points, share, binomial);
    }

    private static Scatter of(List<Samples.Point> points, double share, double binomial) {
        int n = points.size();
        double squares = 0;
        double excess = 0;
        double neighbours = 0;
        double together = 0;
        double all = 0;
        for (var point : points) {
            all += point.of();
            double residual = (point.count() - point.of() * share) / Math.sqrt(point.of() * binomial);
            squares += residual * residual;
            excess += (1 / binomial - 6) / point.of();
            together += 2 * residual * neighbours;
            neighbours = NEIGHBOUR * (neighbours + residual);
        }
        var weights = Weights.of(n);
        double more = squares + together - weights.expected();
        return new Scatter(
                squares / (n - 1),
                score(squares - (n - 1), 2.0 * n + excess),
                (squares + together) / weights.expected(),
                score(more, weights.variance() + excess),
                1 + 2 * more / weights.variance() * (n - weights.expected()),
                score(USUAL * binomial * all / n * weights.variance() / 2, weights.variance() + excess));
    }

    private static double score(double more, double variance) {
        return variance > 0 ? more / Math.sqrt(variance) : 0;
    }

    /** The result for independent residuals around their own mean, if all pairs are weighted by their distance. */
    private record Weights(double expected, double variance) {

        static Weights of(int n) {
            var powers = powers(NEIGHBOUR, n);
            var squared = powers(NEIGHBOUR * NEIGHBOUR, n);
            double all = 0;
            double rowSquares = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double row = row(NEIGHBOUR, powers[i + 1], powers[n - i]);
                all += row;
                rowSquares += row * row;
                squares += row(NEIGHBOUR * NEIGHBOUR, squared[i + 1], squared[n - i]);
            }
            return new Weights(n - all / n, 2 * (squares - 2 * rowSquares / n + all * all / n / n));
        }

        private static double[] powers(double base, int n) {
            var powers = new double[n + 1];
            powers[0] = 1;
            for (int i = 1; i <= n; i++) {
                powers[i] = base * powers[i - 1];
            }
            return powers;
        }

        /** For one point, with all points: the powers to the left and to the right of it. */
        private static double row(double base, double left, double right) {
            return (2 - left - right) / (1 - base) - 1;
        }
    }

    /** The drift scores of two sides together: one process that moves both shows on both. */
    double driftScoreWith(Scatter other) {
        return (driftScore + other.driftScore) / Math.sqrt(2);
    }

    /** The excess scatter of the difference of the two sides' shares; at least 1. */
    double ofDifferenceWith(Scatter other) {
        return Math.max(1, (ofMean + other.ofMean) / 2);
    }

    /** The drift score of both sides together if both wandered by the usual amount. */
    double visibleWith(Scatter other) {
        return (visible + other.visible) / Math.sqrt(2);
    }

    /**
     * The side with its most extreme points cut down to what chance may produce.
     *
     * @param above whether the highest ones are cut; else the lowest ones are raised
     */
    static Samples.Counts calmed(Samples.Counts side, boolean above) {
        if (of(side).isCalm()) {
            return side;
        }
        var ratios = ratios(side);
        double calm = Arrays.stream(ratios).min().orElse(0);
        double wild = Arrays.stream(ratios).max().orElse(0);
        if (!above) {
            double least = calm;
            calm = wild;
            wild = least;
        }
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (calm + wild) / 2;
            if (Scatter.of(cut(side, middle, above)).isCalm()) {
                calm = middle;
            } else {
                wild = middle;
            }
        }
        return cut(side, calm, above);
    }

    private static Samples.Counts cut(Samples.Counts side, double at, boolean above) {
        return new Samples.Counts(side.points().stream()
                .map(point -> new Samples.Point(
                        above
                                ? Math.min(point.count(), (long) Math.floor(at * point.of()))
                                : Math.max(point.count(), (long)
                                        Math.min((double) point.of(), Math.ceil(at * point.of()))),
                        point.of()))
                .toList());
    }

    /** Neither the points nor the common part of neighbours scatters more than by chance. */
    private boolean isCalm() {
        return score <= CALM && driftScore <= CALM;
    }

    boolean isBeyondChance() {
        return score > BEYOND_CHANCE && dispersion > 1;
    }

    /** The factor by which counts must be divided; at least 1. */
    double effect() {
        return isBeyondChance() ? dispersion : 1;
    }

    /** The ratio of each point that has one. */
    static double[] ratios(Samples.Counts side) {
        return asked(side).stream().mapToDouble(Samples.Point::ratio).toArray();
    }

    /** The points with requests. */
    static List<Samples.Point> asked(Samples.Counts side) {
        return side.points().stream().filter(point -> point.of() > 0).toList();
    }
}
