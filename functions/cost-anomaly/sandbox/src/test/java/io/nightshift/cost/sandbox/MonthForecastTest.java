package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.cost.explain.MonthForecast;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MonthForecastTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    @Test
    void twoDaysAreAForecastWithAWideInterval() {
        var forecast = MonthForecast.of(NOVEMBER.atDay(1), new double[] {10, 30}, NOVEMBER);
        assertThat(forecast.spent()).isEqualTo(40);
        assertThat(forecast.forecast()).isCloseTo(40 + 28 * 20, within(41.0));
        assertThat(forecast.high() - forecast.low()).isGreaterThan(200);
        assertThat(forecast.low()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void oneDayDoesNotPretendToKnowTheMonth() {
        var forecast = MonthForecast.of(NOVEMBER.atDay(1), new double[] {10}, NOVEMBER);
        assertThat(forecast.forecast()).isEqualTo(300);
        assertThat(forecast.low()).isLessThan(200);
        assertThat(forecast.high()).isGreaterThan(400);
    }

    @Test
    void theIntervalHoldsAboutFourOfFiveMonths() {
        int held = 0;
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var costs = new double[60];
            Arrays.setAll(costs, day -> (day % 7 < 2 ? 60 : 100) * Math.exp(0.08 * random.nextGaussian()));
            double whole = Arrays.stream(costs, 31, 60).sum();
            var until = Arrays.copyOf(costs, 45);
            var forecast = MonthForecast.of(LocalDate.of(2026, 10, 2), until, NOVEMBER);
            double real = whole + costs[30];
            held += forecast.low() <= real && real <= forecast.high() ? 1 : 0;
        }
        assertThat(held).isBetween(150, 200);
    }
}
