package io.nightshift.cost.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.cost.detect.CostDetector;
import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.DetectionSensitivity;
import io.nightshift.cost.detect.SeriesAnomaly;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** What was said of a day is said again when later days follow: the same id, kind, start and day of detection. */
final class PrefixTest {

    private static final CostDetector DETECTOR = new CostDetector(DetectionSensitivity.USUAL);
    private static final int INCOMPLETE = 2;

    private record Said(String id, String kind, LocalDate start, LocalDate detectedOn, String thread) {

        static Said of(SeriesAnomaly one) {
            return new Said(
                    one.id(),
                    one.anomaly().kind().name(),
                    one.anomaly().start(),
                    one.anomaly().detectedOn(),
                    one.thread());
        }
    }

    /** Two accounts of a generator are enough, and are quick. */
    private static List<DailyCosts> costs(int generator, int seed) {
        var all = CostGenerator.ALL.get(generator).generate(seed).series();
        var account = all.getFirst().key().account();
        return all.stream().filter(one -> one.key().account().equals(account)).toList();
    }

    private static List<DailyCosts> cut(List<DailyCosts> all, int days, double lastDays) {
        return all.stream()
                .map(one -> {
                    var costs = new double[days];
                    Arrays.setAll(costs, day -> one.at(day) * (day >= days - INCOMPLETE ? lastDays : 1));
                    return new DailyCosts(one.key(), one.first(), costs);
                })
                .toList();
    }

    private static List<Said> said(List<DailyCosts> costs, LocalDate until) {
        return DETECTOR.detect(costs).stream()
                .filter(one -> one.anomaly().detectedOn().isBefore(until))
                .map(Said::of)
                .toList();
    }

    @Property(tries = 24, shrinking = ShrinkingMode.OFF)
    void saysTheSameWithFewerDays(
            @ForAll @IntRange(max = 2) int generator,
            @ForAll @IntRange(max = 100_000) int seed,
            @ForAll @IntRange(max = 1_000_000) int cuts) {
        var all = costs(generator, seed);
        int days = all.getFirst().days();
        var random = new SplittableRandom(cuts);
        for (int i = 0; i < 4; i++) {
            int cut = 20 + random.nextInt(days - 20);
            var end = all.getFirst().first().plusDays(cut);

            assertThat(said(cut(all, cut, 1), end)).isEqualTo(said(all, end));
        }
    }

    /** The last days of an export are incomplete: what was said before them stays. */
    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void saysTheSameBeforeDaysThatAreRestated(
            @ForAll @IntRange(max = 2) int generator,
            @ForAll @IntRange(max = 100_000) int seed,
            @ForAll @IntRange(min = 20, max = 59) int cut) {
        var all = costs(generator, seed);
        var settled = all.getFirst().first().plusDays((long) cut - INCOMPLETE);

        assertThat(said(cut(all, cut, 0.4), settled)).isEqualTo(said(all, settled));
    }
}
