package io.nightshift.core.act;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The time limits of one outgoing call.
 *
 * @param connect the time to open the connection
 * @param call the time for the whole call: connection, request, headers and body of the response
 */
public record Timeouts(Duration connect, Duration call) {

    /** The limits that apply if nothing else is configured. */
    public static final Timeouts DEFAULT = of(Duration.ofSeconds(10));

    public static Timeouts of(Duration call) {
        return new Timeouts(call.dividedBy(2), call);
    }

    /**
     * Runs a blocking call and returns after the time limit at the latest. A socket's own time-out cannot do that: it
     * restarts with each byte that arrives. The call runs on a virtual thread, because interrupting a virtual thread
     * closes the socket on which it waits.
     *
     * @throws ExecutionException with the exception that the call threw
     * @throws TimeoutException when the time limit is reached; the call is interrupted, and it is unknown whether it
     *     took effect
     */
    public <T> T limit(Callable<T> blocking) throws ExecutionException, TimeoutException, InterruptedException {
        var task = new FutureTask<>(blocking);
        Thread.ofVirtual().name("outgoing-call").start(task);
        try {
            return task.get(call.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            task.cancel(true);
        }
    }
}
