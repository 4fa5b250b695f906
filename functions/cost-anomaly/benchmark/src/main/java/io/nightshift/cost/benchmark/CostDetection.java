package io.nightshift.cost.benchmark;

import io.nightshift.cost.detect.CostDetector;
import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.DetectionSensitivity;
import java.util.List;
import java.util.Locale;

/** What our detector says, as alerts. */
public final class CostDetection {

    private CostDetection() {}

    public static List<Alert> alerts(List<DailyCosts> series) {
        return new CostDetector(DetectionSensitivity.USUAL)
                .detect(series).stream()
                        .map(found -> new Alert(
                                found.key(),
                                found.anomaly().detectedOn(),
                                found.anomaly().kind().name().toLowerCase(Locale.ROOT)))
                        .toList();
    }
}
