package io.nightshift.cost.runtime;

import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.billing.BillingBreakdown;
import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.billing.BillingPart;
import io.nightshift.cost.explain.CostExplanation;
import io.nightshift.cost.explain.CostPart;
import io.nightshift.cost.explain.DayBand;
import io.nightshift.cost.explain.DriverSearch;
import io.nightshift.cost.explain.NearbyChange;
import io.nightshift.cost.explain.PriceSplit;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Explains an anomaly by the rows of its series. */
public final class CostExplainer {

    private static final int PICTURE_DAYS = 60;
    private static final Set<String> SAID_BY_SERIES = Set.of("account", "region");

    private CostExplainer() {}

    public static CostExplanation explain(List<Path> files, AnomalyReport report, List<NearbyChange> changes)
            throws BillingException {
        return explain(files, List.of(report), one -> changes).getFirst();
    }

    /**
     * Explains several anomalies by one pass over the files.
     *
     * @param changes near the start of each
     */
    public static List<CostExplanation> explain(
            List<Path> files, List<AnomalyReport> reports, Function<AnomalyReport, List<NearbyChange>> changes)
            throws BillingException {
        var parts = reports.stream()
                .filter(CostExplainer::hasSeries)
                .map(report -> new BillingBreakdown.Part(report.series(), report.start(), report.end()))
                .toList();
        var breakdowns = BillingBreakdown.read(files, parts).iterator();
        return reports.stream()
                .map(report -> hasSeries(report)
                        ? explained(report, breakdowns.next(), changes.apply(report))
                        : CostExplanation.NONE)
                .toList();
    }

    private static boolean hasSeries(AnomalyReport report) {
        return report.isRise() || report.kind().equals(AnomalyReport.DROP);
    }

    private static CostExplanation explained(
            AnomalyReport report, BillingBreakdown breakdown, List<NearbyChange> changes) {
        var parts = breakdown.parts().stream()
                .filter(part -> !isSaid(part.dimension(), report))
                .map(CostExplainer::part)
                .toList();
        var costs = new double[breakdown.costs().days()];
        for (int day = 0; day < costs.length; day++) {
            costs[day] = breakdown.costs().at(day);
        }
        return new CostExplanation(
                DriverSearch.find(parts, report.impact().signum() < 0),
                PriceSplit.of(parts.stream()
                        .filter(part -> part.dimension().equals("usage-type"))
                        .toList()),
                changes,
                DayBand.of(
                        breakdown.costs().first(),
                        costs,
                        report.start(),
                        report.start().minusDays(PICTURE_DAYS)),
                "");
    }

    private static CostPart part(BillingPart part) {
        return new CostPart(
                part.dimension(),
                part.value(),
                part.unit(),
                part.costBefore(),
                part.costNow(),
                part.quantityBefore(),
                part.quantityNow());
    }

    /** The series says its account, and often its region. */
    private static boolean isSaid(String dimension, AnomalyReport report) {
        return SAID_BY_SERIES.contains(dimension)
                && !(dimension.equals("account")
                                ? report.series().account()
                                : report.series().region())
                        .isEmpty();
    }
}
