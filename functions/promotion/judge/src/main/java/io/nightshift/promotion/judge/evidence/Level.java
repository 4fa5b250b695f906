package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.InterimLooks;
import io.nightshift.promotion.judge.stats.Normal;
import java.util.Locale;

/**
 * The significance level of one look at one metric.
 *
 * @param look the error that this look may spend, both directions together
 * @param tail the error that each relevant direction may spend
 */
record Level(double look, double tail, InterimLooks looks) {

    private static final double SMALLEST = Math.log(1e-300);

    static Level of(CanaryMetric metric, InterimLooks looks) {
        double look = AlphaSpending.at(looks, 1 - metric.sensitivity().confidence());
        return new Level(look, metric.direction() == Direction.EITHER ? look / 2 : look, looks);
    }

    /** The normal quantile of one tail, above 0. */
    double z() {
        return -Normal.quantile(tail);
    }

    /** Formats a p-value, given its logarithm. */
    static String p(double log) {
        return log < SMALLEST ? "less than 1e-300" : String.format(Locale.ROOT, "%.2g", Math.exp(log));
    }

    @Override
    public String toString() {
        var sure = String.format(Locale.ROOT, "error at most %.2g %%", 100 * look);
        return looks.equals(InterimLooks.ONE)
                ? sure
                : sure + " at look " + looks.now() + (looks.planned() == 0 ? "" : " of " + looks.planned());
    }
}
