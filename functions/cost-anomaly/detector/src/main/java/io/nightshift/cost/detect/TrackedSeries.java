package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.util.Optional;

/** A series on the day that is being judged. */
final class TrackedSeries {

    final SeriesKey key;
    final SeriesDetector detector;
    private final Loading loading = new Loading();
    private double cost;
    private double distance = Double.NaN;
    private Optional<FoundAnomaly> last = Optional.empty();

    TrackedSeries(SeriesKey key, LocalDate first, int knownBefore, DetectionSensitivity sensitivity) {
        this.key = key;
        this.detector = new SeriesDetector(first, knownBefore, sensitivity);
    }

    void put(double today) {
        cost = today;
    }

    double cost() {
        return cost;
    }

    double take() {
        distance = detector.take(cost);
        cost = 0;
        return distance;
    }

    Optional<OpenAnomaly> judge(double common) {
        return detector.judge(loading.take(common, distance, detector.deviation()));
    }

    /** The anomaly that was opened last, told or not. */
    Optional<FoundAnomaly> last() {
        return last;
    }

    FoundAnomaly found(SeriesKey named, OpenAnomaly anomaly) {
        var found = new FoundAnomaly(named, this, anomaly);
        last = Optional.of(found);
        return found;
    }

    void forgetLast() {
        last = Optional.empty();
    }
}
