package io.nightshift.cost.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the most striking rise of the last two weeks, or of the last weekends.
 *
 * <p>Not thread-safe.
 */
final class RiseTests {

    private static final int[] WINDOWS = {1, 2, 3, 4, 5, 7, 10, 14};
    private static final int[] RAMPS = {7, 10, 14};
    private static final int[] WEEKENDS = {1, 2, 3};
    private static final int SUNDAY = 6;
    private static final int WEEK = 7;
    private static final double CALM = 2;

    /** Windows of a very young series do not measure later ones: its season was not known. */
    private static final int SEASON_KNOWN = 35;

    private static final int VERY_YOUNG = 35;
    private static final int YOUNG = 80;
    private static final double VERY_YOUNG_EXTRA = 1.8;
    private static final double YOUNG_EXTRA = 0.8;

    /** A single day is less often a part of the season that is not known yet. */
    private static final double EXTRA_OF_DAYS = 0.6;

    /** Of a median, relative to a mean. */
    private static final double MEDIAN_VARIANCE = 1.57;

    private static final double MOST_WEEKS = 12;
    private static final int MEASURED_EVERY = 4;

    private final DetectionSensitivity sensitivity;
    private final double levelWeight;
    private final List<PatternTest> tests = new ArrayList<>();

    RiseTests(DetectionSensitivity sensitivity, double levelWeight) {
        this.sensitivity = sensitivity;
        this.levelWeight = levelWeight;
        for (int days : WINDOWS) {
            tests.add(PatternTest.step(days));
        }
        for (int days : RAMPS) {
            tests.add(PatternTest.ramp(days));
        }
        for (int weekends : WEEKENDS) {
            tests.add(PatternTest.weekends(weekends, 0));
            tests.add(PatternTest.weekends(weekends, 1));
        }
        tests.add(PatternTest.dayBefore());
    }

    void forget() {
        tests.forEach(PatternTest::forget);
    }

    /** @param age of the series, in days */
    Optional<Rise> at(CostHistory history, int day, int age, NoiseModel noise, List<TestedPattern> tested) {
        double extra = age < VERY_YOUNG ? VERY_YOUNG_EXTRA : age < YOUNG ? YOUNG_EXTRA : 0;
        double weeks = Math.clamp((day - history.from()) / (double) WEEK, 1, MOST_WEEKS);
        double unsure = Math.sqrt(1 + MEDIAN_VARIANCE / weeks);
        double rise = history.adjusted(day) - history.level(day);
        Optional<Rise> best = Optional.empty();
        for (var test : tests) {
            boolean weekend = test.kind == AnomalyKind.WEEKEND;
            if (day - test.days < history.from() || (weekend && history.weekday(day - test.calm) != SUNDAY)) {
                continue;
            }
            double limit = (test.kind == AnomalyKind.SPIKE ? EXTRA_OF_DAYS : 1) * extra + sensitivity.limit(test.kind);
            double score = test.score(history, day, noise, levelWeight, unsure);
            tested.add(new TestedPattern(test.kind, test.days, score, limit));
            if (age >= SEASON_KNOWN) {
                test.remember(history, day, noise, levelWeight);
            }
            boolean fits = test.calm == 0 ? rise > 0 : rise < CALM * noise.deviation();
            if (fits
                    && score >= limit
                    && (best.isEmpty() || score - limit > best.get().excess())
                    && test.lasts(history, day)) {
                best = Optional.of(new Rise(test.kind, test.days, test.calm, score - limit, limit));
            }
        }
        if (day % MEASURED_EVERY == 0) {
            tests.forEach(PatternTest::measure);
        }
        return best;
    }
}
