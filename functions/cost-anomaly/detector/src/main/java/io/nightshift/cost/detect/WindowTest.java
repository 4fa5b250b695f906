package io.nightshift.cost.detect;

/**
 * Tests whether the last days of a series are higher than the level that was frozen before them. What the same window showed on
 * earlier days of the series is its own measure: a slow walk of the level or a trend shows there, and is no anomaly.
 */
final class WindowTest {

    private static final int KEPT = 100;
    private static final int ENOUGH = 20;

    /** How many independent windows the theory is worth. */
    private static final double PRIOR = 8;

    private static final double CENTRE_PRIOR = 3;
    private static final double UNSURE = 1.2;
    private static final double LEAST_OF_THEORY = 0.6;

    /** Of a ramp's weights, relative to equal ones. */
    private static final double RAMP_VARIANCE = 4 / 3.0;

    /** From this many days on, no day counts for more than this many deviations: one spike is no shift. */
    private static final int CAPPED_FROM = 3;

    private static final double CAP = 4;
    private static final double CAPPED_FREEDOM = 60;
    private static final double TWO_DAYS = 1.6;

    private static final double LAST_DAY = 0.4;
    private static final double HALF = 0.5;
    private static final double QUARTER = 0.25;

    final int days;
    final boolean ramp;
    private final double[] past = new double[KEPT];
    private int seen;

    WindowTest(int days, boolean ramp) {
        this.days = days;
        this.ramp = ramp;
    }

    void forget() {
        seen = 0;
    }

    /** The mean rise over the frozen level, the last days weighing most in a ramp. */
    private double rise(CostHistory history, int day, NoiseModel noise) {
        double frozen = history.level(day - days + 1);
        double cap = days < CAPPED_FROM ? Double.MAX_VALUE : CAP * noise.deviation() * noise.scale();
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < days; i++) {
            double weight = ramp ? days - i : 1;
            sum += weight * Math.min(cap, history.adjusted(day - i) - frozen);
            weights += weight;
        }
        return sum / weights;
    }

    /** The normal score of the rise up to a day. */
    double score(CostHistory history, int day, NoiseModel noise, double levelWeight) {
        double theory = noise.ofMean(days, levelWeight) * (ramp ? RAMP_VARIANCE : 1);
        int count = Math.min(seen, KEPT);
        double centre = 0;
        double variance = theory * UNSURE;
        if (count >= ENOUGH) {
            double median = Scores.median(past.clone(), count);
            double deviation = Scores.deviation(past, count, median);
            double independent = Math.max(1, count / (double) days);
            centre = median * independent / (independent + CENTRE_PRIOR);
            double pooled = (independent * deviation * deviation + PRIOR * theory) / (independent + PRIOR);
            variance = Math.max(pooled, LEAST_OF_THEORY * theory) * (1 + UNSURE / (independent + CENTRE_PRIOR));
        }
        double scale = days < CAPPED_FROM ? noise.scale() : 1;
        double freedom = days == 1 ? noise.freedom() : days == 2 ? TWO_DAYS * noise.freedom() : CAPPED_FREEDOM;
        return Scores.ofStudent((rise(history, day, noise) - centre) / (Math.sqrt(variance) * scale), freedom);
    }

    void remember(CostHistory history, int day, NoiseModel noise) {
        past[seen++ % KEPT] = rise(history, day, noise);
    }

    /** Whether the rise is one of most days and lasts: the last day is high, and so is the median. */
    boolean lasts(CostHistory history, int day) {
        double frozen = history.level(day - days + 1);
        var rises = new double[days];
        double mean = 0;
        for (int i = 0; i < days; i++) {
            rises[i] = history.adjusted(day - i) - frozen;
            mean += rises[i] / days;
        }
        return rises[0] >= LAST_DAY * mean && Scores.median(rises) >= (ramp ? QUARTER : HALF) * mean;
    }
}
