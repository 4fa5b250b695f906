package io.nightshift.core.run;

import io.nightshift.core.json.Json;
import java.time.Instant;

/**
 * A planned effect that has no result yet.
 *
 * @param number its number in the run; with the run's id it makes the idempotency key
 * @param attempt 1 for the first; more after a worker died or a delivery failed
 * @param free until then the effect belongs to the worker that planned it (or waits for its next attempt); afterwards
 *     any worker may pick it up
 * @param effect the effect, as the engine wrote it
 */
public record Pending(long number, int attempt, Instant free, Json.Obj effect) {}
