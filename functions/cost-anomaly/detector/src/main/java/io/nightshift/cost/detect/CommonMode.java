package io.nightshift.cost.detect;

import java.util.Arrays;

/**
 * What all series of an account do on a day: holidays, a busy Monday, a launch. The median of what its dense series stray, as far as it is
 * usual for the account; a rise beyond that is left to the series, because everything that rises at once is an anomaly too.
 *
 * <p>Not thread-safe.
 */
final class CommonMode {

    private static final int FEWEST = 5;
    private static final int KEPT = 100;
    private static final int ENOUGH = 20;
    private static final double CLIP = 2.5;
    private static final double SHRUNK = 4;
    private static final double UNKNOWN = 0.02;

    private final SortedWindow past = new SortedWindow(KEPT);

    /** @param distances of the dense series; NaN of those that take no part */
    double of(double[] distances) {
        var known = Arrays.stream(distances).filter(one -> !Double.isNaN(one)).toArray();
        if (known.length < FEWEST) {
            return 0;
        }
        double median = Scores.median(known, known.length);
        double usual = past.size() < ENOUGH ? UNKNOWN : past.deviation();
        past.add(median);
        return Math.min(median, CLIP * usual) * known.length / (known.length + SHRUNK);
    }
}
