package io.nightshift.cost.benchmark;

import io.nightshift.cost.detect.DailyCosts;
import java.util.List;

/**
 * Generated costs and everything that is anomalous in them; all else is benign.
 *
 * @param truth of the series that cost something every day, for the oracle
 */
public record LabelledCosts(List<DailyCosts> series, List<LabelledAnomaly> labels, List<TrueSeries> truth) {

    private static final double MONTH = 30;

    public LabelledCosts {
        series = List.copyOf(series);
        labels = List.copyOf(labels);
        truth = List.copyOf(truth);
    }

    /** How many months of how many series. */
    public double serviceMonths() {
        return series.stream().mapToDouble(DailyCosts::days).sum() / MONTH;
    }
}
