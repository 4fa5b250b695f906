package io.nightshift.cost.detect;

import java.util.Arrays;

/** The effect of each weekday on the logarithm of the cost: the median over twelve weeks of its distance from the week around it. */
final class WeekShape {

    private static final int WEEK = 7;
    private static final int HALF = 3;
    private static final int LONGEST = 12 * WEEK;
    private static final int SHORTEST = 2 * WEEK;

    /** With fewer occurrences an effect counts in part. */
    private static final int SEEN = 4;

    private final double[] effects = new double[WEEK];

    double of(int weekday) {
        return effects[weekday];
    }

    /** Learns from the days before one. */
    void learn(CostHistory history, int day) {
        int from = Math.max(history.from(), day - LONGEST);
        int length = day - from;
        Arrays.fill(effects, 0);
        if (length < SHORTEST) {
            return;
        }
        var distances = new double[WEEK][LONGEST / WEEK + 1];
        var seen = new int[WEEK];
        for (int i = 0; i < length; i++) {
            int weekday = history.weekday(from + i);
            distances[weekday][seen[weekday]++] =
                    shapeless(history, from + i) - mean(history, from + Math.clamp(i - HALF, 0, length - WEEK));
        }
        double mean = 0;
        for (int i = 0; i < WEEK; i++) {
            effects[i] = Scores.median(distances[i], seen[i]) * Math.min(1, seen[i] / (double) SEEN);
            mean += effects[i] / WEEK;
        }
        for (int i = 0; i < WEEK; i++) {
            effects[i] -= mean;
        }
    }

    /** Habits of the month and what the whole account does are no part of the shape. */
    private static double shapeless(CostHistory history, int day) {
        return history.log(day) - history.extra(day);
    }

    private static double mean(CostHistory history, int from) {
        double sum = 0;
        for (int i = from; i < from + WEEK; i++) {
            sum += shapeless(history, i);
        }
        return sum / WEEK;
    }
}
