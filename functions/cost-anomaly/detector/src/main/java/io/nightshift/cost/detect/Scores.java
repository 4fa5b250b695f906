package io.nightshift.cost.detect;

import java.util.Arrays;

/** Robust statistics of small samples, and tail probabilities as normal scores. */
final class Scores {

    /** Makes the median absolute deviation of a normal sample its standard deviation. */
    private static final double NORMAL_MAD = 1.4826;

    /** From here on, a Student variable is taken as normal. */
    private static final double NORMAL_FREEDOM = 200;

    private static final double FARTHEST = 38;

    private Scores() {}

    /**
     * The normal score with the same tail probability as t.
     *
     * @param freedom degrees of freedom of t
     * @see <a href="https://doi.org/10.1214/aoms/1177706096">Wallace 1959, bounds on normal approximations to Student's</a>
     */
    static double ofStudent(double t, double freedom) {
        if (freedom > NORMAL_FREEDOM) {
            return t;
        }
        double z = Math.sqrt(freedom * Math.log1p(t * t / freedom)) * (8 * freedom + 1) / (8 * freedom + 3);
        return Math.copySign(z, t);
    }

    /**
     * The probability above z of a normal variable, to seven digits.
     *
     * @see <a href="https://personal.math.ubc.ca/~cbm/aands/page_932.htm">Abramowitz and Stegun, 26.2.17</a>
     */
    static double above(double z) {
        double x = Math.min(FARTHEST, Math.abs(z));
        double k = 1 / (1 + 0.2316419 * x);
        double sum = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
        double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * sum;
        return z >= 0 ? tail : 1 - tail;
    }

    /** The median; 0 of no values. Sorts them. */
    static double median(double[] values, int count) {
        if (count == 0) {
            return 0;
        }
        Arrays.sort(values, 0, count);
        int middle = count / 2;
        return count % 2 == 1 ? values[middle] : (values[middle] + values[middle - 1]) / 2;
    }

    static double median(double[] values) {
        return median(values.clone(), values.length);
    }

    /** The median absolute deviation from a centre, as the standard deviation of a normal sample. */
    static double deviation(double[] values, int count, double centre) {
        var distances = new double[count];
        for (int i = 0; i < count; i++) {
            distances[i] = Math.abs(values[i] - centre);
        }
        return NORMAL_MAD * median(distances, count);
    }
}
