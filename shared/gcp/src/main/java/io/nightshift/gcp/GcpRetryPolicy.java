package io.nightshift.gcp;

import java.time.Duration;

/**
 * The retries and time limits of a client. Their total is well below the engine's lease.
 *
 * @param attempts the number of attempts, including the first
 * @param attempt the limit for one attempt
 * @param connect the limit for opening a connection
 * @param pause the first wait between attempts; each further one doubles it, and all are randomised
 * @param longest the maximum wait
 */
public record GcpRetryPolicy(int attempts, Duration attempt, Duration connect, Duration pause, Duration longest) {

    public static final GcpRetryPolicy DEFAULT = new GcpRetryPolicy(
            3, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(3));

    /** The same attempts with almost no waits: for a fake on this machine. */
    public static final GcpRetryPolicy LOCAL = new GcpRetryPolicy(
            3, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMillis(2), Duration.ofMillis(10));

    /** The limit for all attempts and the waits between them. */
    public Duration call() {
        return attempt.plus(longest).multipliedBy(attempts);
    }
}
