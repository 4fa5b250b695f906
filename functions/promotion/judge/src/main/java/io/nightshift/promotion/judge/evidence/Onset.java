package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.stats.TwoByTwo;
import java.util.Arrays;

/**
 * That a side's most changed points are its last ones: what began within the window, and stays. The p-value counts
 * orders of the points, so that they may scatter as they like, and one bad minute is still one point. What the points
 * are, in any order, says nothing about it: under chance it is independent of every comparison with the other side.
 *
 * @param points how many there are
 * @param last how many of them are since then
 * @param p that so many of the most changed points are among the last by chance, for all places where it could have
 *     begun together; 1 if there are too few points to tell
 */
record Onset(int points, int last, double p) {

    /** Fewer last points do not stay yet. */
    private static final int FEWEST_LAST = 3;

    /** Fewer first points are not level to change from. */
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
     * How likely it is that at least so many of the {@code last} highest are among the last. Of points that are equal, the first
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
     * The logarithm of the p-value of both together: that the side differs, and that it does so at the end.
     *
     * @param differs the logarithm of that of a comparison that does not check the order of the points
     * @see <a href="https://doi.org/10.2307/2681650">Fisher's method, Mosteller and Fisher 1948</a>
     */
    double logWith(double differs) {
        double product = Math.log(p) + differs;
        return Double.isInfinite(product) ? product : Math.min(0, product + Math.log1p(-product));
    }
}
