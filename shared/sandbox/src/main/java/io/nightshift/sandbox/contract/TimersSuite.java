package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link Timers}: the pending wake-ups after timers were set. Each implementation's own test checks that they
 * fire, and the sweeper recovers lost ones.
 */
public abstract class TimersSuite {

    private static final Duration LATER = Duration.ofMinutes(10);

    private final ManualClock clock = new ManualClock(NextTurn.START);
    private Timers timers;

    /** Timers without any run, on that clock; called once before each test. */
    protected abstract Timers open(ManualClock clock);

    /**
     * The runs woken so far, in order of their times; for an external scheduler, those with a schedule of that time or
     * earlier.
     */
    protected abstract List<RunId> woken(Instant now);

    /** The number of timers that did not fire yet. */
    protected abstract int waiting();

    @BeforeEach
    void openTimers() {
        timers = open(clock);
    }

    private Instant at(Duration wait) {
        return clock.instant().plus(wait);
    }

    private List<RunId> after(Duration wait) {
        clock.pass(wait);
        return woken(clock.instant());
    }

    @Test
    void wakesARunAtItsTimeAndNotBefore() {
        timers.set(new RunId("drill-1"), "due", at(LATER));

        assertThat(after(LATER.minusSeconds(1))).isEmpty();
        assertThat(after(Duration.ofSeconds(1))).containsExactly(new RunId("drill-1"));
    }

    @Test
    void theSameRunNameAndTimeAgainIsOneTimer() {
        for (int i = 0; i < 3; i++) {
            timers.set(new RunId("drill-1"), "due", at(LATER));
        }

        assertThat(waiting()).isEqualTo(1);
        assertThat(after(LATER)).containsExactly(new RunId("drill-1"));
    }

    @Test
    void anotherTimeNameOrRunIsAnotherTimer() {
        timers.set(new RunId("drill-1"), "due", at(LATER));
        timers.set(new RunId("drill-1"), "due", at(LATER.plusSeconds(60)));
        timers.set(new RunId("drill-1"), "other", at(LATER.plusSeconds(120)));
        timers.set(new RunId("drill-2"), "due", at(LATER.plusSeconds(180)));

        assertThat(waiting()).isEqualTo(4);
        assertThat(after(LATER.plusSeconds(60))).containsExactly(new RunId("drill-1"), new RunId("drill-1"));
    }

    @Test
    void aTimeInThePastWakesAtOnce() {
        timers.set(new RunId("drill-1"), "due", at(Duration.ofDays(-2)));

        assertThat(after(Duration.ofMinutes(1))).containsExactly(new RunId("drill-1"));
    }

    @Test
    void takesTimesOfAnyPrecisionAndFarAway() {
        timers.set(new RunId("drill-1"), "due", at(LATER).plusNanos(123_456_789));
        timers.set(new RunId("drill-2"), "due", at(Duration.ofDays(365)));

        assertThat(after(LATER)).isEmpty();
        assertThat(after(Duration.ofSeconds(61))).containsExactly(new RunId("drill-1"));
    }

    @Test
    void takesNamesThatNoProviderTakes() {
        for (var name : LedgerStorageContract.HOSTILE) {
            assertThatCode(() -> timers.set(new RunId("drill-1"), name, at(LATER)))
                    .as("%s", name)
                    .doesNotThrowAnyException();
        }

        assertThat(waiting()).isEqualTo(LedgerStorageContract.HOSTILE.size());
    }
}
