package io.nightshift.local.host;

import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Timers in this process: they end with it, and the sweeper recovers lost ones, and wake-ups that fail. One thread fires all
 * of them, so a wake-up must not block.
 */
public final class LocalTimers implements Timers, AutoCloseable {

    /** Runs something after a delay; a scheduled executor in a process, a list in tests. */
    @FunctionalInterface
    public interface Schedule {
        void after(Duration wait, Runnable what);
    }

    private static final int STOP_SECONDS = 1;

    private final InstantSource clock;
    private final Schedule schedule;
    private final Consumer<RunId> wake;
    private final Runnable close;
    private final Set<String> set = ConcurrentHashMap.newKeySet();

    public LocalTimers(InstantSource clock, Schedule schedule, Consumer<RunId> wake) {
        this(clock, schedule, wake, () -> {});
    }

    private LocalTimers(InstantSource clock, Schedule schedule, Consumer<RunId> wake, Runnable close) {
        this.clock = clock;
        this.schedule = schedule;
        this.wake = wake;
        this.close = close;
    }

    /** Timers on their own thread. */
    public static LocalTimers threaded(InstantSource clock, Consumer<RunId> wake) {
        var thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("timers").factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new LocalTimers(
                clock,
                (wait, what) -> {
                    if (!thread.isShutdown()) {
                        var _ = thread.schedule(what, wait.toMillis(), TimeUnit.MILLISECONDS);
                    }
                },
                wake,
                () -> end(thread));
    }

    private static void end(ScheduledThreadPoolExecutor thread) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Repeats something on the timers' thread: as long as it runs, timers fire. */
    public void each(Duration time, Runnable what) {
        schedule.after(time, () -> {
            what.run();
            each(time, what);
        });
    }

    @Override
    public void set(RunId run, String name, Instant at) {
        var key = run + " " + name + " " + at;
        if (set.add(key)) {
            var wait = Duration.between(clock.instant(), at);
            schedule.after(wait.isNegative() ? Duration.ZERO : wait, () -> fire(run, key));
        }
    }

    private void fire(RunId run, String key) {
        set.remove(key);
        try {
            wake.accept(run);
        } catch (RuntimeException e) {
            // The run is still due in the ledger: the sweeper wakes it.
            return;
        }
    }

    @Override
    public void close() {
        close.run();
    }
}
