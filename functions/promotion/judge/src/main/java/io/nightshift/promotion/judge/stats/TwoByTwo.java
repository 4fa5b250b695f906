package io.nightshift.promotion.judge.stats;

/**
 * Exact tests of whether the first of two shares is higher.
 *
 * @param first how many of {@code ofFirst}
 * @param second how many of {@code ofSecond}
 */
public record TwoByTwo(long first, long ofFirst, long second, long ofSecond) {

    /** Above this number, walking through all totals takes too long for its benefit: both tests agree there. */
    private static final long MOST_FOR_BOSCHLOO = 6000;

    /** Above this value neither test is significant, and either can be returned. */
    private static final double NOTHING = Math.log(0.5);

    /** Below this value both tests are certain. */
    private static final double CERTAIN = -600;

    /** From this width of a tail's terms on, their sum is computed as an integral instead of adding up a million terms. */
    private static final double WIDE = 125;

    private static final double STEPS_A_WIDTH = 8;

    private static final double NEGLIGIBLE = 1e-17;
    private static final double SAME = 1 + 1e-9;
    private static final int FEWEST_SHARES = 200;
    private static final int SHARES_PER_ROOT = 8;
    private static final int HALVINGS = 12;

    /** The table with both sides swapped. */
    public TwoByTwo swapped() {
        return new TwoByTwo(second, ofSecond, first, ofFirst);
    }

    /** Reports whether the first share is the higher one: compares the shares, not the tails. */
    public boolean isFirstHigher() {
        return share(first, ofFirst) > share(second, ofSecond);
    }

    /** Reports whether the second share is the higher one. */
    public boolean isSecondHigher() {
        return swapped().isFirstHigher();
    }

    private static double share(long count, long of) {
        return (double) count / of;
    }

    /** The p-value of Fisher's exact test that the first share is higher. */
    public double fisher() {
        return Math.exp(logFisher());
    }

    /** The logarithm of {@link #fisher()}, which does not underflow for any counts. */
    public double logFisher() {
        return logTail(first, first + second);
    }

    /**
     * The p-value of Boschloo's exact test that the first share is higher: Fisher's p-value as the statistic of an
     * unconditional test. Never above Fisher's, so it finds everything that Fisher's finds, and its error is at most the
     * requested one. If Fisher's p-value is above one half, it is returned instead.
     *
     * @see <a href="https://doi.org/10.1111/j.1467-9574.1970.tb00104.x">Boschloo 1970</a>
     */
    public double boschloo() {
        return Math.exp(logBoschloo());
    }

    /** The logarithm of {@link #boschloo()}. */
    public double logBoschloo() {
        double fisher = logFisher();
        if (fisher > NOTHING || fisher < CERTAIN || ofFirst + ofSecond > MOST_FOR_BOSCHLOO) {
            return fisher;
        }
        return Math.min(Math.log(highest(tails(Math.exp(fisher) * SAME))), fisher);
    }

    /** The maximum of the tails together, over all shares: over a grid, then around its best place. */
    private static double highest(double[] tails) {
        double step = Math.PI / 2 / Math.max(FEWEST_SHARES, (int) (SHARES_PER_ROOT * Math.sqrt(tails.length)));
        double best = step;
        double most = 0;
        for (double angle = step; angle < Math.PI / 2; angle += step) {
            double here = at(tails, angle);
            if (here > most) {
                most = here;
                best = angle;
            }
        }
        for (int halving = 0; halving < HALVINGS; halving++) {
            step /= 2;
            double left = at(tails, Math.max(best - step, step));
            double right = at(tails, Math.min(best + step, Math.PI / 2 - step));
            if (Math.max(left, right) > most) {
                best += left > right ? -step : step;
                most = Math.max(left, right);
            }
        }
        return most;
    }

    /** @param angle the square of its sine is the share: steps are as wide as the spread of a count there */
    private static double at(double[] tails, double angle) {
        double sine = Math.sin(angle);
        return probability(tails, sine * sine);
    }

    /** For each total, the probability of a split at least as uneven as the observed one. */
    private double[] tails(double limit) {
        int all = (int) (ofFirst + ofSecond);
        var tails = new double[all + 1];
        long cut = 0;
        for (int total = 0; total <= all; total++) {
            cut = Math.max(cut, total - ofSecond);
            double tail = tail(cut, total);
            // From one total to the next, the first split that is uneven enough moves by at most one.
            while (tail > limit) {
                cut++;
                tail = tail(cut, total);
            }
            tails[total] = tail;
        }
        return tails;
    }

    private double tail(long least, long total) {
        return Math.exp(logTail(least, total));
    }

