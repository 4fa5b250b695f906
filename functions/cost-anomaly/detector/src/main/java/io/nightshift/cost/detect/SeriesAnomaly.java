package io.nightshift.cost.detect;

/**
 * An anomaly and its series.
 *
 * @param id of the series and the first day, the same in every run over the same data
 * @param provisional whether its last day is so recent that its cost may still change
 * @param thread the id of the first anomaly of the account that began within a day of this one: its own where it is the first
 */
public record SeriesAnomaly(
        String id, SeriesKey key, DetectedAnomaly anomaly, Severity severity, boolean provisional, String thread) {

    /** An anomaly that begins alone. */
    public SeriesAnomaly(String id, SeriesKey key, DetectedAnomaly anomaly, Severity severity, boolean provisional) {
        this(id, key, anomaly, severity, provisional, id);
    }

    /** By the money: what is left alone costs that much again. */
    public enum Severity {
        LOW,
        MEDIUM,
        HIGH
    }
}
