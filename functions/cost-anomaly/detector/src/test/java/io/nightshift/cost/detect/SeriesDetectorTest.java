package io.nightshift.cost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SeriesDetectorTest {

    /** A Wednesday. */
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

    private static final int DAYS = 180;

    /** A hundred a day, less on weekends, with 3 % noise. */
    private static double[] usual(long seed, int days) {
        var random = new Random(seed);
        var costs = new double[days];
        for (int i = 0; i < days; i++) {
            int weekday = FIRST.plusDays(i).getDayOfWeek().getValue();
            costs[i] = (weekday > 5 ? 70 : 100) * Math.exp(0.03 * random.nextGaussian());
        }
        return costs;
    }

    private static double[] with(double[] costs, int from, int to, IntToDoubleFunction factor) {
        var changed = costs.clone();
        for (int i = from; i <= to; i++) {
            changed[i] *= factor.applyAsDouble(i - from);
        }
        return changed;
    }

    private static List<DetectedAnomaly> detect(double... costs) {
        var detector = new SeriesDetector(FIRST, DetectionSensitivity.USUAL);
        Arrays.stream(costs).forEach(detector::add);
        return detector.anomalies();
    }

    private static LocalDate day(int day) {
        return FIRST.plusDays(day);
    }

    @Test
    void findsASpikeOnItsDay() {
        assertThat(detect(with(usual(1, DAYS), 100, 100, day -> 1.6)))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.kind()).isEqualTo(AnomalyKind.SPIKE);
                    assertThat(found.start()).isEqualTo(day(100));
                    assertThat(found.detectedOn()).isEqualTo(day(100));
                    assertThat(found.end()).isEqualTo(day(100));
                    assertThat(found.impact()).isBetween(45.0, 75.0);
                    assertThat(found.isOver()).isTrue();
                });
    }

    @Test
    void tellsOnceOfAShiftAndLearnsIt() {
        assertThat(detect(with(usual(2, DAYS), 90, DAYS - 1, day -> 1.5)))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.start()).isEqualTo(day(90));
                    assertThat(found.detectedOn()).isBetween(day(90), day(91));
                    assertThat(found.isOver()).isTrue();
                    assertThat(found.end()).isEqualTo(day(105));
                });
    }

    @Test
    void findsASmallShiftThatLasts() {
        assertThat(detect(with(usual(3, DAYS), 120, DAYS - 1, day -> 1.12)))
                .singleElement()
                .satisfies(found -> assertThat(found.detectedOn()).isBetween(day(120), day(124)));
    }

    @Test
    void findsARamp() {
        assertThat(detect(with(usual(14, DAYS), 120, 150, day -> 1 + 0.02 * day)))
                .singleElement()
                .satisfies(found -> assertThat(found.detectedOn()).isBetween(day(122), day(131)));
    }

    @Test
    void findsWeekendsThatCostAsMuchAsOtherDays() {
        assertThat(detect(with(
                        usual(5, DAYS),
                        122,
                        137,
                        day -> day(122 + day).getDayOfWeek().getValue() > 5 ? 1.4 : 1)))
                .singleElement()
                .satisfies(found ->
                        assertThat(found.start().getDayOfWeek().getValue()).isGreaterThan(5));
    }

    @Test
    void takesAHabitOfTheMonthForOneAfterItsFirstTime() {
        var costs = usual(6, 300);
        for (int i = 0; i < costs.length; i++) {
            costs[i] *= day(i).getDayOfMonth() == 12 ? 2 : 1;
        }

        assertThat(detect(costs)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void staysSilentWhenHolidaysEnd() {
        assertThat(detect(with(usual(7, DAYS), 100, 112, day -> 0.5))).isEmpty();
    }

    @Test
    void staysSilentAboutSavings() {
        assertThat(detect(with(usual(8, DAYS), 100, DAYS - 1, day -> 0.4))).isEmpty();
    }

    @Test
    void staysSilentAboutSteadyGrowth() {
        assertThat(detect(with(usual(9, DAYS), 0, DAYS - 1, day -> Math.exp(0.003 * day))))
                .isEmpty();
    }

    @Test
    void findsAShiftOfASeriesThatGrows() {
        var grown = with(usual(9, DAYS), 0, DAYS - 1, day -> Math.exp(0.004 * day));

        assertThat(detect(with(grown, 120, DAYS - 1, day -> 1.4)))
                .singleElement()
                .satisfies(found -> assertThat(found.start()).isEqualTo(day(120)));
    }

    @Test
    void takesWorkingDaysThatCostWhatASundayDoesForHolidays() {
        assertThat(detect(with(
                        usual(12, DAYS),
                        100,
                        109,
                        day -> day(100 + day).getDayOfWeek().getValue() > 5 ? 1 : 0.7)))
                .isEmpty();
    }

    @Test
    void closesAnAnomalyOfWeekendsThatEnd() {
        var costs = with(
                usual(5, DAYS), 122, 131, day -> day(122 + day).getDayOfWeek().getValue() > 5 ? 1.6 : 1);

        assertThat(detect(costs)).singleElement().satisfies(found -> {
            assertThat(found.isOver()).isTrue();
            assertThat(found.end()).isBefore(day(133));
        });
    }

    @Test
    void staysSilentWhenALowHabitOfTheMonthDoesNotComeAgain() {
        var costs = usual(13, 300);
        for (int i = 0; i < 200; i++) {
            costs[i] *= day(i).getDayOfMonth() == 20 ? 0.6 : 1;
        }

        assertThat(detect(costs)).isEmpty();
    }

    /** A fee of a date is a larger share of a weekend, which costs less. */
    @Test
    void expectsTheSameFeeOnAWeekend() {
        var costs = usual(15, 300);
        for (int i = 0; i < costs.length; i++) {
            costs[i] *= day(i).getDayOfWeek().getValue() > 5 ? 0.4 : 1;
            costs[i] += day(i).getDayOfMonth() == 1 ? 150 : 0;
        }

        assertThat(detect(costs)).isEmpty();
    }

    @Test
    void takesASlowSmallRiseForGrowth() {
        assertThat(detect(with(usual(16, DAYS), 100, DAYS - 1, day -> 1 + 0.004 * Math.min(day, 40))))
                .isEmpty();
    }

    @Test
    void tellsOfSomethingNewThatCosts() {
        var costs = new double[DAYS];
        Arrays.fill(costs, 100, DAYS, 40);

        assertThat(detect(costs)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(AnomalyKind.NEW);
            assertThat(found.detectedOn()).isEqualTo(day(101));
        });
        assertThat(detect(with(costs, 100, DAYS - 1, day -> 0.02))).isEmpty();
    }

    @Test
    void findsARunOfDaysInASparseSeries() {
        var costs = new double[DAYS];
        for (int i = 3; i < DAYS; i += 10) {
            costs[i] = 20;
        }
        assertThat(detect(costs)).isEmpty();
        Arrays.fill(costs, 120, 128, 25);

        assertThat(detect(costs)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(AnomalyKind.SPARSE);
            assertThat(found.detectedOn()).isBetween(day(121), day(126));
        });
    }

    @Test
    void takesUnknownDaysForNothing() {
        assertThat(detect(with(usual(10, DAYS), 100, 106, day -> Double.NaN))).isEmpty();
        assertThat(detect(with(with(usual(1, DAYS), 100, 100, day -> 1.6), 60, 62, day -> Double.NaN)))
                .hasSize(1);
    }

    @Test
    void countsNegativeCostsAsNothing() {
        assertThat(detect(with(usual(11, DAYS), 100, 100, day -> -3))).isEmpty();
    }

    @Property(tries = 40)
    void saysTheSameWithFewerDays(
            @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 30, max = 179) int cut) {
        var random = new Random(seed);
        var costs =
                with(usual(seed, DAYS), random.nextInt(150), DAYS - 1, day -> day < 12 ? 1 + random.nextDouble() : 1);
        var all = detect(costs).stream()
                .filter(found -> found.detectedOn().isBefore(day(cut)))
                .map(SeriesDetectorTest::said)
                .toList();

        assertThat(detect(Arrays.copyOf(costs, cut)).stream().map(SeriesDetectorTest::said))
                .isEqualTo(all);
    }

    private static List<Object> said(DetectedAnomaly found) {
        return List.of(found.kind(), found.start(), found.detectedOn(), found.score());
    }

    /** The rate that the documentation promises. */
    @Test
    void findsLittleWhereNothingIs() {
        int found = 0;
        int series = 60;
        for (int i = 0; i < series; i++) {
            found += detect(usual(1000 + i, 365)).size();
        }

        assertThat(found / (series * 365 / 900.0)).isLessThan(0.4);
    }
}
