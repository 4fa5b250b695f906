package io.nightshift.core.act;

import java.time.Duration;

/**
 * How often a client attempts one call, and its time limits. Their total is well below the engine's lease.
 *
 * @param attempts the number of attempts, including the first
 * @param call the limit for all attempts and the waits between them
 * @param attempt the limit for one attempt
 * @param connect the limit for opening a connection
 * @param pause the upper bound of the first wait between attempts; each further one doubles it, and the wait itself is random
 * @param throttled the same after the service throttled the call
 * @param longest the maximum wait, also if the service requests a longer one
 */
public record RetryPolicy(
        int attempts,
        Duration call,
        Duration attempt,
        Duration connect,
        Duration pause,
        Duration throttled,
        Duration longest) {

    /** The call has time for all attempts and the longest waits. */
    public RetryPolicy(int attempts, Duration attempt, Duration connect, Duration pause, Duration longest) {
        this(attempts, attempt.plus(longest).multipliedBy(attempts), attempt, connect, pause, pause, longest);
    }

    /** The same limits for a single attempt: for calls that must not be repeated blindly. */
    public RetryPolicy once() {
        return new RetryPolicy(1, call, attempt, connect, pause, throttled, longest);
    }

    /** One attempt of a call. */
    @FunctionalInterface
    public interface Attempt<T, E extends Exception> {
        T make() throws E;
    }

    /** Decides after a failure whether another attempt may help, and waits before it. */
    @FunctionalInterface
    public interface Again<E extends Exception> {
        /** @param failed the number of failed attempts */
        boolean after(E failure, int failed);
    }

    /**
     * Attempts a call until it succeeds.
     *
     * @param most the number of attempts
     * @param failure the exceptions after which {@code again} decides; all others end the call
     * @throws E the failure of the last attempt
     */
    public static <T, E extends Exception> T attempt(int most, Attempt<T, E> call, Class<E> failure, Again<E> again)
            throws E {
        for (int failed = 1; ; failed++) {
            try {
                return call.make();
            } catch (Exception e) {
                if (failed == most || !failure.isInstance(e) || !again.after(failure.cast(e), failed)) {
                    throw e;
                }
            }
        }
    }
}
