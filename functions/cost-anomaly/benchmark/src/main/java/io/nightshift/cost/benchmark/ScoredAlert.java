package io.nightshift.cost.benchmark;

import io.nightshift.cost.detect.SeriesKey;
import java.time.LocalDate;

/**
 * What a detector said.
 *
 * @param key a part that it does not name is empty
 * @param on the day with whose cost it said it
 * @param what shown when false alerts are counted by kind
 */
public record ScoredAlert(SeriesKey key, LocalDate on, String what) {}
