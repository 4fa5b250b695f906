package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.stats.TwoByTwo;
import java.util.Arrays;

/**
 * Tests whether the most extreme points come last: a change that began within the window and stays. The p-value counts orders
 * of the points, so any scatter is allowed, and one bad minute is still one point. The values of the points, regardless of
 * order, do not influence it: under chance it is independent of every comparison with the other side.
 *
 * @param points the number of points
 * @param last the number of points since the change began
 * @param p the probability that at least so many of the most changed points are among the last by chance, for all possible
 *     beginnings together; 1 if there are too few points
 */
record Onset(int points, int last, double p) {

    /** With fewer last points, the change does not count as lasting. */
    private static final int FEWEST_LAST = 3;

    /** With fewer first points, there is no level from which to change. */
    private static final int FEWEST_FIRST = 2;

    static Onset of(Samples.Counts side, Direction change) {
        var ratios = Scatter.ratios(side);
        int sign = change == Direction.DECREASE ? -1 : 1;
        return best(Arrays.stream(ratios).map(ratio -> sign * ratio).toArray());
    }

    private static Onset best(double[] values) {
        int places = values.length - FEWEST_FIRST - FEWEST_LAST + 1;
        var sorted = values.clone();
        Arrays.sort(sorted);
        var best = new Onset(values.length, values.length, 1);
        for (int last = FEWEST_LAST; last <= values.length - FEWEST_FIRST; last++) {
            double p = Math.min(1, places * among(values, sorted, last));
            best = p < best.p() ? new Onset(values.length, last, p) : best;
        }
        return best;
    }

    /**
     * The probability that at least so many of the {@code last} highest points are among the last. Of equal points, the first
     * ones count as higher.
     */
    private static double among(double[] values, double[] sorted, int last) {
        int first = values.length - last;
        double lowest = sorted[first];
        long above = Arrays.stream(values).filter(value -> value > lowest).count();
        long aboveLast = Arrays.stream(values, first, values.length)
                .filter(value -> value > lowest)
                .count();
        long equalFirst =
                Arrays.stream(values, 0, first).filter(value -> value == lowest).count();
        long hits = aboveLast + Math.max(0, last - above - equalFirst);
        return new TwoByTwo(hits, last, last - hits, first).fisher();
    }

    /**
     * The logarithm of the combined p-value: that the side differs, and that it does so at the end.
     *
     * @param differs the logarithm of the p-value of a comparison that ignores the order of the points
     * @see <a href="https://doi.org/10.2307/2681650">Fisher's method, Mosteller and Fisher 1948</a>
     */
    double logWith(double differs) {
        double product = Math.log(p) + differs;
        return Double.isInfinite(product) ? product : Math.min(0, product + Math.log1p(-product));
    }
}
