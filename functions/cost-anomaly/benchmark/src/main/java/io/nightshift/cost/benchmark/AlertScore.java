package io.nightshift.cost.benchmark;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores alerts strictly. A hit names the service, and the account or the region, of an anomaly from its first day to its deadline; each
 * anomaly counts once. Everything else is false: the second alert about an anomaly, a late one, and one about its neighbour.
 *
 * <p>Not thread-safe.
 */
public final class AlertScore {

    private static final double MONTHS = 30;

    private final Map<AnomalyShape, Integer> hits = new EnumMap<>(AnomalyShape.class);
    private final Map<AnomalyShape, Integer> missed = new EnumMap<>(AnomalyShape.class);
    private final Map<String, Integer> falseByWhat = new TreeMap<>();
    private final List<ScoredAlert> falseAlerts = new ArrayList<>();
    private final List<LabelledAnomaly> misses = new ArrayList<>();
    private double months;
    private double stepDelays;
    private double delays;

    /** Adds what was said of some costs. */
    public void add(LabelledCosts costs, List<ScoredAlert> alerts) {
        months += costs.serviceMonths();
        var found = new HashSet<LabelledAnomaly>();
        for (var alert :
                alerts.stream().sorted(Comparator.comparing(ScoredAlert::on)).toList()) {
            var hit = costs.labels().stream()
                    .filter(label -> !found.contains(label) && isHit(label, alert))
                    .findFirst();
            if (hit.isEmpty()) {
                falseAlerts.add(alert);
                falseByWhat.merge(alert.what(), 1, Integer::sum);
                continue;
            }
            var label = hit.get();
            found.add(label);
            hits.merge(label.shape(), 1, Integer::sum);
            double delay = ChronoUnit.DAYS.between(label.start(), alert.on());
            delays += delay;
            stepDelays += label.shape() == AnomalyShape.SHIFT ? delay : 0;
        }
        costs.labels().stream().filter(label -> !found.contains(label)).forEach(label -> {
            misses.add(label);
            missed.merge(label.shape(), 1, Integer::sum);
        });
    }

    private static boolean isHit(LabelledAnomaly label, ScoredAlert alert) {
        var told = alert.key();
        var real = label.key();
        boolean account = told.account().equals(real.account())
                && (told.region().isEmpty() || told.region().equals(real.region()));
        boolean place = account || (told.account().isEmpty() && told.region().equals(real.region()));
        return place
                && told.service().equals(real.service())
                && !alert.on().isBefore(label.start())
                && !alert.on().isAfter(label.deadline());
    }

    private static int sum(Map<AnomalyShape, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int hits() {
        return sum(hits);
    }

    public double precision() {
        int all = hits() + falseAlerts.size();
        return all == 0 ? 1 : hits() / (double) all;
    }

    public double recall() {
        int all = hits() + misses.size();
        return all == 0 ? 1 : hits() / (double) all;
    }

    public double f1() {
        return precision() + recall() == 0 ? 0 : 2 * precision() * recall() / (precision() + recall());
    }

    /** False alerts in 30 service-months. */
    public double falseRate() {
        return months == 0 ? 0 : falseAlerts.size() / months * MONTHS;
    }

    /** From the first day of an anomaly to its alert, in days. */
    public double meanDelay() {
        return hits() == 0 ? 0 : delays / hits();
    }

    /** The same for higher levels only. */
    public double meanStepDelay() {
        int steps = hits.getOrDefault(AnomalyShape.SHIFT, 0);
        return steps == 0 ? 0 : stepDelays / steps;
    }

    /** Hits and all of one shape. */
    public int hits(AnomalyShape shape) {
        return hits.getOrDefault(shape, 0);
    }

    public int labelled(AnomalyShape shape) {
        return hits(shape) + missed.getOrDefault(shape, 0);
    }

    /** False alerts by what the detector called them. */
    public Map<String, Integer> falseByWhat() {
        return falseByWhat;
    }

    public List<ScoredAlert> falseAlerts() {
        return List.copyOf(falseAlerts);
    }

    public List<LabelledAnomaly> misses() {
        return List.copyOf(misses);
    }
}
