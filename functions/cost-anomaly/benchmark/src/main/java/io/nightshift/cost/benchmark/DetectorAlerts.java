package io.nightshift.cost.benchmark;

import io.nightshift.cost.detect.CostDetector;
import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.DetectionSensitivity;
import java.util.List;
import java.util.Locale;

/** What our detector says, as alerts. */
public final class DetectorAlerts {

    private DetectorAlerts() {}

    public static List<ScoredAlert> alerts(List<DailyCosts> series) {
        return new CostDetector(DetectionSensitivity.USUAL)
                .detect(series).stream()
                        .map(found -> new ScoredAlert(
                                found.key(),
                                found.anomaly().detectedOn(),
                                found.anomaly().kind().name().toLowerCase(Locale.ROOT)))
                        .toList();
    }
}
