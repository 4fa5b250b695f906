package io.nightshift.cost.detect;

import java.util.Optional;

/**
 * Detects anomalies of a series that costs something on some days only: a day that costs far more than its active days do, or more
 * active days within two weeks than there were before.
 */
final class SparseSeries {

    private static final int DAYS = 120;
    private static final int[] RUNS = {2, 3, 4, 5, 6, 7, 8, 10, 14};

    /** Of a run by its length only: sizes that are usual say nothing against it. */
    private static final double RUN_ALONE = 4e-4;

    private static final int FEWEST = 3;
    private static final int LONGEST = 15;
    private static final int CALM = 2;

    /** So soon after its end, it is the same anomaly. */
    private static final int SAME = 14;

    /** What is known of the spread of sizes beforehand, and how many active days that is worth. */
    private static final double SPREAD = 0.35;

    private static final int SPREAD_WORTH = 4;

    private static final double RUN_LIMIT = 1e-4;
    private static final double TINY = 1e-300;

    private final CostHistory history;
    private final DetectionSensitivity sensitivity;
    private Optional<OpenAnomaly> open = Optional.empty();
    private Optional<OpenAnomaly> last = Optional.empty();
    private int calm;

    SparseSeries(CostHistory history, DetectionSensitivity sensitivity) {
        this.history = history;
        this.sensitivity = sensitivity;
    }

    /** The active days before one: how many there are, and the mean and the spread of their logarithms. */
    private record Activity(int days, int active, double mean, double spread) {

        double share() {
            return (active + 0.5) / (days + 1);
        }

        /** The normal score of a mean of the logarithms of that many active days. */
        double score(double meanOfLogs, int count) {
            return Scores.ofStudent(
                    (meanOfLogs - mean) / (spread * Math.sqrt(1.0 / count + 1.0 / active)), active + 2.0);
        }

        double usual() {
            return Math.exp(mean + spread * spread / 2) * share();
        }
    }

    private Activity before(int day, int born) {
        int from = Math.max(born, day - DAYS);
        double sum = 0;
        double squares = 0;
        int active = 0;
        for (int i = from; i < day; i++) {
            if (!history.costsNothing(i) && !history.isReplaced(i)) {
                double log = Math.log(history.cost(i));
                sum += log;
                squares += log * log;
                active++;
            }
        }
        double mean = active == 0 ? 0 : sum / active;
        double around = Math.max(0, squares - active * mean * mean);
        double spread = Math.sqrt((around + SPREAD_WORTH * SPREAD * SPREAD) / Math.max(1, active - 1 + SPREAD_WORTH));
        return new Activity(day - from, active, mean, spread);
    }

    /** Judges a day; returns the anomaly that it opens. */
    Optional<OpenAnomaly> add(int day, int born) {
        if (open.isPresent()) {
            grow(open.get(), day);
            return Optional.empty();
        }
        if (history.costsNothing(day)) {
            return Optional.empty();
        }
        var before = before(day, born);
        if (before.active() < FEWEST) {
            return Optional.empty();
        }
        double size = before.score(Math.log(history.cost(day)), 1);
        int run = run(day, before);
        if (size <= sensitivity.limit(AnomalyKind.SPARSE) && run == 0) {
            return Optional.empty();
        }
        return begin(day, size > sensitivity.limit(AnomalyKind.SPARSE) ? 1 : run, size, before);
    }

    /** The length of the run of days that is too active; 0 if none is. */
    private int run(int day, Activity before) {
        int best = 0;
        double least = RUN_LIMIT;
        for (int days : RUNS) {
            int active = 0;
            double logs = 0;
            for (int i = Math.max(0, day - days + 1); i <= day; i++) {
                if (!history.costsNothing(i)) {
                    active++;
                    logs += Math.log(history.cost(i));
                }
            }
            if (active < 2) {
                continue;
            }
            double runs = atLeast(active, days, before.share());
            double alone = runs < RUN_ALONE ? RUN_LIMIT * runs / RUN_ALONE : 1;
            double joined = Math.min(alone, joined(runs, Scores.above(before.score(logs / active, active))));
            if (joined < least) {
                least = joined;
                best = days;
            }
        }
        return best;
    }

    /** Fisher's probability of two independent ones together. */
    private static double joined(double first, double second) {
        double half = -Math.log(Math.max(TINY, first)) - Math.log(Math.max(TINY, second));
        return Math.exp(-half) * (1 + half);
    }

    /** The binomial probability of at least that many. */
    private static double atLeast(int active, int days, double share) {
        double sum = 0;
        double ways = 1;
        for (int i = 0; i <= days; i++) {
            if (i >= active) {
                sum += ways * Math.pow(share, i) * Math.pow(1 - share, days - i);
            }
            ways = ways * (days - i) / (i + 1);
        }
        return sum;
    }

    private Optional<OpenAnomaly> begin(int day, int days, double score, Activity before) {
        int start = firstActive(Math.max(0, day - days + 1));
        double actual = 0;
        for (int i = start; i <= day; i++) {
            actual += history.cost(i);
        }
        int length = day - start + 1;
        if (!sensitivity.costsEnough(actual, length * before.usual(), length)) {
            return Optional.empty();
        }
        var same = last.filter(earlier -> start - earlier.end() <= SAME);
        var anomaly = same.orElseGet(() -> new OpenAnomaly(
                AnomalyKind.SPARSE, start, day, day, Math.max(score, sensitivity.limit(AnomalyKind.SPARSE))));
        anomaly.again();
        for (int i = start; i <= day; i++) {
            anomaly.add(i, history.cost(i), before.usual());
            history.leaveOut(i, true);
        }
        calm = 0;
        open = Optional.of(anomaly);
        last = open;
        return same.isPresent() ? Optional.empty() : open;
    }

    private int firstActive(int from) {
        int day = from;
        while (history.costsNothing(day)) {
            day++;
        }
        return day;
    }

    private void grow(OpenAnomaly anomaly, int day) {
        if (history.costsNothing(day)) {
            calm++;
        } else {
            calm = 0;
            history.leaveOut(day, true);
            anomaly.add(day, history.cost(day), 0);
        }
        boolean usual = day - anomaly.detected > LONGEST;
        if (calm >= CALM || usual) {
            close();
        }
        if (usual) {
            for (int i = anomaly.start; i <= day; i++) {
                history.leaveOut(i, false);
            }
        }
    }

    void close() {
        open.ifPresent(OpenAnomaly::over);
        open = Optional.empty();
    }
}
