package io.nightshift.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Instant START = Instant.parse("2026-11-29T03:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final List<Instant> done = new ArrayList<>();
    private final List<Signal> routed = new ArrayList<>();
    private List<Signal.Due> scheduled = List.of();

    private final Rules rules = new Rules() {
        @Override
        public String hash() {
            return "policy-1";
        }

        @Override
        public List<Route> route(Signal signal) {
            routed.add(signal);
            return List.of();
        }

        @Override
        public List<Signal.Due> due(Instant now) {
            return scheduled;
        }

        @Override
        public Optional<GuardrailSettings> settings(String rule, String environment) {
            return Optional.empty();
        }
    };

    private final Schedule schedule = new Schedule(
            new Engine(Ports.of(new InMemoryLedger(), time, rules, time).build()),
            List.of(new ScheduledWork("registry-sweep", Duration.ofMinutes(15), () -> {
                done.add(time.instant());
                return List.of();
            })),
            time);

    @Test
    void theMinuteTimerDoesTheWorkAsOftenAsItSays() {
        for (int minute = 0; minute < 31; minute++) {
            schedule.tick();
            time.runUntil(time.instant().plus(Duration.ofMinutes(1)));
        }
        assertThat(done).containsExactly(START, START.plus(Duration.ofMinutes(15)), START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aScheduleOfACloudDoesItAtOnce() {
        schedule.tick();
        schedule.handle(Signal.Due.of("registry-sweep", START));
        assertThat(done).hasSize(2);
        assertThat(routed).isEmpty();
    }

    @Test
    void whateverElseIsDueGoesToThePolicy() {
        var due = Signal.Due.of("nightly-restore", START);
        assertThat(schedule.handle(due)).extracting(EngineResult::kind).containsExactly(EngineResult.Kind.UNMATCHED);
        assertThat(routed).containsExactly(due);
    }

    @Test
    void whatThePolicyMakesDueStartsOnceForEachTime() {
        scheduled = List.of(Signal.Due.of("morning", START));
        schedule.tick();
        schedule.tick();
        assertThat(routed).containsExactly(Signal.Due.of("morning", START));
        scheduled = List.of(Signal.Due.of("morning", START.plus(Duration.ofDays(1))));
        schedule.scheduled();
        assertThat(routed).hasSize(2);
    }
}
