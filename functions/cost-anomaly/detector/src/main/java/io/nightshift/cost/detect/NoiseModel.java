package io.nightshift.cost.detect;

/**
 * The noise of a dense series around its level and season: how far a day strays from what the day before lets expect, and with which
 * tails. Learnt from the last {@value #DAYS} days.
 */
final class NoiseModel {

    private static final int DAYS = 100;
    private static final int FEWEST = 7;
    private static final double SMALLEST = 0.012;
    /** However heavy the tails: so many deviations are worth one of a normal score. */
    private static final double FARTHEST = 3.4;

    /** A stray day, such as the first of a habit, says nothing of the tails. */
    private static final double STRAY = 1e-6;

    private static final int SATURDAY = 5;
    private static final double WEEKENDS_PRIOR = 8;
    private static final double LEAST_FACTOR = 0.7;
    private static final double MOST_FACTOR = 3;
    private static final double YOUNG = 0.03;
    private static final double CAP = 3;
    private static final double MOST_PHI = 0.9;
    private static final double PHI_PRIOR = 15;
    private static final double DRIFT_PRIOR = 20;

    /** What a day that was too low or too high says of the next one is limited. */
    private static final double CARRIED_UP = 2.5;

    private static final double CARRIED_DOWN = 1.5;

    /** The weekday effects were learnt from the same days, so they fit them a little too well. */
    private static final double FITTED = 1.04;

    /** Degrees of freedom, the deviation of a t variable by its median absolute deviation, and what speaks against them beforehand. */
    private static final double[][] TAILS = {{5, 0.727, 3}, {8, 0.706, 1}, {15, 0.691, 0}, {1000, 0.6745, 0}};

    private static final double NORMAL_QUARTILE = 0.6745;

    private double deviation = YOUNG;
    private double innovation = YOUNG;
    private double weekends = 1;
    private double phi;
    private double drift;
    private double freedom = 6;
    private double scale = NORMAL_QUARTILE / 0.718;

    /** Of the days around level and season, as a standard deviation, by the median. */
    double deviation() {
        return deviation;
    }

    /** Of the days around what the day before lets expect. */
    double innovation() {
        return innovation;
    }

    double phi() {
        return phi;
    }

    /** Student's degrees of freedom. */
    double freedom() {
        return freedom;
    }

    /**
     * A day's distance from its level, less what a trend explains, by the noise of its weekday.
     *
     * @param distance of the logarithm from level and season
     */
    double residual(double distance, int weekday) {
        return (distance - drift) / factor(weekday);
    }

    /** How much noisier weekends are: money that strays by the same amount is a larger part of less. */
    double factor(int weekday) {
        return weekday < SATURDAY ? 1 : weekends;
    }

    /** The residual that is expected after another one. */
    double carried(double before) {
        return phi * Math.clamp(before, -CARRIED_DOWN * deviation, CARRIED_UP * deviation);
    }

    /** The normal score of a residual's distance from the one that was expected. */
    double score(double residual, double expected) {
        double distance = (residual - expected) / innovation;
        return Math.max(Scores.ofStudent(distance / scale, freedom), distance / FARTHEST);
    }

    void begin(double deviation) {
        this.deviation = Math.max(YOUNG, deviation);
        this.innovation = this.deviation;
    }

    /** Learns from the days before one. */
    void learn(CostHistory history, WeekShape week, int day, boolean tails) {
        int from = Math.max(history.from(), day - DAYS);
        var errors = new double[day - from];
        var known = new double[day - from];
        int count = 0;
        for (int i = from; i < day; i++) {
            errors[i - from] = history.isReplaced(i) ? Double.NaN : error(history, week, i);
            if (!history.isReplaced(i)) {
                known[count++] = errors[i - from];
            }
        }
        if (count < FEWEST) {
            return;
        }
        double median = Scores.median(known.clone(), count);
        drift = median * count / (count + DRIFT_PRIOR);
        learnWeekends(history, errors, from, median);
        count = 0;
        for (int i = 0; i < errors.length; i++) {
            errors[i] = (errors[i] - median) / factor(history.weekday(from + i));
            if (!Double.isNaN(errors[i])) {
                known[count++] = errors[i];
            }
        }
        deviation = Math.max(SMALLEST, FITTED * Scores.deviation(known, count, 0));
        phi = phi(errors);
        innovations(errors, tails);
    }

    private void learnWeekends(CostHistory history, double[] errors, int from, double median) {
        var free = new double[errors.length];
        var working = new double[errors.length];
        int frees = 0;
        int workings = 0;
        for (int i = 0; i < errors.length; i++) {
            if (!Double.isNaN(errors[i])) {
                if (history.weekday(from + i) < SATURDAY) {
                    working[workings++] = errors[i];
                } else {
                    free[frees++] = errors[i];
                }
            }
        }
        double ofWorking = Math.max(SMALLEST, Scores.deviation(working, workings, median));
        double ratio = Math.max(SMALLEST, Scores.deviation(free, frees, median)) / ofWorking;
        double square = (frees * ratio * ratio + WEEKENDS_PRIOR) / (frees + WEEKENDS_PRIOR);
        weekends = Math.clamp(Math.sqrt(square), LEAST_FACTOR, MOST_FACTOR);
    }

    private static double error(CostHistory history, WeekShape week, int day) {
        return history.log(day) - week.of(history.weekday(day)) - history.extra(day) - history.level(day);
    }

    private double phi(double[] errors) {
        double together = 0;
        double squares = 0;
        double before = 0;
        int count = 0;
        for (double one : errors) {
            if (!(Math.abs(one) < CAP * deviation)) {
                before = 0;
                continue;
            }
            together += one * before;
            squares += before * before;
            before = one;
            count++;
        }
        double shrunk = squares == 0 ? 0 : together / squares * count / (count + PHI_PRIOR);
        return Math.clamp(shrunk, 0, MOST_PHI);
    }

    private void innovations(double[] errors, boolean tails) {
        var distances = new double[errors.length];
        double before = 0;
        int count = 0;
        for (double one : errors) {
            if (Double.isNaN(one)) {
                before = 0;
                continue;
            }
            distances[count++] = one - carried(before);
            before = one;
        }
        innovation = Math.max(SMALLEST, FITTED * Scores.deviation(distances, count, 0));
        if (tails) {
            learnTails(distances, count);
        }
    }

    private void learnTails(double[] distances, int count) {
        double best = Double.NEGATIVE_INFINITY;
        for (var tail : TAILS) {
            double of = tail[0];
            double width = NORMAL_QUARTILE / tail[1];
            double size = innovation * width;
            double density = Math.exp(logDensity(of)) / width;
            double likelihood = -tail[2];
            for (int i = 0; i < count; i++) {
                double x = distances[i] / size;
                likelihood += Math.log(STRAY + (1 - STRAY) * density * Math.pow(1 + x * x / of, -(of + 1) / 2));
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
}
