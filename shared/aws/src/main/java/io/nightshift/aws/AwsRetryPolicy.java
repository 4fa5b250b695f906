package io.nightshift.aws;

import java.time.Duration;

/**
 * How long and how often a client tries. All of it together stays well below the engine's lease.
 *
 * @param attempts the first call and its repetitions
 * @param call for all attempts with the waits between them
 * @param attempt for one attempt
 * @param connect for opening a connection
 * @param pause the upper bound of the first wait between attempts; each further one doubles it, and the wait itself is random below (full
 *     jitter)
 * @param throttled the same after the service said that we ask too much
 * @param longest no wait is longer
 */
public record AwsRetryPolicy(
        int attempts,
        Duration call,
        Duration attempt,
        Duration connect,
        Duration pause,
        Duration throttled,
        Duration longest) {

    public static final AwsRetryPolicy DEFAULT = new AwsRetryPolicy(
            3,
            Duration.ofSeconds(20),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofSeconds(3));

    /** The same attempts with next to no waits: against a stand-in on this machine. */
    public static final AwsRetryPolicy LOCAL = new AwsRetryPolicy(
            3,
            Duration.ofSeconds(20),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofMillis(2),
            Duration.ofMillis(2),
            Duration.ofMillis(10));

    /** The same times for a single attempt: for calls that must not be repeated blindly. */
    public AwsRetryPolicy once() {
        return new AwsRetryPolicy(1, call, attempt, connect, pause, throttled, longest);
    }
}
