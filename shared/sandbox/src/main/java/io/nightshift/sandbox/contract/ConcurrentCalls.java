package io.nightshift.sandbox.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Truly concurrent calls: each on its own thread, started at the same moment. */
final class ConcurrentCalls {

    private static final long PATIENCE_SECONDS = 60;

    private ConcurrentCalls() {}

    static <T> Callable<T> task(Callable<T> task) {
        return task;
    }

    /** The results in the order of the tasks; the first failure fails all. */
    static <T> List<T> call(List<Callable<T>> tasks) {
        var barrier = new CyclicBarrier(tasks.size());
        var threads = Executors.newFixedThreadPool(tasks.size());
        try {
            var futures = new ArrayList<Future<T>>();
            for (var task : tasks) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return task.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("one of the concurrent calls failed: " + e.getCause(), e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("concurrent calls wait for each other for ever", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
