package io.nightshift.sandbox.fuzz;

import io.nightshift.core.signal.Payload;

/**
 * One input that someone damaged on purpose.
 *
 * @param story the seed, the sample and what was done to it; the same seed makes the same input again
 * @param canaried whether every canary in it stands in a value, so that no reason may repeat it
 */
public record HostileInput(String story, Payload payload, boolean canaried) {}
