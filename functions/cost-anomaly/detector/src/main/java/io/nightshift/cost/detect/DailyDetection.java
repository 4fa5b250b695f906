package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detects anomalies in many series, one day after the other. A series begins with its first cost. What was said of a day never changes
 * when later days follow.
 *
 * <p>Not thread-safe.
 */
public final class DailyDetection {

    private final DetectionSensitivity sensitivity;
    private final Map<SeriesKey, AccountDetection> accounts = new LinkedHashMap<>();
    private Optional<LocalDate> first = Optional.empty();

    public DailyDetection(DetectionSensitivity sensitivity) {
        this.sensitivity = sensitivity;
    }

    /**
     * Adds a day, the one after the last.
     *
     * @param costs by series; NaN of those of which nothing is known; a series that is not there costs nothing
     */
    public void add(LocalDate day, Map<SeriesKey, Double> costs) {
        var start = first.orElse(day);
        first = Optional.of(start);
        int known = (int) ChronoUnit.DAYS.between(start, day);
        costs.forEach((key, cost) -> accounts.computeIfAbsent(key.ofAccount(), one -> new AccountDetection(sensitivity))
                .put(key, cost, day, known));
        accounts.values().parallelStream().forEach(AccountDetection::judge);
    }

    /**
     * Every anomaly so far, in order of detection.
     *
     * @param last the last day that was added
     */
    public List<SeriesAnomaly> anomalies(LocalDate last) {
        return accounts.values().stream()
                .flatMap(account -> account.anomalies(last).stream())
                .sorted(Comparator.comparing(
                                (SeriesAnomaly one) -> one.anomaly().detectedOn())
                        .thenComparing(one -> one.anomaly().start())
                        .thenComparing(SeriesAnomaly::id))
                .toList();
    }
}
