package io.nightshift.cost.benchmark;

import io.nightshift.cost.detect.DailyCosts;
import java.util.List;

/** Generated costs and everything that is anomalous in them; all else is benign. */
public record LabelledCosts(List<DailyCosts> series, List<LabelledAnomaly> labels) {

    private static final double MONTH = 30;

    public LabelledCosts {
        series = List.copyOf(series);
        labels = List.copyOf(labels);
    }

    /** How many months of how many series. */
    public double serviceMonths() {
        return series.stream().mapToDouble(DailyCosts::days).sum() / MONTH;
    }
}
