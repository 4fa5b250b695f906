package io.nightshift.promotion.judge.stats;

/** Student's t distribution. */
public final class StudentT {

    private static final double PRECISION = 1e-15;
    private static final double TINY = 1e-300;
    private static final int MOST_STEPS = 2000;

    private final double freedom;
    private final double logScale;

    /** @param freedom degrees of freedom, above 0 */
    public StudentT(double freedom) {
        this.freedom = freedom;
        this.logScale = LogGamma.of((freedom + 1) / 2) - LogGamma.of(freedom / 2) - LogGamma.of(0.5);
    }

    /** The probability below t. */
    public double below(double t) {
        double outside = beta(1 / (1 + t * t / freedom), 1 / (1 + freedom / (t * t)));
        return t > 0 ? 1 - outside / 2 : outside / 2;
    }

    /** The probability above t; accurate also if it is small. */
    public double above(double t) {
        return below(-t);
    }

    /** The regularised incomplete beta function of (freedom / 2, 1/2) at x, with y = 1 - x. */
    private double beta(double x, double y) {
        if (y <= 0) {
            return 1;
        }
        double a = freedom / 2;
        double b = 0.5;
        double front = Math.exp(logScale + a * Math.log(x) + b * Math.log(y));
        return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, y) / b;
    }

    /**
     * The continued fraction of the incomplete beta function, by the modified method of Lentz.
     *
     * @see <a href="https://dlmf.nist.gov/8.17#v">DLMF 8.17.22</a>
     */
    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MOST_STEPS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < PRECISION) {
                break;
            }
        }
        return value;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
