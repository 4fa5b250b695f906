package io.nightshift.aws;

import java.time.Duration;

/**
 * The retries and time limits of a client. Their total is well below the engine's lease.
 *
 * @param attempts the number of attempts, including the first
 * @param call the limit for all attempts and the waits between them
 * @param attempt the limit for one attempt
 * @param connect the limit for opening a connection
 * @param pause the upper bound of the first wait between attempts; each further one doubles it, and the wait itself is random
 *     below (full jitter)
 * @param throttled the same after the service throttled the call
 * @param longest the maximum wait
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

    /** The same attempts with almost no waits: for a fake on this machine. */
    public static final AwsRetryPolicy LOCAL = new AwsRetryPolicy(
            3,
            Duration.ofSeconds(20),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofMillis(2),
            Duration.ofMillis(2),
            Duration.ofMillis(10));

    /** The same limits for a single attempt: for calls that must not be repeated blindly. */
    public AwsRetryPolicy once() {
        return new AwsRetryPolicy(1, call, attempt, connect, pause, throttled, longest);
    }
}
