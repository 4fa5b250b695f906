package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.contract.TimersSuite;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LocalTimersTest extends TimersSuite {

    private record Shot(Instant at, Runnable what) {}

    private final PriorityQueue<Shot> shots = new PriorityQueue<>(Comparator.comparing(Shot::at));
    private final List<RunId> woken = new ArrayList<>();

    private LocalTimers on(ManualClock clock, java.util.function.Consumer<RunId> wake) {
        return new LocalTimers(
                clock, (wait, what) -> shots.add(new Shot(clock.instant().plus(wait), what)), wake);
    }

    @Override
    protected Timers open(ManualClock clock) {
        return on(clock, woken::add);
    }

    @Override
    protected List<RunId> woken(Instant now) {
        while (!shots.isEmpty() && !shots.peek().at().isAfter(now)) {
            shots.remove().what().run();
        }
        return woken;
    }

    @Override
    protected int waiting() {
        return shots.size();
    }

    @Test
    void aWakeThatFailsEndsNothingAndMayBeSetAgain() {
        var clock = new ManualClock(Instant.parse("2026-11-21T03:00:00Z"));
        var timers = on(clock, run -> {
            throw new LedgerException("it is away", true);
        });
        timers.set(new RunId("drill-1"), "due", clock.instant());
        assertThatCode(() -> woken(clock.instant())).doesNotThrowAnyException();

        timers.set(new RunId("drill-1"), "due", clock.instant());
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void onAThreadOfItsOwnItWakes() throws InterruptedException {
        var fired = new CountDownLatch(1);
        try (var timers = LocalTimers.threaded(Clock.systemUTC(), run -> fired.countDown())) {
            timers.set(new RunId("drill-1"), "due", Instant.EPOCH);
            assertThat(fired.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void onceClosedItTakesTimersAndForgetsThem() {
        var timers = LocalTimers.threaded(Clock.systemUTC(), woken::add);
        timers.close();
        timers.set(new RunId("drill-1"), "due", Instant.EPOCH);
        assertThat(woken).isEmpty();
    }
}
