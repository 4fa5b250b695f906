package io.nightshift.backup.check;

import java.util.Arrays;
import java.util.List;

/**
 * The counts that earlier runs make likely, both ends included.
 *
 * <p>The middle is where the median slope (Theil-Sen) of the logarithms leads; the width is the larger one of the
 * tolerance, the noise of small counts, and four times the spread of earlier runs around that line. So growth is followed
 * and one odd run moves nothing.
 *
 * @param samples how many earlier counts it is learned from; none: every count is inside
 */
public record Band(long low, long high, int samples) {

    private static final double SPREADS = 4;

    /** The median of absolute deviations, as a standard deviation of a normal distribution. */
    private static final double NORMAL = 1.4826;

    /** Three standard deviations of a Poisson count. */
    private static final double NOISE = 3;

    /** A line through fewer points is none; the last count is the middle then. */
    private static final int LINE = 5;

    private static final double LARGEST = 9.0e18;

    /** Half of the rows missing is damage, however slowly they went. */
    private static final double SHRUNK = 0.5;

    /**
     * @param counts of earlier good runs, oldest first
     * @param tolerance percent, from 1 to 1000
     * @throws IllegalArgumentException if a count is negative or the tolerance is out of range
     */
    public static Band of(List<Long> counts, int tolerance) {
        if (tolerance < 1 || tolerance > 1000) {
            throw new IllegalArgumentException("tolerance is " + tolerance + " %; from 1 to 1000 is right");
        }
        if (counts.stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a count is below 0");
        }
        if (counts.isEmpty()) {
            return new Band(0, Long.MAX_VALUE, 0);
        }
        double[] logs = counts.stream().mapToDouble(Math::log1p).toArray();
        double slope = logs.length < LINE ? 0 : slope(logs);
        double[] levels = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            levels[i] = logs[i] + slope * (logs.length - i);
        }
        double middle = logs.length < LINE ? levels[levels.length - 1] : median(levels);
        double spread = SPREADS * NORMAL * deviation(levels, middle);
        double width = Math.max(Math.log1p(tolerance / 100.0), spread);
        double expected = Math.expm1(middle);
        double noise = NOISE * Math.sqrt(expected + 1);
        double low = Math.min(Math.expm1(middle - width), expected - noise);
        double high = Math.max(Math.expm1(middle + width), expected + noise);
        long highest = (long) Math.floor(Math.min(high, LARGEST));
        long lowest = (long) Math.ceil(Math.max(Math.max(low, 0), floor(counts)));
        return new Band(Math.min(lowest, highest), highest, counts.size());
    }

    /** Half of the second largest count, unless counts have been below that before. */
    private static double floor(List<Long> counts) {
        if (counts.size() < LINE) {
            return 0;
        }
        long[] sorted = counts.stream().mapToLong(Long::longValue).sorted().toArray();
        double half = SHRUNK * sorted[sorted.length - 2];
        return sorted[1] < half ? 0 : half - NOISE * Math.sqrt(half + 1);
    }

    private static double slope(double[] values) {
        double[] slopes = new double[values.length * (values.length - 1) / 2];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                slopes[n++] = (values[j] - values[i]) / (j - i);
            }
        }
        return median(slopes);
    }

    private static double deviation(double[] values, double middle) {
        return median(
                Arrays.stream(values).map(value -> Math.abs(value - middle)).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    public boolean contains(long count) {
        return count >= low && count <= high;
    }
}
