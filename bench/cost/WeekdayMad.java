import java.util.Arrays;

/** The distance of a day from the median of the same weekday, in median absolute deviations. */
final class WeekdayMad implements Rival {

    private static final int[] WEEKS = {4, 8, 12};

    @Override
    public String name() {
        return "weekday MAD";
    }

    @Override
    public double[] thresholds() {
        return new double[] {3, 4, 5, 7, 10, 14};
    }

    @Override
    public double[] scores(double[] costs, int setting) {
        int weeks = WEEKS[setting];
        var scores = new double[costs.length];
        for (int day = 7 * weeks; day < costs.length; day++) {
            var past = new double[weeks];
            for (int i = 0; i < weeks; i++) {
                past[i] = costs[day - 7 * (i + 1)];
            }
            double median = median(past);
            var distances =
                    Arrays.stream(past).map(one -> Math.abs(one - median)).toArray();
            double spread = Math.max(1.4826 * median(distances), 0.01 * Math.abs(median) + 0.01);
            scores[day] = (costs[day] - median) / spread;
        }
        return scores;
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle] + sorted[middle - 1]) / 2;
    }
}
