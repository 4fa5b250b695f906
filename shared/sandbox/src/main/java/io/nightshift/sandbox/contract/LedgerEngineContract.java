package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.run.Status;
import io.nightshift.sandbox.world.World.WorkerDied;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Engines on one ledger: despite crashes, races and wrong clocks the environment changes once. */
interface LedgerEngineContract extends StoreUnderTest {

    Duration LEASE = EngineFixture.LIMITS.lease();

    default EngineFixture drill() {
        return new EngineFixture(ledger());
    }

    @Test
    default void drivesARunToItsEnd() {
        var drill = drill();

        var run = drill.run(drill.engine().handle(EngineFixture.alarm("a")));

        assertThat(run.status()).isEqualTo(Status.WAITING);
        assertThat(drill.actor.changes()).hasSize(1);
        assertThat(drill.messenger.deliveries()).hasSize(1);

        finish(drill, run.id());

        assertThat(drill.run(run.id()).outcome()).contains(Outcome.RESOLVED);
        assertThat(drill.kinds(run.id()))
                .containsExactly(
                        "arrived",
                        "observed",
                        "judged",
                        "acted",
                        "tell",
                        "told",
                        "timer-fired",
                        "observed",
                        "finished");
        assertThat(drill.host.troubles()).isEmpty();
        verify(drill);
    }

    /** The nudge helped; the soak time passes. */
    private void finish(EngineFixture drill, RunId run) {
        drill.observer.sees(Health.WELL);
        drill.clock.pass(NudgePlaybook.SOAK);
        drill.engine().wake(run);
    }

    private void verify(EngineFixture drill) {
        settle();
        for (var run : all(from -> ledger().runs(from, 10), 10)) {
            assertThat(Audit.verify(drill.ledger, run.id()).faults()).isEmpty();
        }
    }

    @Test
    default void aSignalThatIsDeliveredToManyEnginesStartsOneRun() {
        var drill = drill();

        var handled = ConcurrentCalls.call(Stream.generate(drill::engine)
                .limit(4)
                .map(engine -> ConcurrentCalls.task(() -> engine.handle(EngineFixture.alarm("a"))))
                .toList());

        assertThat(handled.stream().map(List::getFirst).map(EngineResult::kind))
                .containsExactlyInAnyOrder(
                        EngineResult.Kind.STARTED,
                        EngineResult.Kind.DUPLICATE,
                        EngineResult.Kind.DUPLICATE,
                        EngineResult.Kind.DUPLICATE);
        assertThat(drill.actor.changes()).hasSize(1);
        assertThat(drill.messenger.deliveries()).hasSize(1);
        verify(drill);
    }

    @Test
    default void whatADeadWorkerPlannedIsPickedUpOnceAfterItsLease() {
        var drill = drill();
        drill.actor.dieBeforeChange();
        assertThatThrownBy(() -> drill.engine().handle(EngineFixture.alarm("a")))
                .isInstanceOf(WorkerDied.class);
        settle();
        var id = drill.onlyRun().id();

        drill.clock.pass(LEASE.minusSeconds(1));
        assertThat(drill.engine().wake(id).kind()).isEqualTo(EngineResult.Kind.NOTHING);
        assertThat(drill.sweep()).isEmpty();
        assertThat(drill.actor.changes()).isEmpty();

        drill.clock.pass(Duration.ofSeconds(1));
        ConcurrentCalls.call(Stream.generate(drill::engine)
                .limit(4)
                .<Callable<EngineResult>>map(engine -> () -> engine.wake(id))
                .toList());

        assertThat(drill.actor.changes()).hasSize(1);
        finish(drill, id);
        assertThat(drill.run(id).outcome()).contains(Outcome.RESOLVED);
        assertThat(drill.actor.changes()).hasSize(1);
        verify(drill);
    }

    @Test
    default void whatADeadWorkerDidIsNotDoneAgain() {
        for (var repetition : Repetition.values()) {
            var drill = drill();
            drill.repetition = repetition;
            drill.actor.dieAfterChange();
            assertThatThrownBy(() -> drill.engine().handle(EngineFixture.alarmOfItsOwn("did-" + repetition)))
                    .isInstanceOf(WorkerDied.class);

            drill.clock.pass(LEASE);
            settle();
            assertThat(drill.sweep()).extracting(EngineResult::kind).containsExactly(EngineResult.Kind.MOVED);

            assertThat(drill.actor.changes()).hasSize(1);
            settle();
            drill.observer.sees(Health.WELL);
            drill.clock.pass(NudgePlaybook.SOAK);
            assertThat(drill.sweep()).hasSize(1);
            verify(drill);
        }
    }

