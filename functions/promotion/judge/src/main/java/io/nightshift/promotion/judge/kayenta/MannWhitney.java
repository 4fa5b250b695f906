package io.nightshift.promotion.judge.kayenta;

import io.nightshift.promotion.judge.stats.Ranks;
import java.util.Arrays;
import java.util.Optional;

/**
 * The inverted Mann-Whitney U test: the shifts of the experiment for which it would find no difference. Same as R's
 * {@code wilcox.test(x, y, conf.int = TRUE, exact = FALSE)}: normal approximation, corrected for ties and continuity.
 */
final class MannWhitney {

    /**
     * The shift of the experiment against the control, in the metric's unit.
     *
     * @param estimate the Hodges-Lehmann estimate
     */
    record Shift(double lower, double upper, double estimate) {}

    private final double[] x;
    private final double[] y;
    private boolean allTied;

    private MannWhitney(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /**
     * Empty if all numbers are tied under some shift that the search reaches, so that there is no spread to compare with.
     *
     * @param z the normal quantile of the interval's lower tail, below 0
     */
    static Optional<Shift> shift(double[] experiment, double[] control, double z) {
        var test = new MannWhitney(experiment, control);
        double left = min(experiment) - max(control);
        double right = max(experiment) - min(control);
        double lower = test.bound(left, right, -z);
        double upper = test.bound(left, right, z);
        double estimate = BrentRoot.between(
                left, right, test.deviation(left, 0), test.deviation(right, 0), shift -> test.deviation(shift, 0));
        return test.allTied ? Optional.empty() : Optional.of(new Shift(lower, upper, estimate));
    }

    private double bound(double left, double right, double quantile) {
        double atLeft = deviation(left, quantile);
        double atRight = deviation(right, quantile);
        if (atLeft <= 0) {
            return left;
        }
        if (atRight >= 0) {
            return right;
        }
        return BrentRoot.between(left, right, atLeft, atRight, shift -> deviation(shift, quantile));
    }

    /** The number of standard deviations by which the rank sum exceeds the quantile, after the experiment is shifted back. */
    private double deviation(double shift, double quantile) {
        double m = x.length;
        double n = y.length;
        var ranks = Ranks.of(Arrays.stream(x).map(value -> value - shift).toArray(), y);
        double d = ranks.first() - m * (m + 1) / 2 - m * n / 2;
        double sigma = Math.sqrt((m * n / 12) * ((m + n + 1) - ranks.ties() / ((m + n) * (m + n - 1))));
        if (sigma == 0) {
            allTied = true;
            return 0;
        }
        return (d - Math.signum(d) * 0.5) / sigma - quantile;
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
