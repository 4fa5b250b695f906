package io.nightshift.promotion.aws.ecs;

import java.time.Duration;

/**
 * How the lifecycle hook behaves.
 *
 * @param every when ECS asks again; 30 s where it is not told
 * @param retryPolicy how long a promotion's deployment is held for its next share; ECS itself goes back after 24 h
 * @param patienceByHand how long a deployment of a version that no promotion made is held
 * @param byHand what becomes of such a one
 */
public record HookSettings(Duration every, Duration retryPolicy, Duration patienceByHand, ByHand byHand) {

    /** What becomes of a deployment of a version that no promotion made. */
    public enum ByHand {
        /** Held until someone permits it, then failed: whoever put the hook there wants no traffic past the gates. */
        HOLD,
        /** Let through: the service is deployed by promotions and in other ways too. */
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
