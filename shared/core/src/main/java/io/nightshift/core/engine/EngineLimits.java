package io.nightshift.core.engine;

import java.time.Duration;

/**
 * The engine's time limits and retry limits.
 *
 * @param lease how long a planned effect belongs to the worker that planned it. The worker begins no effect in the
 *     second half, so that half must be longer than the slowest call with its retries plus the clock skew between two
 *     workers
 * @param turns how many turns of a run one call performs before it leaves the rest to the sweeper
 * @param conflicts how often a turn is decided again after a write conflict
 * @param attempts how many delivery attempts a message gets before the engine gives up and reports the fault
 * @param rememberSignals how long a signal's id is remembered; longer than any queue's retention
 */
public record EngineLimits(Duration lease, int turns, int conflicts, int attempts, Duration rememberSignals) {

    public static final EngineLimits DEFAULT = new EngineLimits(Duration.ofMinutes(2), 20, 12, 5, Duration.ofDays(15));

    public EngineLimits withLease(Duration other) {
        return new EngineLimits(other, turns, conflicts, attempts, rememberSignals);
    }
}
