package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One service of an account: its regions, and their sum as soon as there are two. An anomaly is told once, of the deepest part that
 * carries most of it.
 *
 * <p>Not thread-safe.
 */
final class ServiceDetection {

    /** Days between two anomalies of a service and its regions that are one. */
    private static final int NEAR = 3;

    private static final int TOGETHER = 1;
    private static final double MOST = 0.8;
    private static final double HALF = 0.5;
    private static final double MOVED = 0.45;
    private static final double MORE_THAN_MOVED = 2.2;

    /** A move takes at most so many days. */
    private static final int MOVES = 10;

    private final SeriesKey key;
    private final DetectionSensitivity sensitivity;
    private final Map<SeriesKey, TrackedSeries> regions = new LinkedHashMap<>();
    private Optional<TrackedSeries> sum = Optional.empty();
    private Optional<FoundAnomaly> everywhere = Optional.empty();
    private Optional<LocalDate> moved = Optional.empty();

    ServiceDetection(SeriesKey key, DetectionSensitivity sensitivity) {
        this.key = key;
        this.sensitivity = sensitivity;
    }

    /** Sets what a region costs on a day. A region begins with its first cost. */
    void put(SeriesKey region, double cost, LocalDate day, int known) {
        var series = regions.get(region);
        if (series == null) {
            if (Double.isNaN(cost) || cost <= CostHistory.NOTHING) {
                return;
            }
            series = new TrackedSeries(region, day, known, sensitivity);
            if (regions.size() == 1) {
                sum = Optional.of(sumUntil(day, known));
            }
            regions.put(region, series);
        }
        series.put(cost);
    }

    /** The sum of the days before, which only one region has. */
    private TrackedSeries sumUntil(LocalDate day, int known) {
        var costs = regions.values().iterator().next().detector.kept();
        int before = costs.length;
        var series = new TrackedSeries(key, day.minusDays(before), Math.max(0, known - before), sensitivity);
        for (double cost : costs) {
            series.detector.add(cost);
        }
        return series;
    }

    /** Takes in the day; returns how far each region strays. */
    List<Double> take() {
        sum.ifPresent(all -> all.put(
                regions.values().stream().mapToDouble(TrackedSeries::cost).sum()));
        var distances = regions.values().stream().map(TrackedSeries::take).toList();
        sum.ifPresent(TrackedSeries::take);
        return distances;
    }

    /** Judges the day; returns what is to be told. */
    List<FoundAnomaly> judge(double common) {
        var opened = new ArrayList<FoundAnomaly>();
        var candidates = new LinkedHashMap<TrackedSeries, OpenAnomaly>();
        for (var region : regions.values()) {
            region.judge(common).ifPresent(anomaly -> candidates.put(region, anomaly));
        }
        var all = sum.flatMap(series -> series.judge(common).map(anomaly -> new FoundAnomaly(key, series, anomaly)));
        candidates.forEach((region, anomaly) -> consider(region, anomaly, opened));
        if (opened.size() > 1 && sum.isPresent()) {
            return List.of(together(opened, sum.get()));
        }
        if (opened.isEmpty()) {
            return all.stream().flatMap(this::ofSum).toList();
        }
        return opened;
    }

    private void consider(TrackedSeries region, OpenAnomaly anomaly, List<FoundAnomaly> opened) {
        var found = new FoundAnomaly(region.key, region, anomaly);
        if (isMoved(region, found.now())) {
            others(region)
                    .forEach(other -> other.detector.expectLess(found.now().start()));
            region.detector.expectInstead(anomaly);
            moved = Optional.of(found.now().detectedOn());
            return;
        }
        boolean known = sum.flatMap(TrackedSeries::last)
                        .filter(one -> isOf(one, region) && isNear(one, found))
                        .isPresent()
                || everywhere.filter(one -> beginsWith(one, found)).isPresent();
        region.found(region.key, anomaly);
        if (!known) {
            opened.add(found);
        }
    }

    /** Whether it was told of that region, or of the service as a whole. */
    private static boolean isOf(FoundAnomaly told, TrackedSeries region) {
        return told.named().region().isEmpty() || told.named().equals(region.key);
    }

    private Stream<TrackedSeries> others(TrackedSeries region) {
        return regions.values().stream().filter(other -> other != region);
    }

    /** Other regions cost less by about the same money: a much larger fall of a much larger region says nothing. */
    private boolean isMoved(TrackedSeries region, DetectedAnomaly anomaly) {
        double less = others(region)
                .filter(other -> other.detector.isDense())
                .mapToDouble(other -> Math.min(0, other.detector.deficit(anomaly.start())))
                .sum();
        return (-less >= MOVED * anomaly.impact() && -less <= MORE_THAN_MOVED * anomaly.impact())
                || goesOnMoving(anomaly);
    }

    /** After a move, a region rises that leaves the service as a whole what it was. */
    private boolean goesOnMoving(DetectedAnomaly anomaly) {
        return anomaly.kind() != AnomalyKind.NEW
                && moved.filter(day -> !anomaly.start().isAfter(day.plusDays(MOVES)))
                        .isPresent()
                && sum.filter(all -> all.detector.isDense())
                        .filter(all -> all.detector.surplus(anomaly.start()) < HALF * anomaly.impact())
                        .isPresent();
    }

    private static boolean isNear(FoundAnomaly known, FoundAnomaly found) {
        return !known.now().end().isBefore(found.now().start().minusDays(NEAR));
    }

    private static boolean beginsWith(FoundAnomaly known, FoundAnomaly found) {
        var start = found.now().start();
        var other = known.now().start();
        return !other.isBefore(start.minusDays(TOGETHER)) && !other.isAfter(start.plusDays(TOGETHER));
    }

    /** What rises in several regions at once is told of the one that carries most of it, or of the service. */
    private FoundAnomaly together(List<FoundAnomaly> opened, TrackedSeries all) {
        double impact = opened.stream().mapToDouble(one -> one.now().impact()).sum();
        var most = opened.getFirst();
        for (var one : opened) {
            most = one.now().impact() > most.now().impact() ? one : most;
        }
        if (most.now().impact() >= MOST * impact) {
            return most;
        }
        var found = new FoundAnomaly(all.key, most.series(), most.anomaly());
        everywhere = Optional.of(found);
        return found;
    }

    private Stream<FoundAnomaly> ofSum(FoundAnomaly found) {
        var now = found.now();
        boolean known = now.kind() == AnomalyKind.NEW
                || regions.values().stream()
                        .flatMap(region -> region.last().stream())
                        .anyMatch(one -> isNear(one, found))
                || regions.values().stream()
                        .filter(region -> region.detector.isExplained())
                        .anyMatch(region -> region.detector.excess(now.start()) > HALF * now.impact());
        if (known) {
            return Stream.empty();
        }
        var named = regions.values().stream()
                .filter(region -> region.detector.excess(now.start()) >= MOST * now.impact())
                .map(region -> region.key)
                .findFirst()
                .orElse(key);
        return Stream.of(found.series().found(named, found.anomaly()));
    }
}
