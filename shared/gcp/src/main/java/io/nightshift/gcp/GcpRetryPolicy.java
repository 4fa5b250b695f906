package io.nightshift.gcp;

import java.time.Duration;

/**
 * How long and how often a client tries. All of it together stays well below the engine's lease.
 *
 * @param attempts the first call and its repetitions
 * @param attempt for one attempt
 * @param connect for opening a connection
 * @param pause the first wait between attempts; each further one doubles it, and all are spread at random
 * @param longest no wait is longer
 */
public record GcpRetryPolicy(int attempts, Duration attempt, Duration connect, Duration pause, Duration longest) {

    public static final GcpRetryPolicy DEFAULT = new GcpRetryPolicy(
            3, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(3));

    /** The same attempts with next to no waits: against a stand-in on this machine. */
    public static final GcpRetryPolicy LOCAL = new GcpRetryPolicy(
            3, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMillis(2), Duration.ofMillis(10));

    /** For all attempts with the waits between them. */
    public Duration call() {
        return attempt.plus(longest).multipliedBy(attempts);
    }
}
