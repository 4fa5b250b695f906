package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Detects anomalies in the costs of many series, and in services over all regions of an account. Only days up to the one on which an
 * anomaly is detected have a say in it: with fewer days, the same anomalies are detected up to the last one.
 */
public record CostDetector(DetectionSensitivity sensitivity) {

    /** In order of detection. */
    public List<SeriesAnomaly> detect(List<DailyCosts> series) {
        var first = series.stream().map(DailyCosts::first).min(LocalDate::compareTo);
        var end = series.stream().map(DailyCosts::end).max(LocalDate::compareTo);
        if (first.isEmpty() || end.isEmpty()) {
            return List.of();
        }
        var detection = new DailyDetection(sensitivity);
        for (var day = first.get(); day.isBefore(end.get()); day = day.plusDays(1)) {
            var costs = new LinkedHashMap<SeriesKey, Double>();
            for (var one : series) {
                costs.put(one.key(), one.on(day));
            }
            detection.add(day, costs);
        }
        return detection.anomalies(end.get().minusDays(1));
    }
}
