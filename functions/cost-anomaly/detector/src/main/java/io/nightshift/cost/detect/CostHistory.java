package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * The last days of one series. A day has its cost and, from {@link #begin} on, the logarithm of that cost, the season that was expected
 * of it (weekday, habit of the month, common mode of the account) and the level before it. Anomalous days hold what was expected in
 * place of what came, so later days are never compared with an anomaly. Days are numbered from 0; only the last {@value #KEPT} are kept.
 */
final class CostHistory {

    /** Less is no cost: half a cent. */
    static final double NOTHING = 0.005;

    static final int KEPT = 160;
    private static final int SPARE = 64;
    private static final int WEEK = 7;
    private static final int FIRST_LENGTH = 40;

    private final LocalDate first;
    private final int firstWeekday;
    private int size;
    private int base;
    private int from;
    private double offset;
    private double[] costs = new double[FIRST_LENGTH];
    private double[] logs = new double[FIRST_LENGTH];
    private double[] seasons = new double[FIRST_LENGTH];
    private double[] extras = new double[FIRST_LENGTH];
    private double[] levels = new double[FIRST_LENGTH];
    private double[] slopes = new double[FIRST_LENGTH];
    private double[] rises = new double[FIRST_LENGTH];
    private boolean[] replaced = new boolean[FIRST_LENGTH];

    CostHistory(LocalDate first) {
        this.first = first;
        this.firstWeekday = first.getDayOfWeek().getValue() - 1;
    }

    /** Adds the cost of the next day, and returns its number. */
    int add(double cost) {
        if (size - base == costs.length) {
            if (costs.length < KEPT + SPARE) {
                copy(0, Math.min(KEPT + SPARE, 2 * costs.length));
            } else {
                copy(SPARE, costs.length);
                base += SPARE;
            }
        }
        costs[size - base] = cost;
        return size++;
    }

    private void copy(int start, int length) {
        costs = copy(costs, start, length);
        logs = copy(logs, start, length);
        seasons = copy(seasons, start, length);
        extras = copy(extras, start, length);
        levels = copy(levels, start, length);
        slopes = copy(slopes, start, length);
        rises = copy(rises, start, length);
        replaced = Arrays.copyOf(Arrays.copyOfRange(replaced, start, replaced.length), length);
    }

    private static double[] copy(double[] values, int start, int length) {
        return Arrays.copyOf(Arrays.copyOfRange(values, start, values.length), length);
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
            seasons[i - base] = 0;
            extras[i - base] = 0;
            takeLog(i);
        }
    }

    void takeLog(int day) {
        logs[day - base] = Math.log(costs[day - base] + offset);
    }

    /** The first day with a logarithm that is kept. */
    int from() {
        return Math.max(from, base);
    }

    /** The first day that is kept. */
    int kept() {
        return base;
    }

    LocalDate date(int day) {
        return first.plusDays(day);
    }

    /** From 0, Monday, to 6. */
    int weekday(int day) {
        return (firstWeekday + day) % WEEK;
    }

    double cost(int day) {
        return costs[day - base];
    }

    boolean costsNothing(int day) {
        return costs[day - base] <= NOTHING;
    }

    double log(int day) {
        return logs[day - base];
    }

    /** The logarithm of the cost as it came. */
    double raw(int day) {
        return Math.log(costs[day - base] + offset);
    }

    /** @param extra the part of the season that is not the weekday's */
    void expect(int day, double season, double extra, double level) {
        seasons[day - base] = season;
        extras[day - base] = extra;
        levels[day - base] = level;
    }

    double extra(int day) {
        return extras[day - base];
    }

    double level(int day) {
        return levels[day - base];
    }

    void level(int day, double level) {
        levels[day - base] = level;
    }

    void slope(int day, double slope) {
        slopes[day - base] = slope;
    }

    /** The level that is expected of a day by what was known before another one. */
    double frozen(int before, int day) {
        return levels[before - base] + slopes[before - base] * (day - before);
    }

    /** The logarithm without the season. */
    double adjusted(int day) {
        return logs[day - base] - seasons[day - base];
    }

    /** The cost that was expected of a day at a level. */
    double expected(int day, double level) {
        return Math.max(0, Math.exp(level + seasons[day - base]) - offset);
    }

    boolean isReplaced(int day) {
        return replaced[day - base];
    }

    /** A day of a series without logarithms is left out of what later days are compared with. */
    void leaveOut(int day, boolean out) {
        if (day >= base) {
            replaced[day - base] = out;
        }
    }

    /** The rise of an anomalous day over the frozen level; it is kept when the day is replaced. */
    void rise(int day, double rise) {
        rises[day - base] = rise;
    }

    double rise(int day) {
        return rises[day - base];
    }

    /** Puts the expectation of a level in place of a day. */
    void replace(int day, double level) {
        replaced[day - base] = true;
        logs[day - base] = level + seasons[day - base];
        levels[day - base] = level;
    }

    /** Takes the logarithm of a day that was replaced as it came. */
    void restore(int day) {
        takeLog(day);
    }

    /** Moves the days before one with a level that was learnt: their shape stays. */
    void move(int until, double by) {
        for (int i = from() - base; i < until - base; i++) {
            logs[i] += by;
            levels[i] += by;
        }
    }
}
