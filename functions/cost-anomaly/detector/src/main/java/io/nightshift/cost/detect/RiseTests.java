package io.nightshift.cost.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for the most striking rise of the last two weeks, or of the last weekends. */
final class RiseTests {

    private static final int[] WINDOWS = {1, 2, 3, 4, 5, 7, 10, 14};
    private static final int[] RAMPS = {7, 10, 14};
    private static final int SUNDAY = 6;
    private static final int WEEK = 7;
    private static final int WEEKENDS = 3;
    private static final int WEEKEND = 2;

    /** Windows of a very young series do not measure later ones: its season was not known. */
    private static final int SEASON_KNOWN = 35;

    private static final int VERY_YOUNG = 28;
    private static final int YOUNG = 70;
    private static final double VERY_YOUNG_EXTRA = 1.6;
    private static final double YOUNG_EXTRA = 0.8;

    private static final double WEEKEND_CAP = 5;
    private static final double WEEKEND_VARIANCE = 1.15;
    private static final double WEEKEND_LEAST = 0.35;
    private static final double ONE_WEEKEND_FREEDOM = 20;
    private static final double FREEDOM = 60;

    private final DetectionSensitivity sensitivity;
    private final double levelWeight;
    private final List<WindowTest> tests = new ArrayList<>();

    RiseTests(DetectionSensitivity sensitivity, double levelWeight) {
        this.sensitivity = sensitivity;
        this.levelWeight = levelWeight;
        for (int days : WINDOWS) {
            tests.add(new WindowTest(days, false));
        }
        for (int days : RAMPS) {
            tests.add(new WindowTest(days, true));
        }
    }

    void forget() {
        tests.forEach(WindowTest::forget);
    }

    /** @param age of the series, in days */
    Optional<Rise> at(CostHistory history, int day, int age, NoiseModel noise) {
        double extra = age < VERY_YOUNG ? VERY_YOUNG_EXTRA : age < YOUNG ? YOUNG_EXTRA : 0;
        boolean rising = history.adjusted(day) > history.level(day);
        Optional<Rise> best = Optional.empty();
        for (var test : tests) {
            if (day - test.days < history.from()) {
                continue;
            }
            double limit = extra + limit(test);
            double excess = test.score(history, day, noise, levelWeight) - limit;
            if (age >= SEASON_KNOWN) {
                test.remember(history, day, noise);
            }
            if (rising && excess >= 0 && (best.isEmpty() || excess > best.get().excess()) && test.lasts(history, day)) {
                best = Optional.of(new Rise(kind(test), test.days, excess, limit));
            }
        }
        return best.isPresent() || age <= VERY_YOUNG ? best : weekends(history, day, noise, extra);
    }

    private double limit(WindowTest test) {
        return test.ramp ? sensitivity.ramp() : test.days == 1 ? sensitivity.day() : sensitivity.days();
    }

    private static AnomalyKind kind(WindowTest test) {
        return test.ramp ? AnomalyKind.RAMP : test.days == 1 ? AnomalyKind.SPIKE : AnomalyKind.SHIFT;
    }

    /** On a Sunday: the last one, two or three weekends against the levels of their weeks. */
    private Optional<Rise> weekends(CostHistory history, int day, NoiseModel noise, double extra) {
        if (history.weekday(day) != SUNDAY) {
            return Optional.empty();
        }
        double limit = sensitivity.weekends() + extra;
        double cap = WEEKEND_CAP * noise.deviation();
        double sum = 0;
        double least = Double.MAX_VALUE;
        int count = 0;
        for (int weeks = 1; weeks <= WEEKENDS; weeks++) {
            for (int i = 0; i < WEEKEND; i++) {
                int at = day - WEEK * (weeks - 1) - i;
                if (at < history.from() || history.isReplaced(at)) {
                    return Optional.empty();
                }
                double rise = Math.min(cap, history.adjusted(at) - history.level(at) - noise.drift());
                sum += rise;
                least = Math.min(least, rise);
                count++;
            }
            double mean = sum / count;
            double score = Scores.ofStudent(
                    mean / Math.sqrt(WEEKEND_VARIANCE * noise.ofMean(count, levelWeight)),
                    weeks == 1 ? ONE_WEEKEND_FREEDOM : FREEDOM);
            if (score >= limit && least > WEEKEND_LEAST * mean) {
                return Optional.of(new Rise(AnomalyKind.WEEKEND, WEEKEND, score - limit, limit));
            }
        }
        return Optional.empty();
    }
}
