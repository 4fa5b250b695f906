package io.nightshift.backup.postgres;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How long a program may run before it is killed. Restores take hours: the limit ends what hangs. */
public interface ToolLimit {

    /** Of tools that nobody limits otherwise. */
    ToolLimit LONGEST = of(Duration.ofHours(12));

    Duration longest();

    /** Begins to measure. The result completes when the time is over; who needs it no more cancels it. */
    CompletableFuture<Void> begin();

    static ToolLimit of(Duration longest) {
        return of(
                longest,
                () -> new CompletableFuture<Void>()
                        .completeOnTimeout(null, Math.max(0, longest.toMillis()), TimeUnit.MILLISECONDS));
    }

    /** @param clock begins to measure */
    static ToolLimit of(Duration longest, Supplier<CompletableFuture<Void>> clock) {
        return new ToolLimit() {
            @Override
            public Duration longest() {
                return longest;
            }

            @Override
            public CompletableFuture<Void> begin() {
                return clock.get();
            }
        };
    }
}
