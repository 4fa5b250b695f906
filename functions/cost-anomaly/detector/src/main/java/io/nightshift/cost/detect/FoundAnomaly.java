package io.nightshift.cost.detect;

import io.nightshift.core.run.Sha256;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * An anomaly that was found in a series.
 *
 * @param named the series that carries it: a region of a service where the anomaly shows in the sum of them
 */
record FoundAnomaly(SeriesKey named, TrackedSeries series, OpenAnomaly anomaly) {

    /** So soon after a day its cost may still grow. */
    private static final int SETTLED = 3;

    private static final double HIGH = 1000;
    private static final double MEDIUM = 100;
    private static final int ID_LENGTH = 12;

    DetectedAnomaly now() {
        return series.detector.describe(anomaly);
    }

    String id() {
        var key = named;
        var text = String.join(
                "\n",
                key.provider(),
                key.account(),
                key.service(),
                key.region(),
                key.currency(),
                now().start().toString());
        return Sha256.hex(text).substring(0, ID_LENGTH);
    }

    SeriesAnomaly at(LocalDate last, String thread) {
        var now = now();
        var severity = now.impact() >= HIGH ? Severity.HIGH : now.impact() >= MEDIUM ? Severity.MEDIUM : Severity.LOW;
        return new SeriesAnomaly(
                id(), named, now, severity, ChronoUnit.DAYS.between(now.end(), last) < SETTLED, thread);
    }
}
