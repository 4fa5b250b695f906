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
 * @param connect to open the connection
 * @param call for the whole call: connection, request, headers and body of the answer
 */
public record Timeouts(Duration connect, Duration call) {

    /** What a receiver may count on where nothing else is configured. */
    public static final Timeouts DEFAULT = of(Duration.ofSeconds(10));

    public static Timeouts of(Duration call) {
        return new Timeouts(call.dividedBy(2), call);
    }

    /**
     * Runs a blocking call and returns when the time is over, whatever the call waits for. A socket's own time-out
     * does not do that: it starts again with each byte that arrives. The call runs on a virtual thread, because the
     * interrupt of a virtual thread closes the socket on which it waits.
     *
     * @throws ExecutionException with what the call threw
     * @throws TimeoutException when the time is over; the call is interrupted, and whether it took effect is not
     *     known
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
