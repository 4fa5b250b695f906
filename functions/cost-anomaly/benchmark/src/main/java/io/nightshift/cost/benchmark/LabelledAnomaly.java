package io.nightshift.cost.benchmark;

import io.nightshift.cost.detect.SeriesKey;
import java.time.LocalDate;

/**
 * An anomaly that was generated.
 *
 * @param start its first day
 * @param end its last day
 * @param deadline the last day on which an alert about it counts: see {@link Knowability}
 */
public record LabelledAnomaly(SeriesKey key, AnomalyShape shape, LocalDate start, LocalDate end, LocalDate deadline) {}
