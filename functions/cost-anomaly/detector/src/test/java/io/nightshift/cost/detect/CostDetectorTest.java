package io.nightshift.cost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CostDetectorTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 150;
    private static final CostDetector DETECTOR = new CostDetector(DetectionSensitivity.USUAL);

    private static DailyCosts region(String name, long seed, double noise, int from, double factor) {
        var random = new Random(seed);
        var costs = new double[DAYS];
        for (int i = 0; i < DAYS; i++) {
            costs[i] = 100 * Math.exp(noise * random.nextGaussian()) * (i >= from ? factor : 1);
        }
        return new DailyCosts(new SeriesKey("AWS", "1", "EC2", name, "USD"), FIRST, costs);
    }

    @Test
    void namesTheRegionAndNotTheServiceToo() {
        var found = DETECTOR.detect(List.of(region("a", 1, 0.03, 100, 1.8), region("b", 2, 0.03, 100, 1)));

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.key().region()).isEqualTo("a");
            assertThat(one.severity()).isEqualTo(Severity.HIGH);
            assertThat(one.provisional()).isFalse();
        });
    }

    @Test
    void namesTheServiceIfNoRegionShowsItEarlier() {
        var regions = IntStream.range(0, 9)
                .mapToObj(i -> region("r" + i, 10 + i, 0.1, 100, 1.2))
                .toList();

        assertThat(DETECTOR.detect(regions)).singleElement().satisfies(one -> {
            assertThat(one.key().region()).isEmpty();
            assertThat(one.anomaly().start()).isBetween(FIRST.plusDays(98), FIRST.plusDays(102));
        });
    }

    /** A service moves to another region within some days: the service as a whole costs what it did. */
    private static List<DailyCosts> moving(int length) {
        var all = region("a", 5, 0.04, DAYS, 1);
        var here = new double[DAYS];
        var there = new double[DAYS];
        for (int i = 0; i < DAYS; i++) {
            double part = 0.15 + 0.75 * Math.clamp((i - 99.0) / length, 0, 1);
            there[i] = part * all.at(i);
            here[i] = all.at(i) - there[i];
        }
        return List.of(
                new DailyCosts(new SeriesKey("AWS", "1", "EC2", "here", "USD"), FIRST, here),
                new DailyCosts(new SeriesKey("AWS", "1", "EC2", "there", "USD"), FIRST, there));
    }

    @Test
    void staysSilentWhenMoneyMovesToAnotherRegion() {
        for (int days = 1; days <= 6; days++) {
            assertThat(DETECTOR.detect(moving(days))).as("within %d days", days).isEmpty();
        }
    }

    @Test
    void givesTheSameIdWithMoreDays() {
        var region = region("a", 1, 0.03, 100, 1.8);
        var fewer = new double[103];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = region.at(i);
        }

        var early = DETECTOR.detect(List.of(new DailyCosts(region.key(), FIRST, fewer)));

        assertThat(early).singleElement().satisfies(one -> {
            assertThat(one.id())
                    .isEqualTo(DETECTOR.detect(List.of(region)).getFirst().id());
            assertThat(one.provisional()).isTrue();
        });
    }
}
