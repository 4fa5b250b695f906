package io.nightshift.promotion.judge.evidence;

import java.util.OptionalLong;

/**
 * The approximate number of requests a side that finds a change of a ratio with a power of 80 %.
 *
 * @param requests a side
 */
record RatioSample(double requests) {

    static final String TOO_MANY =
            "; with this traffic no bake is long enough to find such a change: give the metric a max,"
                    + " or the canary more traffic";

    private static final double MOST = 10_000;
    private static final double MOST_TIMES = 100;
    private static final double POWER_80 = 0.8416212335729143;

    /** @param scatter the factor by which counts are divided */
    static RatioSample of(Level level, double share, double margin, double scatter) {
        double p = share;
        double q = Math.min(1, p + margin);
        return new RatioSample(Math.pow((level.z() + POWER_80) / margin, 2) * (p * (1 - p) + q * (1 - q)) * scatter);
    }

    /** The number of requests still missing; empty if there are too many to wait for. */
    OptionalLong more(long have) {
        double more = Math.ceil(Math.max(requests - have, requests / 4));
        return more <= Math.max(MOST, MOST_TIMES * have) ? OptionalLong.of((long) more) : OptionalLong.empty();
    }
}
