package io.nightshift.cost.explain;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.IntStream;

/**
 * What a month will cost by its end: what it cost so far, and its weekdays' mean of the four weeks before for each day left. The
 * interval holds four of five months whose days stray as those four weeks did; neighbours stray together. With less than two weeks, a
 * weekday that was not seen is the mean of all days, and days stray from that mean.
 *
 * @param spent up to {@code upTo}
 */
public record MonthForecast(YearMonth month, LocalDate upTo, double spent, double forecast, double low, double high) {

    private static final int WEEK = 7;
    private static final int DAYS = 28;
    private static final double NORMAL_80 = 1.2816;

    /** The sum of correlated days strays more than that of independent ones. */
    private static final double CORRELATED = 1.5;

    /** @param costs from {@code first} on; NaN where nothing was published */
    public static MonthForecast of(LocalDate first, double[] costs, YearMonth month) {
        int begin = index(first, month.atDay(1));
        int end = Math.min(costs.length, index(first, month.atEndOfMonth()) + 1);
        double spent = 0;
        for (int day = Math.max(0, begin); day < end; day++) {
            spent += Double.isNaN(costs[day]) ? 0 : costs[day];
        }
        var upTo = first.plusDays(Math.max(0, end) - 1L);
        int left = (int) (month.atEndOfMonth().toEpochDay() - upTo.toEpochDay());
        if (left <= 0 || end <= 0) {
            return new MonthForecast(month, upTo, spent, spent, spent, spent);
        }
        double more = 0;
        for (int day = end; day < end + left; day++) {
            more += usual(costs, end, day);
        }
        double width = NORMAL_80 * CORRELATED * deviation(costs, end) * Math.sqrt(left + (double) left * left / DAYS);
        return new MonthForecast(
                month, upTo, spent, spent + more, Math.max(spent, spent + more - width), spent + more + width);
    }

    private static int index(LocalDate first, LocalDate day) {
        return (int) (day.toEpochDay() - first.toEpochDay());
    }

    /** The mean of that weekday in the four weeks before a day; of all days if that weekday was not seen. */
    private static double usual(double[] costs, int end, int day) {
        double sum = 0;
        int count = 0;
        for (int other = end - 1; other >= Math.max(0, end - DAYS); other--) {
            if ((day - other) % WEEK == 0 && !Double.isNaN(costs[other])) {
                sum += costs[other];
                count++;
            }
        }
        return count == 0 ? mean(costs, end) : sum / count;
    }

    private static double mean(double[] costs, int end) {
        return IntStream.range(Math.max(0, end - DAYS), end)
                .mapToDouble(day -> costs[day])
                .filter(cost -> !Double.isNaN(cost))
                .average()
                .orElse(0);
    }

    private static long known(double[] costs, int end) {
        return IntStream.range(Math.max(0, end - DAYS), end)
                .filter(day -> !Double.isNaN(costs[day]))
                .count();
    }

    private static double deviation(double[] costs, int end) {
        boolean young = known(costs, end) < 2 * WEEK;
        double mean = mean(costs, end);
        double squares = 0;
        int count = 0;
        for (int day = Math.max(0, end - DAYS); day < end; day++) {
            if (!Double.isNaN(costs[day])) {
                double stray = costs[day] - (young ? mean : usual(costs, end, day));
                squares += stray * stray;
                count++;
            }
        }
        // One day says nothing of the others: they may as well be twice as dear.
        return count < 2 ? mean : Math.sqrt(squares / Math.max(1, count - (young ? 1 : WEEK)));
    }
}
