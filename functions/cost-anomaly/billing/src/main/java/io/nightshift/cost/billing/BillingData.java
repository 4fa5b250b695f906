package io.nightshift.cost.billing;

import io.nightshift.cost.detect.DailyCosts;
import java.util.List;

/**
 * The daily costs of some files.
 *
 * @param series by key
 * @param warnings what was left out or repaired, and where
 */
public record BillingData(List<DailyCosts> series, List<String> warnings) {

    public BillingData {
        series = List.copyOf(series);
        warnings = List.copyOf(warnings);
    }
}
