package io.nightshift.promotion.aws.ecs;

import java.time.Duration;

/**
 * The settings of the lifecycle hook.
 *
 * @param every the interval at which ECS asks again; 30 s by default
 * @param retryPolicy how long a promotion's deployment is held for its next share; ECS itself rolls back after 24 h
 * @param patienceByHand how long a deployment is held whose version no promotion made
 * @param byHand what happens to such a deployment
 */
public record HookSettings(Duration every, Duration retryPolicy, Duration patienceByHand, ByHand byHand) {

    /** The handling of a deployment whose version no promotion made. */
    public enum ByHand {
        /** Held until someone permits it, then failed: an operator who installs the hook wants no traffic past the gates. */
        HOLD,
        /** Let through: the service is also deployed in other ways. */
        PASS
    }

    public static final HookSettings DEFAULT =
            new HookSettings(Duration.ofSeconds(30), Duration.ofHours(23), Duration.ofHours(1), ByHand.HOLD);

    public HookSettings {
        if (every.toSeconds() < 1 || !retryPolicy.isPositive() || !patienceByHand.isPositive()) {
            throw new IllegalArgumentException("every is at least 1 s, and both patiences are longer than nothing");
        }
    }

    public HookSettings deployedByHand(ByHand other) {
        return new HookSettings(every, retryPolicy, patienceByHand, other);
    }
}
