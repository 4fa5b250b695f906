package io.nightshift.core.engine;

import java.time.Duration;

/**
 * How long and how often.
 *
 * @param lease how long a planned effect belongs to the worker that planned it. It begins no effect in the second
 *     half, so that half has to be longer than the slowest call with its retries and the skew between two workers'
 *     clocks together
 * @param turns how many turns one call drives a run on before it leaves the rest to the sweeper
 * @param conflicts how often a turn is decided again because someone else wrote in between
 * @param attempts how often a message is delivered before it is given up (and that is told as trouble)
 * @param rememberSignals how long a signal's id is remembered; longer than any queue's retention
 */
public record EngineLimits(Duration lease, int turns, int conflicts, int attempts, Duration rememberSignals) {

    public static final EngineLimits DEFAULT = new EngineLimits(Duration.ofMinutes(2), 20, 12, 5, Duration.ofDays(15));

    public EngineLimits withLease(Duration other) {
        return new EngineLimits(other, turns, conflicts, attempts, rememberSignals);
    }
}