    @Test
    default void whatNobodyCanTellIsRepeatedUnderItsTokenAndNeverWithoutOne() {
        for (var repetition : Repetition.values()) {
            var drill = drill();
            drill.repetition = repetition;
            drill.actor.cannotProbe();
            drill.actor.dieAfterChange();
            assertThatThrownBy(() -> drill.engine().handle(EngineFixture.alarmOfItsOwn("told-" + repetition)))
                    .isInstanceOf(WorkerDied.class);

            drill.clock.pass(LEASE);
            settle();
            drill.sweep();

            assertThat(drill.actor.changes()).hasSize(repetition == Repetition.PROBE ? 1 : 2);
            assertThat(drill.actor.tokens()).hasSize(1);
            drill.clock.pass(NudgePlaybook.SOAK);
            settle();
            drill.sweep();
            verify(drill);
        }
    }

    /** A worker dies at any commit, before or after it took effect: the signal is delivered again, the sweeper sweeps. */
    @Test
    default void aCrashAtAnyCommitChangesTheWorldOnce() {
        int commits = commitsOfOneRun();
        for (int commit = 1; commit <= commits; commit++) {
            for (boolean after : new boolean[] {false, true}) {
                crash(commit, after);
            }
        }
    }

    private int commitsOfOneRun() {
        var drill = drill();
        var counting = InterceptedLedger.before(0, ledger(), () -> {});
        drill.engine(counting, drill.clock).handle(EngineFixture.alarm("counted"));
        settle();
        finish(drill, drill.onlyRun().id());
        assertThat(counting.commits()).isEqualTo(3);
        return counting.commits();
    }

    private void crash(int commit, boolean after) {
        var drill = drill();
        Runnable death = () -> {
            throw new WorkerDied();
        };
        var mortal = after
                ? InterceptedLedger.after(commit, ledger(), death)
                : InterceptedLedger.before(commit, ledger(), death);
        var signal = EngineFixture.alarmOfItsOwn("crash-" + commit + (after ? "-after" : "-before"));

        assertThatThrownBy(() -> drill.engine(mortal, drill.clock).handle(signal))
                .isInstanceOf(WorkerDied.class);
        drill.clock.pass(LEASE);
        var id = redelivered(drill, signal);
        for (int sweeps = 0; sweeps < 3; sweeps++) {
            settle();
            drill.sweep();
        }
        finish(drill, id);

        assertThat(drill.run(id).outcome()).as("crash at commit %d", commit).contains(Outcome.RESOLVED);
        assertThat(drill.actor.tokens()).hasSize(1);
        assertThat(drill.actor.changes()).hasSize(1);
        assertThat(drill.messenger.deliveries().stream()
                        .map(delivery -> delivery.key())
                        .distinct())
                .hasSize(1);
        verify(drill);
    }

    private static RunId redelivered(EngineFixture drill, io.nightshift.core.signal.Signal signal) {
        return drill.engine().handle(signal).getFirst().run().orElseThrow();
    }

    /** Its clock is ahead, so it believes that the lease has ended; if it is ahead by less than a lease, it waits. */
    @Test
    default void aClockThatIsAheadByLessThanTheLeaseTakesNothingAway() {
        var drill = drill();
        var ahead = drill.engine(ledger(), drill.clock.skewed(LEASE.minusSeconds(1)));
        drill.actor.duringNext(() -> {
            settle();
            assertThat(ahead.wake(drill.onlyRun().id()).kind()).isEqualTo(EngineResult.Kind.NOTHING);
        });

        drill.engine().handle(EngineFixture.alarm("a"));

        assertThat(drill.actor.changes()).hasSize(1);
        verify(drill);
    }

