package io.nightshift.cost.runtime;

import io.nightshift.cost.CostSpec;
import io.nightshift.cost.ScanComparison;
import io.nightshift.cost.ScanComparison.Judged;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.KnownAnomaly;
import io.nightshift.cost.billing.BilledCosts;
import io.nightshift.cost.billing.BillingData;
import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.billing.BillingFiles;
import io.nightshift.cost.detect.CostDetector;
import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesAnomaly;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that an export shows of an entry, and what is done about it. Scans and {@code nightshift cost why-not} use the same.
 *
 * @param today in UTC
 */
public record CostScanner(String entry, CostSpec spec, LocalDate today) {

    /**
     * What a scan found.
     *
     * @param judged every anomaly, the detector's and the others
     */
    public record Scan(BillingData data, LocalDate newest, List<SeriesAnomaly> detected, List<Judged> judged) {

        public Scan {
            detected = List.copyOf(detected);
            judged = List.copyOf(judged);
        }
    }

    public Scan scan(List<Path> files, List<KnownAnomaly> known) throws BillingException {
        var data = BillingFiles.read(files);
        var newest = newest(data.series());
        var detected = new CostDetector(spec.sensitivity()).detect(data.series());
        var shown = new ArrayList<AnomalyReport>();
        detected.forEach(found -> shown.add(AnomalyReport.of(found, newest)));
        data.series().forEach(series -> DropSearch.find(series, newest, spec).ifPresent(shown::add));
        new ExportWatch(entry, today).stopped(newest).ifPresent(shown::add);
        if (!spec.budgets().isEmpty()) {
            shown.addAll(new BudgetWatch(entry, spec.budgets()).passed(BilledCosts.read(files)));
        }
        return new Scan(data, newest, detected, new ScanComparison(spec, known, newest).judge(shown));
    }

    /** The newest day on which anything was published. */
    static LocalDate newest(List<DailyCosts> series) {
        var newest = LocalDate.MIN;
        for (var one : series) {
            for (int day = one.days() - 1; day >= 0; day--) {
                if (!Double.isNaN(one.at(day))) {
                    var date = one.first().plusDays(day);
                    newest = date.isAfter(newest) ? date : newest;
                    break;
                }
            }
        }
        return newest;
    }
}
