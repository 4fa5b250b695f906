package io.nightshift.cost.detect;

/**
 * What one test said of a day.
 *
 * @param days the length of its window, which ends with the day
 * @param score how strange the rise is, as a normal score
 * @param limit from which on it is an anomaly
 */
public record TestedPattern(AnomalyKind kind, int days, double score, double limit) {}
