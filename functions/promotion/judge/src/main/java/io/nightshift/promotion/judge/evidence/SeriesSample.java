package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.stats.LocationShift;
import java.util.OptionalLong;

/**
 * How many points a side find a change of series with a power of 80 %, about.
 *
 * @param points a side
 */
record SeriesSample(double points) {

    /** Fewer cannot show that they do not follow each other. */
    static final int FEWEST = 20;

    static final String TOO_MANY =
            "; with this scatter no bake is long enough to find such a change: give the metric a max,"
                    + " or wait longer between two points";

    /** A day by the minute; nobody waits for more of what took less. */
    private static final long MOST = 1440;

    private static final long MOST_TIMES = 10;

    private static final double POWER_80 = 0.8416212335729143;

    /**
     * Fitted to the share of equal sides that pass, by autocorrelations from 0 to 0.9 and margins of half to four deviations: that
     * points do not follow each other has to be seen, too, and where they do, on more of them.
     */
    static SeriesSample of(Level level, LocationShift.Guess guess, double margin) {
        double independent = 2 * Math.pow((level.z() + POWER_80) * guess.spread() / margin, 2);
        double rho = guess.autocorrelation();
        return new SeriesSample(15 + (1 + rho) / (1 - rho) * (4 + 1.15 * independent));
    }

    /** What has to be added to so many; empty if that is more than anyone would wait for. */
    OptionalLong more(int have) {
        double more = Math.ceil(Math.max(points - have, have / 2.0));
        return more <= Math.max(MOST, MOST_TIMES * (long) have) ? OptionalLong.of((long) more) : OptionalLong.empty();
    }
}
