package io.nightshift.backup.runtime;

import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Counts of restores, each taken once: counting a large table takes longer than one call. It goes on in this process while the run
 * polls; if the process ends, the next one counts again. They outlive a change of the policy.
 */
public final class HeldCounts {

    /** How long one call waits for a count. */
    private static final Duration WAIT = Duration.ofSeconds(20);

    private final Map<String, FutureTask<RestoreAccess.Counted>> counts = new ConcurrentHashMap<>();

    /** Counts; takes as long as it takes. */
    public interface Count {
        RestoreAccess.Counted count() throws CallFailed;
    }

    /** What was counted, or {@code NotYet}. A count that failed is taken again by the next call. */
    public RestoreAccess of(RestoreOrder order, Count count) throws CallFailed {
        var made = new FutureTask<>(count::count);
        var existing = counts.putIfAbsent(order.name(), made);
        if (existing == null) {
            Thread.ofVirtual().name("count of " + order.name()).start(made);
        }
        var task = existing == null ? made : existing;
        try {
            return task.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new RestoreAccess.NotYet("it is being counted");
        } catch (ExecutionException e) {
            counts.remove(order.name(), task);
            if (e.getCause() instanceof CallFailed failed) {
                throw failed;
            }
            throw new CallFailed(Problem.permanent("Count", "counting failed in this process"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(Problem.transientFault("Interrupted", "counting was interrupted"));
        }
    }

    /** The restore is being removed. */
    public void forget(RestoreOrder order) {
        counts.remove(order.name());
    }
}
