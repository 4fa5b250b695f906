package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * The days of one series. A day has its cost and, from {@link #begin} on, the logarithm of that cost, the season that was expected of
 * it (weekday and habit of the month) and the level before it. Anomalous days hold what was expected in place of what came, so later
 * days are never compared with an anomaly. Days are numbered from 0.
 */
final class CostHistory {

    /** Less is no cost: half a cent. */
    static final double NOTHING = 0.005;

    private static final int WEEK = 7;

    private final LocalDate first;
    private int size;
    private int from;
    private double offset;
    private double[] costs = new double[64];
    private double[] logs = new double[64];
    private double[] seasons = new double[64];
    private double[] habits = new double[64];
    private double[] levels = new double[64];
    private double[] rises = new double[64];
    private boolean[] replaced = new boolean[64];

    CostHistory(LocalDate first) {
        this.first = first;
    }

    /** Adds the cost of the next day, and returns its number. */
    int add(double cost) {
        if (size == costs.length) {
            grow(2 * size);
        }
        costs[size] = cost;
        return size++;
    }

    private void grow(int length) {
        costs = Arrays.copyOf(costs, length);
        logs = Arrays.copyOf(logs, length);
        seasons = Arrays.copyOf(seasons, length);
        habits = Arrays.copyOf(habits, length);
        levels = Arrays.copyOf(levels, length);
        rises = Arrays.copyOf(rises, length);
        replaced = Arrays.copyOf(replaced, length);
    }

    /**
     * Takes logarithms from a day on.
     *
     * @param offset added to each cost before, for days that cost almost nothing
     */
    void begin(int day, int until, double offset) {
        this.from = day;
        this.offset = offset;
        for (int i = day; i < until; i++) {
            seasons[i] = 0;
            habits[i] = 0;
            takeLog(i);
        }
    }

    void takeLog(int day) {
        logs[day] = Math.log(costs[day] + offset);
    }

    /** The first day with a logarithm. */
    int from() {
        return from;
    }

    LocalDate date(int day) {
        return first.plusDays(day);
    }

    /** From 0, Monday, to 6. */
    int weekday(int day) {
        return Math.floorMod(first.getDayOfWeek().getValue() - 1 + day, WEEK);
    }

    double cost(int day) {
        return costs[day];
    }

    boolean costsNothing(int day) {
        return costs[day] <= NOTHING;
    }

    double log(int day) {
        return logs[day];
    }

    /** @param habit the part of the season that is the month's */
    void expect(int day, double season, double habit, double level) {
        seasons[day] = season;
        habits[day] = habit;
        levels[day] = level;
    }

    double habit(int day) {
        return habits[day];
    }

    double level(int day) {
        return levels[day];
    }

    void level(int day, double level) {
        levels[day] = level;
    }

    /** The logarithm without the season. */
    double adjusted(int day) {
        return logs[day] - seasons[day];
    }

    /** The cost that was expected of a day at a level. */
    double expected(int day, double level) {
        return Math.max(0, Math.exp(level + seasons[day]) - offset);
    }

    boolean isReplaced(int day) {
        return replaced[day];
    }

    /** A day of a series without logarithms is left out of what later days are compared with. */
    void leaveOut(int day, boolean out) {
        replaced[day] = out;
    }

    /** The rise of an anomalous day over the frozen level; it is kept when the day is replaced. */
    void rise(int day, double rise) {
        rises[day] = rise;
    }

    double rise(int day) {
        return rises[day];
    }

    /** Puts the expectation of a level in place of a day. */
    void replace(int day, double level) {
        replaced[day] = true;
        logs[day] = level + seasons[day];
        levels[day] = level;
    }

    /** Moves the days before one with a level that was learnt: their shape stays. */
    void move(int until, double by) {
        for (int i = from; i < until; i++) {
            logs[i] += by;
            levels[i] += by;
        }
    }
}
