package io.nightshift.cost.detect;

import io.nightshift.core.run.Sha256;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Detects anomalies in the costs of many series, and in services over all regions of an account. Only days up to the one on which an
 * anomaly is detected have a say in it: with fewer days, the same anomalies are detected up to the last one.
 */
public record CostDetector(DetectionSensitivity sensitivity) {

    /** So soon after a day its cost may still grow. */
    private static final int SETTLED = 3;

    /** An anomaly of a service counts only if no region of it has one at that time. */
    private static final int NEAR = 3;

    private static final double HIGH = 1000;
    private static final double MEDIUM = 100;
    private static final int ID_LENGTH = 12;

    /** In order of detection. */
    public List<SeriesAnomaly> detect(List<DailyCosts> series) {
        var byService = new LinkedHashMap<SeriesKey, List<DailyCosts>>();
        var byKey = new LinkedHashMap<SeriesKey, List<DetectedAnomaly>>();
        for (var costs : series) {
            byKey.put(costs.key(), anomalies(costs));
            byService
                    .computeIfAbsent(costs.key().overRegions(), key -> new ArrayList<>())
                    .add(costs);
        }
        var found = new ArrayList<SeriesAnomaly>();
        byService.forEach((key, regions) -> {
            var services = regions.size() > 1 ? overRegions(key, regions, byKey) : List.<SeriesAnomaly>of();
            found.addAll(services);
            for (var region : regions) {
                byKey.getOrDefault(region.key(), List.of()).stream()
                        .filter(anomaly -> services.stream().noneMatch(known -> isNear(known.anomaly(), anomaly)))
                        .forEach(anomaly -> found.add(of(region, anomaly)));
            }
        });
        found.sort(Comparator.comparing((SeriesAnomaly one) -> one.anomaly().detectedOn())
                .thenComparing(one -> one.anomaly().start())
                .thenComparing(SeriesAnomaly::id));
        return found;
    }

    private List<SeriesAnomaly> overRegions(
            SeriesKey key, List<DailyCosts> regions, Map<SeriesKey, List<DetectedAnomaly>> byKey) {
        var sum = DailyCosts.sum(key, regions);
        return anomalies(sum).stream()
                .filter(anomaly -> anomaly.kind() != AnomalyKind.NEW
                        && regions.stream()
                                .flatMap(region -> byKey.getOrDefault(region.key(), List.of()).stream())
                                .noneMatch(known -> isNear(known, anomaly)))
                .map(anomaly -> of(sum, anomaly))
                .toList();
    }

    /** Known when the other is detected, or at the same time: later ones must not change what was said. */
    private static boolean isNear(DetectedAnomaly known, DetectedAnomaly anomaly) {
        return !known.start().isAfter(anomaly.detectedOn())
                && !known.end().isBefore(anomaly.start().minusDays(NEAR))
                && !known.detectedOn().isAfter(anomaly.detectedOn());
    }

    private List<DetectedAnomaly> anomalies(DailyCosts costs) {
        var detector = new SeriesDetector(costs.first(), sensitivity);
        for (int i = 0; i < costs.days(); i++) {
            detector.add(costs.at(i));
        }
        return detector.anomalies();
    }

    private static SeriesAnomaly of(DailyCosts costs, DetectedAnomaly anomaly) {
        return new SeriesAnomaly(
                id(costs.key(), anomaly.start()),
                costs.key(),
                anomaly,
                anomaly.impact() >= HIGH ? Severity.HIGH : anomaly.impact() >= MEDIUM ? Severity.MEDIUM : Severity.LOW,
                ChronoUnit.DAYS.between(anomaly.end(), costs.first().plusDays(costs.days())) < SETTLED);
    }

    private static String id(SeriesKey key, LocalDate start) {
        var text = String.join(
                "\n", key.provider(), key.account(), key.service(), key.region(), key.currency(), start.toString());
        return Sha256.hex(text).substring(0, ID_LENGTH);
    }
}
