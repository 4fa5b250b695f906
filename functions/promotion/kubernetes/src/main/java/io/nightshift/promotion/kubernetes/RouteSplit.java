package io.nightshift.promotion.kubernetes;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The traffic split of a route.
 *
 * @param stable share of the stable service in percent
 * @param canary share of the canary's service, rounded up if the weights do not sum to 100
 * @param others the share of each other backend, and other anomalies, by name
 */
record RouteSplit(int stable, int canary, Map<String, Integer> others) {

    /** {@code legacy (30 %)}. */
    String foreign() {
        return others.entrySet().stream()
                .map(share -> share.getKey() + " (" + share.getValue() + " %)")
                .collect(Collectors.joining(", "));
    }
}
