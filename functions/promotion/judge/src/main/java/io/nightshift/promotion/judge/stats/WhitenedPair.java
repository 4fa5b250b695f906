package io.nightshift.promotion.judge.stats;

import io.nightshift.promotion.judge.stats.StudentMixture.Term;

/**
 * Two series from which one autocorrelation is removed, so that neighbours are independent. Then the fit of one level for
 * both, and of a step or a ramp in one of them, needs only a few sums at any place.
 */
final class WhitenedPair {

    /** Squares below this share of the total are rounding errors. */
    private static final double ROUNDING = 1e-13;

    private final double rho;
    private final Side first;
    private final Side second;
    private final double information;
    private final double level;
    private final double squares;
    private final double weight;

    WhitenedPair(double[] first, double[] second, double rho) {
        this.rho = rho;
        this.first = new Side(first, rho);
        this.second = new Side(second, rho);
        this.information = this.first.information + this.second.information;
        this.level = this.first.level + this.second.level;
        this.squares = this.first.squares + this.second.squares;
        this.weight = Math.exp((Math.log(information) - 2 * Math.log1p(-rho * rho)) / freedom());
    }

    private int freedom() {
        return first.size() + second.size() - 2;
    }

    /**
     * The change at one place.
     *
     * @param estimate the size of the change at the end
     * @param information the amount of information in the points about it
     * @param rest the squares that it does not explain
     */
    private record Fit(double estimate, double information, double rest) {}

    private Fit fit(boolean isFirst, int from, boolean ramp) {
        var side = isFirst ? first : second;
        double slope = 1 - rho;
        double last = side.size() - from;
        double shared;
        double own;
        double product;
        if (ramp) {
            double half = slope * (last - 1) / 2;
            shared = slope * (1 + half);
            own = (1 + 2 * half + slope * slope * (last - 1) * (2 * last - 1) / 6) / last;
            product = (side.sums[from] + slope * (side.timed[from] - from * side.sums[from])) / last;
        } else {
            shared = slope * (1 + slope * (last - 1));
            own = 1 + slope * slope * (last - 1);
            product = side.whitened[from] + slope * side.sums[from + 1];
        }
        double told = own - shared * shared / information;
        double estimate = (product - shared * level / information) / told;
        double rest = squares - level * level / information - estimate * estimate * told;
        return new Fit(estimate, told, Math.max(rest, squares * ROUNDING));
    }

    /**
     * Orders places and autocorrelations by likelihood, the least value is the most likely; infinite in the other direction.
     */
    double misfit(boolean isFirst, int from, boolean ramp, boolean rises) {
        var fit = fit(isFirst, from, ramp);
        return fit.estimate > 0 == rises ? fit.rest * weight : Double.POSITIVE_INFINITY;
    }

    double misfitWithoutChange() {
        return Math.max(squares - level * level / information, squares * ROUNDING) * weight;
    }

    Term term(boolean isFirst, int from, boolean ramp) {
        var fit = fit(isFirst, from, ramp);
        double variance = fit.rest / freedom();
        double likelihood = Math.log1p(-rho * rho)
                - (freedom() * Math.log(fit.rest) + Math.log(information) + Math.log(fit.information)) / 2;
        return new Term(
                rho,
                fit.estimate,
                Math.sqrt(variance / fit.information),
                Math.sqrt(variance / (1 - rho * rho)),
                likelihood);
    }

    /** One side, with the sums of its whitened points starting at each. */
    private static final class Side {

        private final double[] whitened;
        private final double[] sums;
        private final double[] timed;
        private final double information;
        private final double level;
        private final double squares;

        Side(double[] values, double rho) {
            int n = values.length;
            double start = Math.sqrt(1 - rho * rho);
            double slope = 1 - rho;
            this.whitened = new double[n];
            this.sums = new double[n + 1];
            this.timed = new double[n + 1];
            double all = 0;
            for (int i = n - 1; i >= 0; i--) {
                whitened[i] = i == 0 ? start * values[0] : values[i] - rho * values[i - 1];
                sums[i] = sums[i + 1] + whitened[i];
                timed[i] = timed[i + 1] + i * whitened[i];
                all += whitened[i] * whitened[i];
            }
            this.information = start * start + (n - 1) * slope * slope;
            this.level = start * whitened[0] + slope * sums[1];
            this.squares = all;
        }

        int size() {
            return whitened.length;
        }
    }
}
