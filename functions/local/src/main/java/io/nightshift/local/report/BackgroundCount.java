package io.nightshift.local.report;

import io.nightshift.core.ledger.LedgerException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is counted from a long history, which takes seconds. It is done beside the request, again only some minutes later; until
 * then the last count is shown.
 */
public final class BackgroundCount<T> implements Supplier<T>, AutoCloseable {

    private static final long FIRST_MILLIS = 500;
    private static final Duration AGAIN = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final Function<Instant, T> count;
    private final ExecutorService counting = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("figures").factory());

    private volatile T latest;
    private Instant started = Instant.MIN;

    /**
     * @param count counts until that time
     * @param none what is shown before the first count ends
     */
    public BackgroundCount(InstantSource clock, Function<Instant, T> count, T none) {
        this.clock = clock;
        this.count = count;
        latest = none;
    }

    @Override
    public synchronized T get() {
        var now = clock.instant();
        boolean first = started.equals(Instant.MIN);
        if (first || now.isAfter(started.plus(AGAIN))) {
            started = now;
            var counted = counting.submit(() -> count(now));
            if (first) {
                waitFor(counted);
            }
        }
        return latest;
    }

    /** A short history is counted at once. */
    private static void waitFor(Future<?> counted) {
        try {
            counted.get(FIRST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The page says that the figures are being computed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(Instant now) {
        try {
            latest = count.apply(now);
        } catch (LedgerException e) {
            // The last count stays, and its age is shown.
        }
    }

    @Override
    public void close() {
        counting.shutdownNow();
    }
}
