package io.nightshift.sandbox.simulation;

import java.util.Optional;

/**
 * What became of one seed's night.
 *
 * @param violation the first invariant that did not hold; empty if all of them did
 * @param commits turns written, by anyone
 * @param changes acts that reached the world
 * @param mishaps what went wrong in it, as drawn
 */
public record NightResult(long seed, Optional<Violation> violation, int runs, int commits, int changes, int mishaps) {}
