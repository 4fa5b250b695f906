package io.nightshift.cost.anomaly;

import java.util.Optional;

/**
 * An anomaly that has a run.
 *
 * @param report as the run knows it
 * @param open whether the run goes on
 * @param corrected whether a restatement took it below its gates
 * @param recovered whether it was told that it is over
 * @param feedback what a human said of it
 */
public record KnownAnomaly(
        AnomalyReport report, boolean open, boolean corrected, boolean recovered, Optional<AnomalyFeedback> feedback) {}
