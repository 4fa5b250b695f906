package io.nightshift.cost.detect;

import java.time.LocalDate;

/**
 * An anomaly of one series.
 *
 * @param start the first day that was too high
 * @param end the last day so far that was too high
 * @param detectedOn the day with whose cost it was detected; never changes, nor does start or kind
 * @param expected the money that was expected of its days
 * @param actual the money that they cost
 * @param score how strange it was when it was detected, as a normal score
 * @param isOver whether two calm days followed, or the new level was learnt
 */
public record DetectedAnomaly(
        AnomalyKind kind,
        LocalDate start,
        LocalDate end,
        LocalDate detectedOn,
        double expected,
        double actual,
        double score,
        boolean isOver) {

    /** What it cost beyond expectation. */
    public double impact() {
        return actual - expected;
    }
}
