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
    private final int[] counts = new int[LAST + 1];

    static boolean isLast(LocalDate date) {
        return date.getDayOfMonth() == date.lengthOfMonth();
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

    void add(LocalDate date, double distance) {
        add(date.getDayOfMonth(), distance);
        if (isLast(date)) {
            add(LAST, distance);
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

    private void add(int day, double distance) {
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
