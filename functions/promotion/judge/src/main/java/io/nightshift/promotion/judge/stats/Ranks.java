package io.nightshift.promotion.judge.stats;

import java.util.Arrays;

/**
 * Ranks of two samples together, from 1, ties averaged. The order is {@link Double#compare}'s, as in commons-math's
 * {@code NaturalRanking}: -0.0 comes before 0.0.
 *
 * @param first the sum of the ranks of the first sample
 * @param ties the sum of t³ − t over all groups of t equal numbers
 */
public record Ranks(double first, double ties) {

    public static Ranks of(double[] first, double[] second) {
        var sorted = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, sorted, first.length, second.length);
        Arrays.sort(sorted);
        double sum = 0;
        for (double value : first) {
            sum += (firstAtLeast(sorted, value) + 1 + firstAbove(sorted, value)) / 2.0;
        }
        return new Ranks(sum, ties(sorted));
    }

    /** The share of pairs in which the first is higher; equal pairs count half. */
    public static double commonLanguageEffect(double[] first, double[] second) {
        double m = first.length;
        double n = second.length;
        return (2 * of(first, second).first() - m * (m + 1)) / (2 * n * m);
    }

    private static double ties(double[] sorted) {
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || Double.compare(sorted[i], sorted[from]) != 0) {
                double t = i - from;
                sum += t * t * t - t;
                from = i;
            }
        }
        return sum;
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int firstAbove(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], value) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
