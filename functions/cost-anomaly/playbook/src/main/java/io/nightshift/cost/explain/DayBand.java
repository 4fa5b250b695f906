package io.nightshift.cost.explain;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Days of a series with what was expected of each, for a picture. The expectation is that of the weekdays before the anomaly; the
 * detector's own is finer.
 *
 * @param costs NaN where nothing was published
 * @param low the low end of the expected band
 */
public record DayBand(LocalDate first, List<Double> costs, List<Double> low, List<Double> high) {

    private static final int WEEK = 7;
    private static final int WEEKS = 6;
    private static final double WIDTH = 3 * 1.4826;
    private static final double LEAST = 0.05;

    public DayBand {
        costs = List.copyOf(costs);
        low = List.copyOf(low);
        high = List.copyOf(high);
    }

    public static final DayBand EMPTY = new DayBand(LocalDate.EPOCH, List.of(), List.of(), List.of());

    /**
     * @param costs of the series from {@code first} on
     * @param start of the anomaly; days from it on teach nothing
     * @param from the first day of the picture
     */
    public static DayBand of(LocalDate first, double[] costs, LocalDate start, LocalDate from) {
        int begin = Math.max(0, (int) (from.toEpochDay() - first.toEpochDay()));
        int until = Math.min(costs.length, (int) (start.toEpochDay() - first.toEpochDay()));
        var band = new Lists();
        for (int day = begin; day < costs.length; day++) {
            band.add(costs, day, until);
        }
        return new DayBand(first.plusDays(begin), band.costs, band.low, band.high);
    }

    private static final class Lists {
        final List<Double> costs = new ArrayList<>();
        final List<Double> low = new ArrayList<>();
        final List<Double> high = new ArrayList<>();

        void add(double[] all, int day, int until) {
            var same = new double[WEEKS];
            int count = 0;
            for (int other = day - WEEK; other >= 0 && count < WEEKS; other -= WEEK) {
                if (other < until && !Double.isNaN(all[other])) {
                    same[count++] = all[other];
                }
            }
            var values = Arrays.copyOf(same, count);
            double middle = median(values);
            for (int i = 0; i < count; i++) {
                values[i] = Math.abs(values[i] - middle);
            }
            double width = Math.max(WIDTH * median(values), LEAST * middle);
            costs.add(all[day]);
            low.add(Math.max(0, middle - width));
            high.add(middle + width);
        }

        private static double median(double[] values) {
            if (values.length == 0) {
                return 0;
            }
            var sorted = values.clone();
            Arrays.sort(sorted);
            int half = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        }
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("first", first.toString())
                .with("costs", numbers(costs))
                .with("low", numbers(low))
                .with("high", numbers(high));
    }

    private static Json numbers(List<Double> values) {
        return Json.arr(values.stream()
                .map(value -> Double.isNaN(value)
                        ? Json.of("")
                        : (Json) new Json.Num(BigDecimal.valueOf(value)
                                .setScale(2, RoundingMode.HALF_EVEN)
                                .toPlainString()))
                .toList());
    }

    static DayBand read(View json) throws JsonException {
        return new DayBand(
                io.nightshift.cost.anomaly.AnomalyReport.date(json.at("first")),
                doubles(json.at("costs")),
                doubles(json.at("low")),
                doubles(json.at("high")));
    }

    private static List<Double> doubles(View json) throws JsonException {
        var all = new ArrayList<Double>();
        for (var item : json.items()) {
            all.add(item.isString() ? Double.NaN : item.number().doubleValue());
        }
        return all;
    }
}
