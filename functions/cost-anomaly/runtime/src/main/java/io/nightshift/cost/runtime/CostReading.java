package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.KnownAnomaly;
import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.explain.CostExplanation;
import java.util.List;

/** Reads the newest costs of an entry. */
public interface CostReading {

    CostScanner.Scan scan(String entry, CostSpec spec, List<KnownAnomaly> known) throws CallFailed, BillingException;

    CostExplanation explain(String entry, CostSpec spec, AnomalyReport report) throws CallFailed, BillingException;
}
