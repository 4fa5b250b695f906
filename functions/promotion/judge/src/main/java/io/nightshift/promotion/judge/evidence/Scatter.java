package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * How much more the points of a ratio scatter than independent requests do: one bad minute is one event, however many requests
 * it took. Counts divided by this design effect are worth as many independent ones.
 *
 * @param dispersion Pearson's, around the side's own ratio; 1 by chance
 * @param score by how many standard deviations it is above chance
 * @param drift the same of neighbours together: how much more slow changes scatter than they do by chance; 1 by chance
 * @param driftScore by how many standard deviations that is above chance
 * @param ofMean how much more the mean of all points scatters, with what drift does not show within the window; 1 by chance
 * @param visible the drift score that a rate gets, about, of which the logit wanders by {@value #USUAL} as a variance
 * @see <a href="https://doi.org/10.2307/2532311">Rao and Scott 1992, a simple method for the analysis of clustered binary
 *     data</a>
 */
record Scatter(double dispersion, double score, double drift, double driftScore, double ofMean, double visible) {

    private static final Scatter NONE = new Scatter(1, 0, 1, 0, 1, 0);

    /** A standard deviation of one half: by a factor of 1.6. */
    private static final double USUAL = 0.25;

    /** By chance about once in a thousand. What is within is left alone. */
    private static final double BEYOND_CHANCE = 3;

    /** How much a neighbour's residual counts beside the point's own, and the next one by as much less. */
    private static final double NEIGHBOUR = 0.85;

    /** What is left of the scatter of a side that is cut down. */
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

    /** What independent residuals around their own mean give, if all pairs are weighted by how near they are. */
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

        /** Of one point with all points: the powers to the left and to the right of it. */
        private static double row(double base, double left, double right) {
            return (2 - left - right) / (1 - base) - 1;
        }
    }

    /** The scores of slow changes of two sides together: one process that moves both shows on both. */
    double driftScoreWith(Scatter other) {
        return (driftScore + other.driftScore) / Math.sqrt(2);
    }

    /** How much more the difference of the two sides' shares scatters than by chance; at least 1. */
    double ofDifferenceWith(Scatter other) {
        return Math.max(1, (ofMean + other.ofMean) / 2);
    }

    /** The drift score of both sides together if both wandered as much as is usual. */
    double visibleWith(Scatter other) {
        return (visible + other.visible) / Math.sqrt(2);
    }

    /**
     * The side with its most extreme points cut down to what chance may bring.
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

    /** Neither the points nor what neighbours have in common scatters more than by chance. */
    private boolean isCalm() {
        return score <= CALM && driftScore <= CALM;
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
        return asked(side).stream().mapToDouble(Samples.Point::ratio).toArray();
    }

    /** The points with requests. */
    static List<Samples.Point> asked(Samples.Counts side) {
        return side.points().stream().filter(point -> point.of() > 0).toList();
    }
}
