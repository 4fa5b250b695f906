package io.nightshift.sandbox.fuzz;

import io.nightshift.core.signal.Payload;

/**
 * One input that was damaged on purpose.
 *
 * @param story the seed, the sample and the damage; the same seed creates the same input
 * @param canaried whether every canary in it is inside a value, so that no reason may repeat it
 */
public record HostileInput(String story, Payload payload, boolean canaried) {}
