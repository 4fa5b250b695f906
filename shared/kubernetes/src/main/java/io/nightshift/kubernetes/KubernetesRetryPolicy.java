package io.nightshift.kubernetes;

import io.nightshift.core.engine.EngineHost;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The retries and time limits of a call. Their total is well below the engine's lease.
 *
 * @param attempts the number of attempts, including the first
 * @param attempt the limit for one attempt
 * @param connect the limit for opening a connection
 * @param longest the maximum wait that a server may request here; a longer one is returned to the run, which retries later
 * @param pause waits between attempts
 */
public record KubernetesRetryPolicy(int attempts, Duration attempt, Duration connect, Duration longest, Pause pause) {

    /** Waits, with jitter. */
    @FunctionalInterface
    public interface Pause {
        /**
         * @param attempt the number of failed attempts
         * @param atLeast the wait that the server requested; zero if none
         */
        void after(int attempt, Duration atLeast);
    }

    /** Waits as the server requests, and then with the host's jitter. */
    public static KubernetesRetryPolicy of(EngineHost host) {
        return new KubernetesRetryPolicy(
                3, Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(2), (attempt, atLeast) -> {
                    LockSupport.parkNanos(atLeast.toNanos());
                    host.backOff(attempt);
                });
    }
}