    /** With little of its lease left, its call could still be in progress when another worker takes the act over. */
    @Test
    default void aWorkerThatStalledAfterItsCommitLeavesTheActToTheNextOne() {
        var drill = drill();
        var stalling = InterceptedLedger.after(1, ledger(), () -> drill.clock.pass(LEASE.minusSeconds(10)));
        var run = drill.engine(stalling, drill.clock).handle(EngineFixture.alarm("a"));
        settle();
        assertThat(drill.actor.changes()).isEmpty();

        drill.clock.pass(Duration.ofSeconds(10));
        drill.engine().wake(drill.run(run).id());

        assertThat(drill.actor.changes()).hasSize(1);
        verify(drill);
    }

    @Test
    default void aClockThatIsAheadByMoreThanTheLeaseRepeatsUnderTheSameToken() {
        var drill = drill();
        drill.repetition = Repetition.TOKEN;
        var ahead = drill.engine(ledger(), drill.clock.skewed(LEASE.plusSeconds(60)));
        drill.actor.duringNext(() -> {
            settle();
            assertThat(ahead.wake(drill.onlyRun().id()).kind()).isEqualTo(EngineResult.Kind.MOVED);
        });

        var run = drill.run(drill.engine().handle(EngineFixture.alarm("a")));

        assertThat(drill.actor.tokens()).hasSize(1);
        assertThat(drill.kinds(run.id())).containsOnlyOnce("acted").contains("late-result");
        verify(drill);
    }

    @Test
    default void aClockThatIsBehindStillSeesWhatOthersWrote() {
        var drill = drill();
        var id = drill.run(drill.engine().handle(EngineFixture.alarm("a"))).id();
        var behind = drill.engine(ledger(), drill.clock.skewed(Duration.ofHours(-3)));

        assertThat(behind.handle(EngineFixture.alarm("a")).getFirst().kind()).isEqualTo(EngineResult.Kind.DUPLICATE);
        assertThat(behind.wake(id).kind()).isEqualTo(EngineResult.Kind.NOTHING);
        assertThat(behind.handle(EngineFixture.alarm("b")).getFirst().kind()).isEqualTo(EngineResult.Kind.STARTED);

        assertThat(drill.actor.changes()).hasSize(1);
        verify(drill);
    }

    @Test
    default void oneRunActsOnAResourceUntilItsLockIsReleased() throws JsonException {
        var drill = drill();
        var first = drill.run(drill.engine().handle(EngineFixture.alarm("a")));
        var second = drill.run(drill.engine().handle(EngineFixture.alarm("b")));

        assertThat(drill.actor.changes()).hasSize(1);
        assertThat(second.wakeUps().get("free")).isEqualTo(drill.clock.instant().plus(NudgeRules.LOCK));
        assertThat(lock().at("run").text()).isEqualTo(first.id().value());

        drill.clock.pass(NudgeRules.LOCK);
        drill.engine().wake(second.id());

        assertThat(drill.actor.changes()).hasSize(2);
        assertThat(lock().at("run").text()).isEqualTo(second.id().value());
        assertThat(lock().at("token").integer()).isEqualTo(2);
        finish(drill, second.id());
        assertThat(lock().at("run").text()).isEmpty();
        assertThat(lock().at("token").integer()).isEqualTo(2);
        verify(drill);
    }

    private View lock() {
        var key = MarkKeys.lock(NextTurn.SUBJECT.toString());
        return View.of(ledger().marker(key).value());
    }

    /** It judged by a free lock, slept, and meanwhile another run took the lock: the commit must fail. */
    @Test
    default void aRunThatSleptThroughItsLockIsFencedOff() throws JsonException {
        var drill = drill();
        var other = drill.engine();
        var slow = InterceptedLedger.before(1, ledger(), () -> other.handle(EngineFixture.alarm("fast")));

        var run = drill.run(drill.engine(slow, drill.clock).handle(EngineFixture.alarm("slow")));

        assertThat(slow.commits()).isEqualTo(2);
        assertThat(drill.actor.changes()).hasSize(1);
        assertThat(drill.actor.changes().getFirst().key().run())
                .isNotEqualTo(run.id().value());
        assertThat(lock().at("run").text()).isNotEqualTo(run.id().value());
        assertThat(run.wakeUps()).containsKey("free");
        verify(drill);
    }

