package io.nightshift.promotion.judge.stats;

import java.util.Arrays;

/**
 * The limits within which no value is an outlier: {@code [min(P1, Q1 - f IQR), max(P99, Q3 + f IQR)]}, Tukey's fences widened
 * as in Kayenta's {@code IQRDetector}. Its documentation omits P1 and P99.
 */
public record OutlierFences(double lower, double upper) {

    public static OutlierFences around(double[] values, double factor) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        double q1 = percentile(sorted, 25);
        double q3 = percentile(sorted, 75);
        double far = factor * (q3 - q1);
        return new OutlierFences(Math.min(percentile(sorted, 1), q1 - far), Math.max(percentile(sorted, 99), q3 + far));
    }

    public boolean hold(double value) {
        return !(value > upper || value < lower);
    }

    /**
     * Type R-7: linear between the two nearest of the sorted values (Hyndman and Fan 1996). NaN without values.
     *
     * @param percent above 0, at most 100
     */
    public static double percentile(double[] sorted, double percent) {
        int n = sorted.length;
        if (n < 2) {
            return n == 0 ? Double.NaN : sorted[0];
        }
        double p = percent / 100;
        double position = p == 1 ? n : 1 + (n - 1) * p;
        double floor = Math.floor(position);
        if (position >= n) {
            return sorted[n - 1];
        }
        double below = sorted[(int) floor - 1];
        return below + (position - floor) * (sorted[(int) floor] - below);
    }
}
