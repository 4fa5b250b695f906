package io.nightshift.cost.detect;

/**
 * The noise of a dense series around its level and season: how far, how long and with which tails its days stray. Learnt from the last
 * {@value #DAYS} days.
 */
final class NoiseModel {

    private static final int DAYS = 100;
    private static final int FEWEST = 7;
    private static final double SMALLEST = 0.012;
    private static final double YOUNG = 0.03;
    private static final double CAP = 3;
    private static final double MOST_PHI = 0.9;
    private static final double PHI_PRIOR = 15;
    private static final double DRIFT_PRIOR = 20;

    /** The weekday effects were learnt from the same days, so they fit them a little too well. */
    private static final double FITTED = 1.04;

    /** Degrees of freedom, the deviation of a t variable by its median absolute deviation, and what speaks against them beforehand. */
    private static final double[][] TAILS = {
        {3, 0.765, 12}, {4, 0.741, 6}, {6, 0.718, 1.5}, {10, 0.700, 0}, {30, 0.683, 0}, {1000, 0.6745, 0}
    };

    private static final double NORMAL_QUARTILE = 0.6745;

    private double deviation = YOUNG;
    private double phi;
    private double drift;
    private double freedom = 6;
    private double scale = NORMAL_QUARTILE / 0.718;

    /** As a standard deviation, by the median. */
    double deviation() {
        return deviation;
    }

    /** The correlation of neighbours. */
    double phi() {
        return phi;
    }

    /** How far the level lags behind a trend. */
    double drift() {
        return drift;
    }

    /** Student's degrees of freedom. */
    double freedom() {
        return freedom;
    }

    /** The factor from {@link #deviation} to the scale of Student's distribution; at most 1. */
    double scale() {
        return scale;
    }

    void begin(double deviation) {
        this.deviation = Math.max(YOUNG, deviation);
    }

    /** Learns from the days before one. */
    void learn(CostHistory history, WeekShape week, int day, boolean tails) {
        int from = Math.max(history.from(), day - DAYS);
        var errors = new double[day - from];
        int count = 0;
        for (int i = from; i < day; i++) {
            if (!history.isReplaced(i)) {
                errors[count++] = error(history, week, i);
            }
        }
        if (count < FEWEST) {
            return;
        }
        double median = Scores.median(errors.clone(), count);
        drift = median * count / (count + DRIFT_PRIOR);
        deviation = Math.max(SMALLEST, Scores.deviation(errors, count, median));
        phi = phi(history, week, from, day, median);
        if (tails) {
            learnTails(errors, count, median);
        }
    }

    private static double error(CostHistory history, WeekShape week, int day) {
        return FITTED * (history.log(day) - week.of(history.weekday(day)) - history.habit(day) - history.level(day));
    }

    private double phi(CostHistory history, WeekShape week, int from, int until, double median) {
        double together = 0;
        double squares = 0;
        double before = 0;
        int count = 0;
        for (int i = from; i < until; i++) {
            if (history.isReplaced(i)) {
                before = 0;
                continue;
            }
            double error = Math.clamp(error(history, week, i) - median, -CAP * deviation, CAP * deviation);
            together += error * before;
            squares += error * error;
            before = error;
            count++;
        }
        double shrunk = squares == 0 ? 0 : together / squares * count / (count + PHI_PRIOR);
        return Math.clamp(shrunk, 0, MOST_PHI);
    }

    private void learnTails(double[] errors, int count, double median) {
        double best = Double.NEGATIVE_INFINITY;
        for (var tail : TAILS) {
            double of = tail[0];
            double width = NORMAL_QUARTILE / tail[1];
            double size = deviation * width;
            double likelihood = count * (logDensity(of) - Math.log(size)) - tail[2];
            for (int i = 0; i < count; i++) {
                double x = (errors[i] - median) / size;
                likelihood -= (of + 1) / 2 * Math.log1p(x * x / of);
            }
            if (likelihood > best) {
                best = likelihood;
                freedom = of;
                scale = width;
            }
        }
    }

    /** The logarithm of Student's density at 0. */
    private static double logDensity(double freedom) {
        return logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - Math.log(freedom * Math.PI) / 2;
    }

    /** By Stirling, to nine digits. */
    private static double logGamma(double x) {
        double small = 0;
        double at = x;
        while (at < 10) {
            small -= Math.log(at);
            at++;
        }
        return small
                + (at - 0.5) * Math.log(at)
                - at
                + Math.log(2 * Math.PI) / 2
                + 1 / (12 * at)
                - 1 / (360 * at * at * at);
    }

    /**
     * The variance of the mean distance of that many neighbouring days from a level that was frozen before them.
     *
     * @param levelWeight what each day weighs in the level
     */
    double ofMean(int days, double levelWeight) {
        double longer = (1 + phi) / (1 - phi);
        double square = deviation * deviation;
        return square / days * (1 + (longer - 1) * (1 - 1.0 / days))
                + (days == 1 ? 0 : square * levelWeight / (2 - levelWeight) * longer);
    }
}
