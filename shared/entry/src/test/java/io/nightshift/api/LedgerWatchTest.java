package io.nightshift.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.api.HealthCheck.State;
import io.nightshift.core.ledger.WriteProbe;
import io.nightshift.entry.FunctionHost;
import io.nightshift.sandbox.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LedgerWatchTest {

    /** A ledger whose small writes may work where its turns do not. */
    private static final class SmallDisk implements WriteProbe {

        private Optional<String> fault = Optional.empty();
        private boolean probesWork = true;
        private int probes;

        @Override
        public Optional<String> fault() {
            return fault;
        }

        @Override
        public void probe() {
            probes++;
            fault = probesWork ? Optional.empty() : Optional.of("the disk is full");
        }
    }

    private final SmallDisk ledger = new SmallDisk();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T01:00:00Z"));
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final LedgerWatch watch =
            new LedgerWatch(ledger, new FunctionHost(clock, new PrintStream(log, true, UTF_8)));

    private void watch(int seconds) {
        for (int i = 0; i < seconds; i++) {
            watch.watch();
            clock.pass(Duration.ofSeconds(1));
        }
    }

    private long logged(String event) {
        return log.toString(UTF_8)
                .lines()
                .filter(line -> line.contains('"' + event + '"'))
                .count();
    }

    @Test
    void findsAFaultOfALedgerThatNobodyWritesTo() {
        watch(1);
        ledger.probesWork = false;

        watch(40);

        assertThat(watch.check()).isInstanceOf(State.Down.class);
        assertThat(logged("ledger-takes-no-writes")).isEqualTo(1);
    }

    @Test
    void triesLittleWhileAllIsWell() {
        watch(120);
        assertThat(ledger.probes).isLessThanOrEqualTo(5);
        assertThat(log.size()).isZero();
    }

    @Test
    void aFaultStandsWhileTurnsFailAndSmallWritesWork() {
        for (int i = 0; i < 50; i++) {
            ledger.fault = Optional.of("the disk is full");
            watch(1);
            assertThat(watch.check()).isInstanceOf(State.Down.class);
        }
        assertThat(logged("ledger-takes-no-writes")).isEqualTo(1);

        watch(11);
        assertThat(watch.check()).isEqualTo(State.OK);
        assertThat(logged("ledger-takes-writes")).isEqualTo(1);
    }
}
