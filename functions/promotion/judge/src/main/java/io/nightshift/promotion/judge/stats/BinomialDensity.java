package io.nightshift.promotion.judge.stats;

/**
 * Densities of counts as logarithms, in the saddle-point form of Loader. It has 13 digits relative to the count's deviation
 * for small counts, and 6 or more for counts of the order of 10^12, where differences of the gamma function's logarithm have
 * none. The arguments need not be whole, so that long sums can be integrals.
 *
 * @see <a href="https://www.r-project.org/doc/reports/CLoader-dbinom-2002.pdf">Loader 2000, fast and accurate computation of
 *     binomial probabilities</a>
 */
final class BinomialDensity {

    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
    private static final double LARGE = 15;
    private static final double NEAR = 0.1;

    private BinomialDensity() {}

    /** The logarithm of the probability of k of n, each with probability p; q is 1 - p. */
    static double log(double k, double n, double p, double q) {
        if (k <= 0) {
            return n * logShare(q, p);
        }
        if (k >= n) {
            return n * logShare(p, q);
        }
        double errors = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
        double deviance = deviance(k, n * p) + deviance(n - k, n * q);
        return errors - deviance - HALF_LOG_TWO_PI - 0.5 * (Math.log(k) + Math.log1p(-k / n));
    }

    private static double logShare(double share, double other) {
        return other < NEAR ? Math.log1p(-other) : Math.log(share);
    }

    /** The error of Stirling's formula: log n! - log(sqrt(2 pi n) (n/e)^n). */
    private static double stirlingError(double n) {
        if (n < LARGE) {
            return LogGamma.of(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI;
        }
        double square = n * n;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square)
                / n;
    }

    /** x log(x / mean) + mean - x, without cancellation if both are close. */
    private static double deviance(double x, double mean) {
        double difference = x - mean;
        if (Math.abs(difference) >= NEAR * (x + mean)) {
            return x * Math.log(x / mean) - difference;
        }
        double v = difference / (x + mean);
        double sum = difference * v;
        double term = 2 * x * v;
        for (int j = 3; ; j += 2) {
            term *= v * v;
            double next = sum + term / j;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }
}
