package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.stats.LocationShift;
import java.util.OptionalLong;

/**
 * The approximate number of points a side that finds a change of series with a power of 80 %.
 *
 * @param points a side
 */
record SeriesSampleSize(double points) {

    /** With fewer points, independence of neighbours cannot be shown. */
    static final int FEWEST = 20;

    static final String TOO_MANY =
            "; with this scatter no bake is long enough to find such a change: give the metric a max,"
                    + " or wait longer between two points";

    /** One day by the minute; waiting for more is not useful. */
    private static final long MOST = 1440;

    private static final long MOST_TIMES = 10;

    private static final double POWER_80 = 0.8416212335729143;

    /**
     * Fitted to the share of equal sides that pass, for autocorrelations from 0 to 0.9 and margins of half to four
     * deviations. It includes the points needed to show that neighbours are independent, and the extra points needed if they
     * are not.
     */
    static SeriesSampleSize of(Level level, LocationShift.Guess guess, double margin) {
        double independent = 2 * Math.pow((level.z() + POWER_80) * guess.spread() / margin, 2);
        double rho = guess.autocorrelation();
        return new SeriesSampleSize(15 + (1 + rho) / (1 - rho) * (4 + 1.15 * independent));
    }

    /** The number of points still missing; empty if there are too many to wait for. */
    OptionalLong more(int have) {
        double more = Math.ceil(Math.max(points - have, have / 2.0));
        return more <= Math.max(MOST, MOST_TIMES * (long) have) ? OptionalLong.of((long) more) : OptionalLong.empty();
    }
}
