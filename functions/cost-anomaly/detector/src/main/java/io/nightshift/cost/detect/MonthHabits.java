package io.nightshift.cost.detect;

import java.time.LocalDate;

/**
 * What a series does on the same day of each month, as a distance from its level: invoices of the first, backups of the last. Every
 * day counts, anomalous ones too: else a habit would never be learnt.
 */
final class MonthHabits {

    private static final int LAST = 32;
    private static final int KEPT = 6;
    private static final double OUTSIDE = 1.5;
    private static final double MOST = 0.6;
    private static final double AS_HIGH = 0.5;

    private final double[][] seen = new double[LAST + 1][KEPT];
    private final double[][] weekdays = new double[LAST + 1][KEPT];
    private final int[] counts = new int[LAST + 1];

    static boolean isLast(LocalDate date) {
        return date.getDayOfMonth() == date.lengthOfMonth();
    }

    /**
     * The effect that explains most of a day. A habit is a share of what the weekday costs, or an amount of money, which is a larger share
     * of a weekend. A day that is usually lower and costs what other days do is not high.
     *
     * @param distance of the day from its level and weekday
     */
    double explaining(LocalDate date, double distance, double deviation, double weekday) {
        double share = of(date, deviation);
        if (share <= 0) {
            return Math.clamp(distance, share, 0);
        }
        double money = Math.log1p(inMoney(date, share == of(date.getDayOfMonth(), deviation)) / Math.exp(weekday));
        return Math.clamp(distance, Math.min(share, money), Math.max(share, money));
    }

    /** What the date costs beyond its weekday, as a part of the level. */
    private double inMoney(LocalDate date, boolean ofDay) {
        int day = ofDay ? date.getDayOfMonth() : LAST;
        int kept = Math.min(counts[day], KEPT);
        var more = new double[kept];
        for (int i = 0; i < kept; i++) {
            more[i] = Math.expm1(seen[day][i]) * Math.exp(weekdays[day][i]);
        }
        return Math.max(0, Scores.median(more, kept));
    }

    /** The effect that is expected of a date. */
    double of(LocalDate date, double deviation) {
        double day = of(date.getDayOfMonth(), deviation);
        double last = isLast(date) ? of(LAST, deviation) : 0;
        return Math.abs(last) > Math.abs(day) ? last : day;
    }

    private double of(int day, double deviation) {
        int kept = Math.min(counts[day], KEPT);
        if (kept < 2) {
            return 0;
        }
        int up = 0;
        int down = 0;
        for (int i = 0; i < kept; i++) {
            up += seen[day][i] > OUTSIDE * deviation ? 1 : 0;
            down += seen[day][i] < -OUTSIDE * deviation ? 1 : 0;
        }
        return Math.max(up, down) < MOST * kept ? 0 : Scores.median(seen[day].clone(), kept);
    }

    /** @param weekday the effect of its weekday */
    void add(LocalDate date, double distance, double weekday) {
        add(date.getDayOfMonth(), distance, weekday);
        if (isLast(date)) {
            add(LAST, distance, weekday);
        }
    }

    /** Moves what was seen last on a date, which is no longer compared with the level of its day. */
    void move(LocalDate date, double by) {
        move(date.getDayOfMonth(), by);
        if (isLast(date)) {
            move(LAST, by);
        }
    }

    private void move(int day, double by) {
        if (counts[day] > 0) {
            seen[day][(counts[day] - 1) % KEPT] += by;
        }
    }

    private void add(int day, double distance, double weekday) {
        weekdays[day][counts[day] % KEPT] = weekday;
        seen[day][counts[day]++ % KEPT] = distance;
    }

    /**
     * Whether the same day of the last month was about as high. The date itself is added already.
     *
     * @param rise beyond the habit
     */
    boolean wasAsHigh(LocalDate date, double rise, double habit) {
        int day = date.getDayOfMonth();
        return counts[day] >= 2 && seen[day][(counts[day] - 2) % KEPT] - habit > AS_HIGH * rise;
    }

    /** Whether nothing is known yet of the first or last days of months, and the date is one. */
    boolean isUnknownEdge(LocalDate date) {
        boolean first = date.getDayOfMonth() == 1;
        return (first || isLast(date)) && counts[first ? 1 : LAST] <= 2;
    }
}
