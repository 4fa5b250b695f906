package io.nightshift.promotion.judge;

import io.nightshift.promotion.judge.stats.OutlierFences;
import java.util.Arrays;

/** Numbers that are ready to be compared: points without a value and outliers are already handled. */
public final class PreparedSeries {

    private PreparedSeries() {}

    public static double[] of(Samples samples, NanStrategy nanStrategy, Outliers outliers) {
        var numbers = numbers(samples.series().toArray(), nanStrategy);
        return switch (outliers.strategy()) {
            case KEEP -> numbers;
            case REMOVE -> {
                var fences = OutlierFences.around(numbers, outliers.factor());
                yield Arrays.stream(numbers).filter(fences::hold).toArray();
            }
        };
    }

    private static double[] numbers(double[] values, NanStrategy strategy) {
        return switch (strategy) {
            case REMOVE ->
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
            case REPLACE ->
                Arrays.stream(values)
                        .map(value -> Double.isNaN(value) ? 0 : value)
                        .toArray();
        };
    }
}
