package io.nightshift.cost.benchmark;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.SplittableRandom;

/** What an anomaly of each shape adds to the days from its first on. */
final class AnomalyForms {

    private static final int WEEK = 7;

    private AnomalyForms() {}

    /** The day from a random one on at which an anomaly of that shape may begin. */
    static int begin(AnomalyShape shape, LocalDate first, int day) {
        var date = first.plusDays(day);
        return switch (shape) {
            case WEEKEND ->
                day
                        + Math.floorMod(
                                DayOfWeek.SATURDAY.getValue()
                                        - date.getDayOfWeek().getValue(),
                                WEEK);
            case MONTH_START -> day + date.lengthOfMonth() - date.getDayOfMonth() + 1;
            case SPIKE, SHIFT, RAMP, RUNAWAY, NEW, SPARSE -> day;
        };
    }

    static double[] draw(AnomalyShape shape, SeriesPlan plan, int start, SplittableRandom random) {
        int left = plan.days() - start;
        return switch (shape) {
            case SPIKE -> rises(plan, start, 1, day -> 1, size(random, 0.35, 3));
            case SHIFT -> shift(plan, start, left, random);
            case RAMP -> ramp(plan, start, left, random);
            case WEEKEND -> weekend(plan, start, left, random);
            case RUNAWAY -> runaway(plan, start, left, random);
            case MONTH_START ->
                rises(plan, start, Math.min(left, 1 + random.nextInt(3)), day -> 1, size(random, 0.5, 2.5));
            case NEW, SPARSE -> new double[0];
        };
    }

    private interface Form {
        double at(int day);
    }

    /** Small sizes are as frequent as large ones. */
    private static double size(SplittableRandom random, double from, double to) {
        return from * Math.pow(to / from, random.nextDouble());
    }

    private static double[] rises(SeriesPlan plan, int start, int length, Form form, double size) {
        var more = new double[Math.max(1, length)];
        for (int i = 0; i < more.length; i++) {
            more[i] = size * form.at(i) * plan.usual[start + i];
        }
        return more;
    }

    private static double[] shift(SeriesPlan plan, int start, int left, SplittableRandom random) {
        int length = random.nextInt(3) == 0 ? left : 5 + random.nextInt(30);
        return rises(plan, start, Math.min(left, length), day -> 1, size(random, 0.18, 1.6));
    }

    private static double[] ramp(SeriesPlan plan, int start, int left, SplittableRandom random) {
        int climb = 8 + random.nextInt(16);
        int length = Math.min(left, climb + 4 + random.nextInt(15));
        return rises(plan, start, length, day -> Math.min(1, (day + 1.0) / climb), size(random, 0.5, 2.2));
    }

    private static double[] weekend(SeriesPlan plan, int start, int left, SplittableRandom random) {
        int length = Math.min(left, WEEK * (1 + random.nextInt(3)) + 2);
        return rises(plan, start, length, day -> day % WEEK < 2 ? 1 : 0, size(random, 0.25, 1.2));
    }

    private static double[] runaway(SeriesPlan plan, int start, int left, SplittableRandom random) {
        double doubling = 1 + 2 * random.nextDouble();
        int length = Math.min(left, 4 + random.nextInt(5));
        return rises(plan, start, length, day -> Math.pow(2, day / doubling), size(random, 0.15, 0.5));
    }
}