    /**
     * The logarithm of the probability that a total is split with at least {@code least} in the first, if all splits are
     * equally likely. Added up from the smaller side, so that neither side loses precision. Terms wider than {@value #WIDE}
     * counts are integrated, accurate to six digits.
     */
    private double logTail(long least, long total) {
        long fewest = Math.max(0, total - ofSecond);
        long most = Math.min(ofFirst, total);
        if (least <= fewest) {
            return 0;
        }
        if (least > most) {
            return Double.NEGATIVE_INFINITY;
        }
        if (least > (double) total / (ofFirst + ofSecond) * ofFirst) {
            return Math.min(0, logSplit((double) least, (double) total) + Math.log(above(least, most, total)));
        }
        // Counted from the other side: the same splits, by the number in the second.
        var other = swapped();
        long left = total - least + 1;
        double below =
                other.logSplit((double) left, (double) total) + Math.log(other.above(left, total - fewest, total));
        return below >= 0 ? Double.NEGATIVE_INFINITY : Math.log1p(-Math.exp(below));
    }

    /** The logarithm of the probability that exactly k of a total are in the first. */
    private double logSplit(double k, double total) {
        double all = (double) ofFirst + ofSecond;
        double p = total / all;
        double q = (all - total) / all;
        return BinomialDensity.log(k, (double) ofFirst, p, q)
                + BinomialDensity.log(total - k, (double) ofSecond, p, q)
                - BinomialDensity.log(total, all, p, q);
    }

    /** The sum of all terms from {@code least} on, in units of the first of them. */
    private double above(long least, long most, long total) {
        double ratio = ratio(least, total);
        double all = (double) ofFirst + ofSecond;
        double deviation = Math.sqrt((double) ofFirst / all * ofSecond / all * total / all * (all - total));
        double width = ratio < 1 ? Math.min(deviation, -1 / Math.log(ratio)) : deviation;
        if (width > WIDE) {
            return integral(least, most, total, width);
        }
        double term = 1;
        double sum = 1;
        for (long k = least; k < most && term > sum * NEGLIGIBLE; k++) {
            term *= ratio(k, total);
            sum += term;
        }
        return sum;
    }

    /** The ratio of the term after the k-th to the k-th. */
    private double ratio(long k, long total) {
        return (double) (ofFirst - k) / (k + 1) * (total - k) / (ofSecond - total + k + 1);
    }

    /** By Simpson's rule, starting half a count before the first term. */
    private double integral(long least, long most, long total, double width) {
        double first = logSplit((double) least, (double) total);
        double step = width / STEPS_A_WIDTH;
        double sum = 0;
        double left = Math.exp(logSplit(least - 0.5, (double) total) - first);
        for (double at = least - 0.5; at + step <= most; at += step) {
            double middle = Math.exp(logSplit(at + step / 2, (double) total) - first);
            double right = Math.exp(logSplit(at + step, (double) total) - first);
            sum += step / 6 * (left + 4 * middle + right);
            left = right;
            if (right * width < sum * NEGLIGIBLE) {
                break;
            }
        }
        return sum;
    }

    /** The probability of any of the tails, if both shares have this value. */
    private static double probability(double[] tails, double share) {
        int n = tails.length - 1;
        int middle = (int) Math.min(n, Math.floor((n + 1) * share));
        double term = Math.exp(BinomialDensity.log(middle, n, share, 1 - share));
        double odds = share / (1 - share);
        double sum = term * tails[middle];
        double up = term;
        for (int k = middle; k < n && up > NEGLIGIBLE; k++) {
            up *= (double) (n - k) / (k + 1) * odds;
            sum += up * tails[k + 1];
        }
        double down = term;
        for (int k = middle; k > 0 && down > NEGLIGIBLE; k--) {
            down *= k / ((n - k + 1) * odds);
            sum += down * tails[k - 1];
        }
        return sum;
    }

    /**
     * The confidence interval of the difference of the shares: Newcombe's hybrid of two Wilson intervals.
     *
     * @param z the normal quantile of one tail, above 0
     * @return lower and upper end
     * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I">Newcombe 1998</a>
     */
    public double[] difference(double z) {
        double p = (double) first / ofFirst;
        double q = (double) second / ofSecond;
        var one = wilson(p, ofFirst, z);
        var other = wilson(q, ofSecond, z);
        return new double[] {p - q - Math.hypot(p - one[0], other[1] - q), p - q + Math.hypot(one[1] - p, q - other[0])
        };
    }

    private static double[] wilson(double p, long n, double z) {
        double middle = p + z * z / (2 * n);
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        double scale = 1 + z * z / n;
        return new double[] {(middle - half) / scale, (middle + half) / scale};
    }
}
