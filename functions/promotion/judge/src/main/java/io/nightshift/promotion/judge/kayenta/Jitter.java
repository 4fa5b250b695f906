package io.nightshift.promotion.judge.kayenta;

import io.nightshift.promotion.judge.stats.Normal;

/**
 * Prevents two constant sides from being all ties: Kayenta adds Gaussian noise of 1e-5 of the value. Here the noise is the
 * quantiles of that normal distribution, so that the same numbers always get the same label.
 */
final class Jitter {

    private static final double SCALE = 1e-5;

    private Jitter() {}

    static boolean isConstant(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    /** @param offset the position of each quantile in its probability interval, above 0 and below 1 */
    static double[] around(double[] values, double offset) {
        var spread = new double[values.length];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = values[i] + Normal.quantile((i + offset) / values.length) * (values[0] * SCALE);
        }
        return spread;
    }
}
