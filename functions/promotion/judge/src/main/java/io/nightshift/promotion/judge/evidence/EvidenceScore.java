package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Classification;
import io.nightshift.promotion.judge.MetricVerdict;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A score from 0 to 100: the weighted share of metrics that pass. An error is a failure. Only groups with a metric that
 * counts contribute their weight. Metrics without a group form a group of their own.
 */
final class EvidenceScore {

    private static final String WITHOUT_GROUP = "";

    private final List<MetricVerdict> metrics;
    private final Map<String, Double> weights;

    /** @param metrics without the muted ones */
    EvidenceScore(List<MetricVerdict> metrics, Map<String, Double> weights) {
        this.metrics = metrics;
        this.weights = weights;
    }

    static boolean isOpen(MetricVerdict verdict) {
        return switch (verdict.classification()) {
            case NODATA, NOT_ENOUGH_DATA -> true;
            case PASS, HIGH, LOW, NODATA_FAIL_METRIC, ERROR -> false;
        };
    }

    /** The score of the decided metrics; 0 if there are none. */
    double known() {
        return score(metrics.stream().filter(one -> !isOpen(one)).toList(), EvidenceScore::passed);
    }

    /** The score if every undecided metric passed. */
    double best() {
        return score(metrics, one -> passed(one) || isOpen(one));
    }

    /** The score if every undecided metric failed. */
    double worst() {
        return score(metrics, EvidenceScore::passed);
    }

    private static boolean passed(MetricVerdict verdict) {
        return verdict.classification() == Classification.PASS;
    }

    private double score(List<MetricVerdict> counted, Predicate<MetricVerdict> passes) {
        var groups =
                counted.stream().flatMap(one -> groups(one).stream()).distinct().toList();
        double all = 0;
        double sum = 0;
        for (var group : groups) {
            var members =
                    counted.stream().filter(one -> groups(one).contains(group)).toList();
            double share = (double) members.stream().filter(passes).count() / members.size();
            double weight = weight(group);
            all += weight;
            sum += weight * share;
        }
        return all == 0 ? 0 : Math.round(sum / all * 10_000) / 100.0;
    }

    private static List<String> groups(MetricVerdict verdict) {
        var groups = verdict.metric().groups();
        return groups.isEmpty() ? List.of(WITHOUT_GROUP) : groups;
    }

    private double weight(String group) {
        var given = weights.get(group);
        if (given != null) {
            return given;
        }
        double taken = 0;
        for (double weight : weights.values()) {
            taken += weight;
        }
        long sharing = metrics.stream()
                .flatMap(one -> groups(one).stream())
                .distinct()
                .filter(name -> !weights.containsKey(name))
                .count();
        return Math.max(0, 100 - taken) / sharing;
    }
}
