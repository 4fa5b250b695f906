package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Detects anomalies in the daily costs of one series, by the days up to each one only: what it says of a day never changes when later
 * days follow, but for the end and the money of an anomaly that goes on.
 *
 * <p>Not thread-safe.
 */
public final class SeriesDetector {

    private static final int NEWBORN = 14;
    private static final int LOOK = 60;

    /** With more days without cost a series is sparse. */
    private static final double SPARSE = 0.12;

    /** A new series is told of within so many days, or never. */
    private static final int NEW_WITHIN = 3;

    /** Something new has to cost more than a rise of what is known. */
    private static final double NEW_FACTOR = 5;

    private final CostHistory history;
    private final DetectionSensitivity sensitivity;
    private final DenseSeries dense;
    private final SparseSeries sparse;
    private final List<OpenAnomaly> found = new ArrayList<>();
    private int born = -1;
    private boolean isDense;

    /** @param first the day of the first cost */
    public SeriesDetector(LocalDate first, DetectionSensitivity sensitivity) {
        this.sensitivity = sensitivity;
        this.history = new CostHistory(first);
        this.dense = new DenseSeries(history, sensitivity);
        this.sparse = new SparseSeries(history, sensitivity);
    }

    /**
     * Adds the cost of the next day.
     *
     * @param cost in the series' currency; a negative one counts as nothing; NaN is a day of which nothing is known, which is not
     *     judged
     */
    public void add(double cost) {
        int day = history.add(cost > 0 ? cost : 0);
        if (Double.isNaN(cost)) {
            skip(day);
            return;
        }
        if (born < 0 && history.costsNothing(day)) {
            return;
        }
        born = born < 0 ? day : born;
        int age = day - born;
        if (age < NEWBORN) {
            newborn(day, age);
        } else if (isSparse(day, age)) {
            dense.close();
            isDense = false;
            sparse.add(day, born).ifPresent(found::add);
        } else {
            if (!isDense) {
                sparse.close();
                dense.begin(day, born);
                isDense = true;
            }
            dense.add(day, age).ifPresent(found::add);
        }
    }

    private void skip(int day) {
        if (isDense) {
            dense.skip(day);
        } else {
            history.leaveOut(day, true);
        }
    }

    private boolean isSparse(int day, int age) {
        int look = Math.min(LOOK, age + 1);
        int nothing = 0;
        for (int i = day - look + 1; i <= day; i++) {
            nothing += history.costsNothing(i) && !history.isReplaced(i) ? 1 : 0;
        }
        return nothing > SPARSE * look;
    }

    /** A series that begins with the data is not new: nothing is known of the days before. */
    private void newborn(int day, int age) {
        if (born < NEWBORN || age > NEW_WITHIN || !found.isEmpty()) {
            return;
        }
        double sum = 0;
        for (int i = born; i <= day; i++) {
            sum += history.cost(i);
        }
        if (sum < NEW_FACTOR * sensitivity.perDay() * (age + 1)) {
            return;
        }
        var anomaly = new OpenAnomaly(AnomalyKind.NEW, born, day, sensitivity.days());
        for (int i = born; i <= day; i++) {
            anomaly.add(i, history.cost(i), 0);
        }
        anomaly.over();
        found.add(anomaly);
    }

    /** Every anomaly so far, in order of detection. */
    public List<DetectedAnomaly> anomalies() {
        return found.stream().map(anomaly -> anomaly.at(history)).toList();
    }
}
