package io.nightshift.promotion.plan;

import java.time.Duration;

/**
 * One share of the traffic.
 *
 * @param percent 1 to 100
 * @param bake how long it is monitored before the next step
 */
public record CanaryStep(int percent, Duration bake) {}
