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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Instant START = Instant.parse("2026-11-29T03:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final List<Instant> done = new ArrayList<>();
    private final List<Signal> routed = new ArrayList<>();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private List<Signal.Due> scheduled = List.of();
    private Map<String, String> times = Map.of("morning", "0 3 * * *");

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
        public Map<String, String> schedules() {
            return times;
        }

        @Override
        public Optional<GuardrailSettings> settings(String rule, String environment) {
            return Optional.empty();
        }
    };

    private Schedule schedule = coldStart();

    /** Another instance of the function, with the same ledger. */
    private Schedule coldStart() {
        return new Schedule(
                new Engine(Ports.of(ledger, time, rules, time).build()),
                List.of(new ScheduledWork("registry-sweep", Duration.ofMinutes(15), () -> {
                    done.add(time.instant());
                    return List.of();
                })),
                time);
    }

    private void pass(Duration span) {
        time.runUntil(time.instant().plus(span));
    }

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

    @Test
    void aRuleThatIsNewAfterItsTimeStartsAtItsNextTime() {
        scheduled = List.of(Signal.Due.of("morning", START));
        pass(Duration.ofMinutes(5));
        schedule = coldStart();
        schedule.tick();
        coldStart().tick();
        assertThat(routed).isEmpty();
        pass(Duration.ofDays(1));
        scheduled = List.of(Signal.Due.of("morning", START.plus(Duration.ofDays(1))));
        coldStart().tick();
        assertThat(routed).as("the ledger knows the rule").hasSize(1);
    }

    @Test
    void aRuleWithAnotherNameOrOtherTimesIsNew() {
        schedule.tick();
        pass(Duration.ofMinutes(5));
        scheduled = List.of(Signal.Due.of("dawn", START));
        times = Map.of("dawn", "0 3 * * *");
        coldStart().tick();
        scheduled = List.of(Signal.Due.of("morning", START));
        times = Map.of("morning", "0 3,4 * * *");
        coldStart().tick();
        assertThat(routed).isEmpty();
    }

    @Test
    void aTimeThatNobodyWasThereForIsCaughtUp() {
        schedule.tick();
        pass(Duration.ofHours(20));
        scheduled = List.of(Signal.Due.of("morning", START.plus(Duration.ofHours(19))));
        coldStart().tick();
        assertThat(routed).hasSize(1);
    }

    @Test
    void aRuleThatWasAwayForDaysIsNewAgain() {
        schedule.tick();
        pass(Duration.ofDays(3));
        scheduled =
                List.of(Signal.Due.of("morning", START.plus(Duration.ofDays(3).minusMinutes(5))));
        coldStart().tick();
        assertThat(routed).isEmpty();
        pass(Duration.ofDays(1));
        schedule.tick();
        pass(Duration.ofHours(30));
        scheduled = List.of(Signal.Due.of("morning", time.instant().minusSeconds(30)));
        coldStart().tick();
        assertThat(routed).as("each day says again that it is there").hasSize(1);
    }

    @Test
    void aRuleThatIsReadJustBeforeItsTimeStartsAtIt() {
        pass(Duration.ofSeconds(10));
        scheduled = List.of(Signal.Due.of("morning", START.plusSeconds(30)));
        schedule = coldStart();
        pass(Duration.ofSeconds(40));
        schedule.tick();
        assertThat(routed).hasSize(1);
    }
}
