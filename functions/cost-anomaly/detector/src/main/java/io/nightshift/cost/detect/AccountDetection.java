package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The services of one account, which have a common mode.
 *
 * <p>Not thread-safe.
 */
final class AccountDetection {

    private static final int TOGETHER = 1;

    private final DetectionSensitivity sensitivity;
    private final Map<SeriesKey, ServiceDetection> services = new LinkedHashMap<>();
    private final CommonMode common = new CommonMode();
    private final List<FoundAnomaly> found = new ArrayList<>();
    private final List<String> threads = new ArrayList<>();

    AccountDetection(DetectionSensitivity sensitivity) {
        this.sensitivity = sensitivity;
    }

    void put(SeriesKey key, double cost, LocalDate day, int known) {
        services.computeIfAbsent(key.overRegions(), one -> new ServiceDetection(one, sensitivity))
                .put(key, cost, day, known);
    }

    void judge() {
        var distances = services.values().stream()
                .flatMap(service -> service.take().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        double mode = common.of(distances);
        services.values().forEach(service -> service.judge(mode).forEach(this::tell));
    }

    private void tell(FoundAnomaly anomaly) {
        var start = anomaly.now().start();
        var thread = anomaly.id();
        for (int i = found.size() - 1; i >= 0; i--) {
            if (Math.abs(ChronoUnit.DAYS.between(found.get(i).now().start(), start)) <= TOGETHER) {
                thread = threads.get(i);
                break;
            }
        }
        found.add(anomaly);
        threads.add(thread);
    }

    List<SeriesAnomaly> anomalies(LocalDate last) {
        var told = new ArrayList<SeriesAnomaly>();
        for (int i = 0; i < found.size(); i++) {
            told.add(found.get(i).at(last, threads.get(i)));
        }
        return told;
    }
}
