package io.nightshift.sandbox.simulation;

import java.util.Optional;

/**
 * The result of one seed's night.
 *
 * @param violation the first violated invariant; empty if there is none
 * @param commits turns written, by any worker
 * @param changes acts that took effect
 * @param mishaps the faults in it, as drawn
 */
public record NightResult(long seed, Optional<Violation> violation, int runs, int commits, int changes, int mishaps) {}
