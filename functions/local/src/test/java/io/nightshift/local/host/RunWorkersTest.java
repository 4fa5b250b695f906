package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.entry.FunctionHost;
import io.nightshift.sandbox.contract.NextTurn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RunWorkersTest {

    private static final RunId HUNG = new RunId("remediation-1");
    private static final RunId OTHER = new RunId("remediation-2");

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private boolean mayAct = true;

    private RunWorkers workers(Consumer<RunId> wake) {
        var host = new FunctionHost(Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        return new RunWorkers(host, id -> Optional.empty(), wake, () -> mayAct);
    }

    @Test
    void aRunThatHangsKeepsNoOtherFromItsWakeUpAndEndsWithTheProcess() throws Exception {
        var begun = new CountDownLatch(1);
        var woken = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        try (var workers = workers(id -> {
            if (!id.equals(HUNG)) {
                woken.countDown();
                return;
            }
            begun.countDown();
            try {
                new Semaphore(0).acquire();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        })) {
            workers.wake(HUNG);
            begun.await();
            workers.wake(OTHER);
            woken.await();
        }
        interrupted.await();
    }

    @Test
    void aRunIsWokenByOneThreadAtATimeAndOnceMoreForWhatCameMeanwhile() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var together = new AtomicInteger();
        var most = new AtomicInteger();
        var times = new AtomicInteger();
        try (var workers = workers(id -> {
            most.accumulateAndGet(together.incrementAndGet(), Math::max);
            begun.countDown();
            awaitQuietly(release);
            times.incrementAndGet();
            together.decrementAndGet();
        })) {
            workers.wake(HUNG);
            begun.await();
            for (int i = 0; i < 100; i++) {
                workers.wake(HUNG);
            }
            release.countDown();
        }
        assertThat(times).hasValue(2);
        assertThat(most).hasValue(1);
    }

    @Test
    void whatFailsIsLoggedWithoutItsTextAndTheRunIsWokenAgainLater() throws Exception {
        var times = new Semaphore(0);
        try (var workers = workers(id -> {
            times.release();
            throw new IllegalStateException("canary");
        })) {
            workers.wake(HUNG);
            times.acquire();
            while (times.availablePermits() == 0) {
                workers.wake(HUNG);
                Thread.onSpinWait();
            }
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("run-failed").doesNotContain("canary");
    }

    @Test
    void nothingIsDoneThatTheLedgerWouldNotKeep() {
        mayAct = false;
        var times = new AtomicInteger();
        try (var workers = workers(id -> times.incrementAndGet())) {
            workers.wake(HUNG);
        }
        assertThat(times).hasValue(0);
    }

    @Test
    void anActThatFindsNoPlaceIsHandedBackAndItIsLoggedOnce() throws Exception {
        var host = new FunctionHost(Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        var release = new CountDownLatch(1);
        var full = new CountDownLatch(32);
        var handedBack = new CountDownLatch(5);
        var performed = new AtomicInteger();
        try (var workers = new RunWorkers(host, id -> Optional.empty(), id -> {}, () -> true, Duration.ofMillis(1))) {
            for (int i = 0; i < 32; i++) {
                workers.dispatch(
                        run(),
                        () -> {
                            full.countDown();
                            awaitQuietly(release);
                        },
                        () -> {
                            throw new AssertionError("there was a place");
                        });
                // One after the other: whoever waits longer than the millisecond would be handed back.
                while (full.getCount() > 31 - i) {
                    Thread.onSpinWait();
                }
            }
            for (int i = 0; i < 5; i++) {
                workers.dispatch(run(), performed::incrementAndGet, handedBack::countDown);
            }
            handedBack.await();
            release.countDown();
        }
        assertThat(performed).hasValue(0);
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("rule-busy")))
                .hasSize(1);
    }

    private static Run run() {
        return NextTurn.first("a").entries(1).turn().run();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