    @Test
    default void aDeadWorkersActIsJudgedAgainAgainstTheLockOfToday() {
        var drill = drill();
        drill.actor.dieBeforeChange();
        assertThatThrownBy(() -> drill.engine().handle(EngineFixture.alarm("dead")))
                .isInstanceOf(WorkerDied.class);
        settle();
        var dead = drill.onlyRun();
        drill.clock.pass(NudgeRules.LOCK);
        drill.engine().handle(EngineFixture.alarm("next"));
        assertThat(drill.actor.changes()).hasSize(1);

        drill.engine().wake(dead.id());

        assertThat(drill.actor.changes()).hasSize(1);
        assertThat(drill.run(dead.id()).pending()).isEmpty();
        assertThat(drill.kinds(dead.id())).endsWith("judged", "refused");
        assertThat(drill.entries(dead.id()).getLast().body().text()).contains("\"mayHaveHappened\":true");
        verify(drill);
    }

    @Test
    default void aReleasedLockIsFreeAlsoForAClockThatIsBehind() {
        var drill = drill();
        finish(drill, drill.run(drill.engine().handle(EngineFixture.alarm("a"))).id());
        drill.observer.sees(Health.UNWELL);
        var behind = drill.engine(ledger(), drill.clock.skewed(Duration.ofSeconds(-90)));

        behind.handle(EngineFixture.alarm("b"));

        assertThat(drill.actor.changes()).hasSize(2);
        verify(drill);
    }

    @Test
    default void manyRunsOnOneResourceActOneAfterAnother() {
        var drill = drill();
        var engines = Stream.generate(drill::engine).limit(4).toList();

        ConcurrentCalls.call(Stream.of(0, 1, 2, 3)
                .<Callable<List<EngineResult>>>map(
                        i -> () -> engine(engines, i).handle(EngineFixture.alarm("alarm-" + i)))
                .toList());

        assertThat(drill.actor.changes()).hasSize(1);
        settle();
        assertThat(all(from -> ledger().runs(from, 10), 10)).hasSize(4);
        verify(drill);
    }

    private static Engine engine(List<Engine> engines, int i) {
        return engines.get(i);
    }

    @Test
    default void alsoALargeObservationIsKeptInPartWithWhatIsMissing() throws JsonException {
        var drill = drill();
        var text = "ä".repeat(1_000_000);
        drill.observer.sees(Health.UNWELL, Json.obj().with("log", text).with("short", "kept"));

        var run = drill.run(drill.engine().handle(EngineFixture.alarm("a")));

        var details = View.of(entry(drill, run, "observed").body()).at("details");
        var trimmed = details.at("trimmed").exists() ? details : details.at("log");
        assertThat(trimmed.at("trimmed").bool()).isTrue();
        assertThat(trimmed.at("characters").integer()).isGreaterThanOrEqualTo(text.length());
        assertThat(trimmed.at("sha256").text()).hasSize(Sha256.hex("").length());
        assertThat(drill.actor.changes()).hasSize(1);
        verify(drill);
    }

    private static Entry entry(EngineFixture drill, Run run, String kind) {
        return drill.entries(run.id()).stream()
                .filter(entry -> entry.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void whatTimersLostIsFoundByTheSweeper() {
        var drill = drill();
        drill.timers.fail();
        var run = drill.run(drill.engine().handle(EngineFixture.alarm("a")));
        assertThat(drill.host.troubles()).isNotEmpty();

        drill.observer.sees(Health.WELL);
        drill.clock.pass(NudgePlaybook.SOAK);
        settle();
        drill.sweep();

        assertThat(drill.run(run.id()).outcome()).contains(Outcome.RESOLVED);
        settle();
        assertThat(drill.sweep()).isEmpty();
    }

    @Test
    default void twoSweepersAtOnceMoveEachRunOnOnce() {
        var drill = drill();
        var run = drill.run(drill.engine().handle(EngineFixture.alarm("a")));
        drill.observer.sees(Health.WELL);
        drill.clock.pass(NudgePlaybook.SOAK);
        settle();

        ConcurrentCalls.call(Stream.of(1, 2, 3)
                .<Callable<List<EngineResult>>>map(i -> drill::sweep)
                .toList());

        assertThat(drill.kinds(run.id())).containsOnlyOnce("timer-fired", "finished");
        settle();
        assertThat(drill.sweep()).isEmpty();
        verify(drill);
    }
}
