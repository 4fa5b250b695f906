package io.nightshift.promotion.judge.stats;

/**
 * Whether the first of two shares is higher, by exact tests on the counts.
 *
 * @param first how many of {@code ofFirst}
 * @param second how many of {@code ofSecond}
 */
public record TwoByTwo(long first, long ofFirst, long second, long ofSecond) {

    /** Above it the walk through all totals takes longer than it tells: both tests agree there. */
    private static final long MOST_FOR_BOSCHLOO = 6000;

    /** Above it neither test says anything, and which of them is told makes no difference. */
    private static final double NOTHING = 0.5;

    private static final double NEGLIGIBLE = 1e-17;
    private static final double SAME = 1 + 1e-9;
    private static final int FEWEST_SHARES = 200;
    private static final int SHARES_PER_ROOT = 8;
    private static final int HALVINGS = 12;

    /** Seen from the other side. */
    public TwoByTwo swapped() {
        return new TwoByTwo(second, ofSecond, first, ofFirst);
    }

    /** The p-value of Fisher's exact test that the first share is higher. */
    public double fisher() {
        return tail(first, first + second);
    }

    /**
     * The p-value of Boschloo's exact test that the first share is higher: Fisher's p-value as the statistic of an
     * unconditional test. Never above Fisher's, so it finds whatever that finds, and its error is at most what is asked for.
     * Where Fisher's is above one half, it is Fisher's.
     *
     * @see <a href="https://doi.org/10.1111/j.1467-9574.1970.tb00104.x">Boschloo 1970</a>
     */
    public double boschloo() {
        double fisher = fisher();
        if (fisher > NOTHING || ofFirst + ofSecond > MOST_FOR_BOSCHLOO) {
            return fisher;
        }
        return Math.min(highest(tails(fisher * SAME)), fisher);
    }

    /** The most that the tails can be together, whatever the share: over a grid, then around its best place. */
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

    /** @param angle of which the square of the sine is the share: steps are as wide as the spread of a count there */
    private static double at(double[] tails, double angle) {
        double sine = Math.sin(angle);
        return probability(tails, sine * sine);
    }

    /** For each total how likely it is to be split at least as unevenly as what was seen. */
    private double[] tails(double limit) {
        int all = (int) (ofFirst + ofSecond);
        var tails = new double[all + 1];
        long cut = 0;
        for (int total = 0; total <= all; total++) {
            cut = Math.max(cut, total - ofSecond);
            double tail = tail(cut, total);
            // From one total to the next the first that is uneven enough moves by at most one.
            while (tail > limit) {
                cut++;
                tail = tail(cut, total);
            }
            tails[total] = tail;
        }
        return tails;
    }

    /** How likely a total of so many is split with at least {@code least} in the first, all splits being alike. */
    private double tail(long least, long total) {
        long most = Math.min(ofFirst, total);
        if (least <= Math.max(0, total - ofSecond)) {
            return 1;
        }
        if (least > most) {
            return 0;
        }
        double term =
                Math.exp(choose(ofFirst, least) + choose(ofSecond, total - least) - choose(ofFirst + ofSecond, total));
        double sum = term;
        for (long k = least; k < most; k++) {
            term *= (double) (ofFirst - k) / (k + 1) * (total - k) / (ofSecond - total + k + 1);
            sum += term;
            if (term < sum * NEGLIGIBLE && k > least + 1) {
                break;
            }
        }
        return Math.min(1, sum);
    }

    /** How likely any of the tails is, where both shares are this one. */
    private static double probability(double[] tails, double share) {
        int n = tails.length - 1;
        int middle = (int) Math.min(n, Math.floor((n + 1) * share));
        double term = Math.exp(choose(n, middle) + middle * Math.log(share) + (n - middle) * Math.log1p(-share));
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

    private static double choose(long n, long k) {
        return LogGamma.of(n + 1.0) - LogGamma.of(k + 1.0) - LogGamma.of(n - k + 1.0);
    }

    /**
     * Where the difference of the shares lies: Newcombe's hybrid of two Wilson intervals.
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
