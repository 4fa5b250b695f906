package io.nightshift.cost.detect;

/**
 * The steady growth of a series a day: the median change over three weeks, as far as it is clearer than chance. Whole weeks are compared,
 * so the weekdays cancel out, and a median does not follow an anomaly.
 */
final class SteadyTrend {

    private static final int LONG = 21;
    private static final int SHORT = 7;
    private static final int LOOK = 63;
    private static final int FEWEST = 7;
    private static final double STEEPEST = 0.01;

    private final double[] changes = new double[LOOK];

    double of(CostHistory history, int day) {
        int known = Math.min(day - history.from(), LOOK);
        int apart = known >= 2 * LONG ? LONG : SHORT * (known / (2 * SHORT));
        int count = known - apart;
        if (apart == 0 || count < FEWEST) {
            return 0;
        }
        for (int i = 0; i < count; i++) {
            changes[i] = history.adjusted(day - 1 - i) - history.adjusted(day - 1 - i - apart);
        }
        double median = Scores.median(changes, count);
        double chance = Scores.deviation(changes, count, median) / Math.sqrt(Math.max(1, count / SHORT));
        double part = median == 0 ? 0 : Math.max(0, 1 - chance * chance / (median * median));
        return Math.clamp(part * median / apart, -STEEPEST, STEEPEST);
    }
}
