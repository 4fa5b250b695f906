package io.nightshift.cost.detect;

/**
 * An anomaly and its series.
 *
 * @param id of the series and the first day, the same in every run over the same data
 * @param provisional whether its last day is so recent that its cost may still change
 */
public record SeriesAnomaly(String id, SeriesKey key, DetectedAnomaly anomaly, Severity severity, boolean provisional) {

    /** By the money: what is left alone costs that much again. */
    public enum Severity {
        LOW,
        MEDIUM,
        HIGH
    }
}
