package io.nightshift.cost.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On series without anomalies, the false alarms are what docs/cost-anomalies.md promises. */
final class CalibrationTest {

    private static final int SERIES = 90;
    private static final int DAYS = 365;
    private static final double SERVICE_MONTHS = SERIES * DAYS / 30.0;

    @ParameterizedTest(name = "noise of {0}, correlation {1}, Student {2}")
    @CsvSource({"0.03, 0, 0, 0.15", "0.08, 0, 0, 0.15", "0.04, 0.5, 0, 0.25", "0.04, 0, 5, 0.4", "0.04, 0.3, 4, 0.6"})
    void findsLittleWhereNothingIs(double noise, double phi, double freedom, double promised) {
        var series = new ArrayList<DailyCosts>();
        for (int i = 0; i < SERIES; i++) {
            series.add(quiet(i, noise, phi, freedom == 0 ? Double.POSITIVE_INFINITY : freedom));
        }

        double rate = DetectorAlerts.alerts(List.copyOf(series)).size() / SERVICE_MONTHS * 30;

        assertThat(rate).as("false alarms in 30 service-months").isLessThanOrEqualTo(promised);
    }

    private static DailyCosts quiet(int number, double sigma, double phi, double freedom) {
        var random = new SplittableRandom(7000 + number);
        var noise = GeneratorNoise.draw(random, DAYS, phi, freedom);
        var costs = new double[DAYS];
        for (int i = 0; i < DAYS; i++) {
            double week = (i + number) % 7 < 2 ? 0.7 : 1;
            costs[i] = 200 * week * Math.exp(sigma * noise[i]);
        }
        var key = new SeriesKey("AWS", String.valueOf(number), "EC2", "eu-west-1", "USD");
        return new DailyCosts(key, LocalDate.of(2025, 1, 1), costs);
    }
}
