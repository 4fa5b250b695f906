import java.util.ArrayDeque;

/** Additive Holt-Winters of the logarithm with a week, and the error of a day by the deviation of the last 60 errors. */
final class HoltWinters implements Rival {

    private static final double[][] SMOOTHING = {{0.1, 0.01, 0.1}, {0.2, 0.02, 0.2}, {0.4, 0.05, 0.3}};
    private static final int WEEK = 7;
    private static final int WARM = 28;
    private static final int ERRORS = 60;

    @Override
    public String name() {
        return "Holt-Winters";
    }

    @Override
    public double[] thresholds() {
        return new double[] {3, 4, 5, 6, 8, 11};
    }

    @Override
    public double[] scores(double[] costs, int setting) {
        var smoothing = SMOOTHING[setting];
        var scores = new double[costs.length];
        var errors = new ArrayDeque<Double>();
        var season = new double[WEEK];
        double level = Math.log(costs[0] + 0.1);
        double trend = 0;
        for (int day = 0; day < costs.length; day++) {
            double value = Math.log(costs[day] + 0.1);
            double error = value - (level + trend + season[day % WEEK]);
            if (day >= WARM) {
                double spread = 1.4826
                        * WeekdayMad.median(
                                errors.stream().mapToDouble(Math::abs).toArray());
                scores[day] = error / Math.max(0.01, spread);
            }
            errors.addLast(error);
            if (errors.size() > ERRORS) {
                errors.removeFirst();
            }
            double before = level;
            level = smoothing[0] * (value - season[day % WEEK]) + (1 - smoothing[0]) * (level + trend);
            trend = smoothing[1] * (level - before) + (1 - smoothing[1]) * trend;
            season[day % WEEK] = smoothing[2] * (value - level) + (1 - smoothing[2]) * season[day % WEEK];
        }
        return scores;
    }
}
