package io.nightshift.kubernetes;

import io.nightshift.core.engine.EngineHost;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long and how often a call tries. All of it together stays well below the engine's lease.
 *
 * @param attempts the first call and its repetitions
 * @param attempt for one attempt
 * @param connect for opening a connection
 * @param longest a server that asks for a longer wait is told to the run, which comes back later
 * @param pause lets time pass between attempts
 */
public record KubernetesRetryPolicy(int attempts, Duration attempt, Duration connect, Duration longest, Pause pause) {

    /** Lets time pass, with jitter. */
    @FunctionalInterface
    public interface Pause {
        /**
         * @param attempt how many attempts have failed
         * @param atLeast what the server asked for; zero if it did not
         */
        void after(int attempt, Duration atLeast);
    }

    /** Waits as the server asks, and then with the host's jitter. */
    public static KubernetesRetryPolicy of(EngineHost host) {
        return new KubernetesRetryPolicy(
                3, Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(2), (attempt, atLeast) -> {
                    LockSupport.parkNanos(atLeast.toNanos());
                    host.backOff(attempt);
                });
    }
}
