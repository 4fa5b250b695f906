package io.nightshift.promotion.judge.kayenta;

import io.nightshift.promotion.judge.Classification;
import io.nightshift.promotion.judge.MetricVerdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A score from 0 to 100 as computed by Kayenta's {@code WeightedSumScorer}: an Error counts nowhere. */
final class KayentaScore {

    private static final double NODATA_PERCENT = 50;

    private KayentaScore() {}

    /** @param reason why the score is 0 regardless of the groups; empty if the groups decide */
    record Scored(double score, String reason) {}

    /** @param metrics without the muted ones */
    static Scored of(List<MetricVerdict> metrics, Map<String, Double> weights) {
        for (var metric : metrics) {
            if (metric.critical() && metric.classification() != Classification.PASS) {
                return new Scored(0, "Canary Failed: " + metric.reason());
            }
        }
        double nodata = metrics.stream()
                .filter(metric -> metric.classification() == Classification.NODATA)
                .count();
        if (nodata / metrics.size() * 100 >= NODATA_PERCENT) {
            return new Scored(0, "Canary Failed: 50% or more metrics returned NODATA");
        }
        return new Scored(rounded(sum(groups(metrics), weights)), "");
    }

    private static Map<String, List<Classification>> groups(List<MetricVerdict> metrics) {
        var groups = new LinkedHashMap<String, List<Classification>>();
        for (var verdict : metrics) {
            for (var group : verdict.metric().groups()) {
                groups.computeIfAbsent(group, name -> new ArrayList<>()).add(verdict.classification());
            }
        }
        return groups;
    }

    private static double sum(Map<String, List<Classification>> groups, Map<String, Double> weights) {
        double given = 0;
        for (var name : ScalaOrder.map(weights.keySet())) {
            given += weights.getOrDefault(name, 0.0);
        }
        long without = groups.keySet().stream()
                .filter(name -> !weights.containsKey(name))
                .count();
        double share = without == 0 ? 0 : (100 - given) / without;
        double sum = 0;
        for (var name : ScalaOrder.grouped(groups.keySet())) {
            sum += score(groups.getOrDefault(name, List.of())) * (weights.getOrDefault(name, share) / 100);
        }
        return sum;
    }

    private static double score(List<Classification> group) {
        int passed = 0;
        int counted = 0;
        for (var classification : group) {
            passed += classification == Classification.PASS ? 1 : 0;
            counted += counts(classification) ? 1 : 0;
        }
        return counted == 0 ? 100 : passed / (double) counted * 100;
    }

    private static boolean counts(Classification classification) {
        return switch (classification) {
            case PASS, HIGH, LOW, NODATA_FAIL_METRIC -> true;
            case NODATA, ERROR, NOT_ENOUGH_DATA -> false;
        };
    }

    private static double rounded(double score) {
        return Double.isFinite(score)
                ? new BigDecimal(Double.toString(score))
                        .setScale(2, RoundingMode.HALF_UP)
                        .doubleValue()
                : score;
    }
}
