package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.KnownAnomaly;
import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.explain.CostExplanation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** Reads costs from the files of a source. */
public record FileReading(CostSources sources, ChangeSearch changes, InstantSource clock) implements CostReading {

    @Override
    public CostScanner.Scan scan(String entry, CostSpec spec, List<KnownAnomaly> known)
            throws CallFailed, BillingException {
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return new CostScanner(entry, spec, today).scan(sources.files(entry, spec.source()), known);
    }

    @Override
    public CostExplanation explain(String entry, CostSpec spec, AnomalyReport report)
            throws CallFailed, BillingException {
        return CostExplainer.explain(
                sources.files(entry, spec.source()),
                report,
                report.isRise() ? changes.near(report, spec.changes().map(Path::of)) : List.of());
    }
}
