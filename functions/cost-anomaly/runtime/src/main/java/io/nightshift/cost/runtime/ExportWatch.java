package io.nightshift.cost.runtime;

import io.nightshift.cost.ScanComparison;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import io.nightshift.cost.detect.SeriesKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** Finds an export that stopped: the day after its newest one is three days old. */
record ExportWatch(String entry, LocalDate today) {

    Optional<AnomalyReport> stopped(LocalDate newest) {
        long old = today.toEpochDay() - newest.plusDays(1).toEpochDay();
        if (old < ScanComparison.SETTLED_DAYS) {
            return Optional.empty();
        }
        return Optional.of(new AnomalyReport(
                AnomalyReport.id(entry, AnomalyReport.STOPPED, newest.toString()),
                AnomalyReport.STOPPED,
                new SeriesKey("", "", "export of " + entry, "", ""),
                newest,
                newest,
                newest,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Severity.MEDIUM,
                false,
                false,
                newest));
    }
}
