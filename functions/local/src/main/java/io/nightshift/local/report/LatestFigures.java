package io.nightshift.local.report;

import io.nightshift.report.RuleFigures;
import io.nightshift.core.ledger.Ledger;
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
import java.util.function.Supplier;

/**
 * The figures of the last 30 days. Counting a long history takes seconds, so it is done beside the request, again only some
 * minutes later; until then the last figures are shown.
 */
public final class LatestFigures implements Supplier<RuleFigures>, AutoCloseable {

    private static final long FIRST_MILLIS = 500;
    private static final Duration AGAIN = Duration.ofMinutes(2);

    private final Ledger ledger;
    private final InstantSource clock;
    private final ExecutorService counting = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("figures").factory());
    private volatile RuleFigures latest = RuleFigures.NONE;
    private Instant started = Instant.MIN;

    public LatestFigures(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public synchronized RuleFigures get() {
        var now = clock.instant();
        if (started.equals(Instant.MIN) || now.isAfter(started.plus(AGAIN))) {
            started = now;
            var counted = counting.submit(() -> count(now));
            if (latest.computed().isEmpty()) {
                waitFor(counted);
            }
        }
        return latest;
    }

    /** A short history is counted at once. */
    private static void waitFor(Future<RuleFigures> counted) {
        try {
            counted.get(FIRST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The page says that the figures are being computed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RuleFigures count(Instant now) {
        try {
            latest = RuleFigures.of(ledger, now);
        } catch (LedgerException e) {
            // The last figures stay, and their age is shown.
        }
        return latest;
    }

    @Override
    public void close() {
        counting.shutdownNow();
    }
}
