package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.world.World.WorkerDied;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Locks and leases hold to their last second and no longer, and a write by another worker meanwhile is not an alteration. */
interface LedgerExpiryContract extends StoreUnderTest {

    Duration SECOND = Duration.ofSeconds(1);

    @Test
    default void aLockHoldsToItsLastSecond() {
        var drill = new EngineFixture(ledger());
        drill.engine().handle(EngineFixture.alarm("a"));
        var second = drill.run(drill.engine().handle(EngineFixture.alarm("b"))).id();

        drill.clock.pass(NudgeRules.LOCK.minus(SECOND));
        drill.engine().wake(second);
        assertThat(drill.actor.changes()).hasSize(1);

        drill.clock.pass(SECOND);
        drill.engine().wake(second);
        assertThat(drill.actor.changes()).hasSize(2);
        isWhole(drill);
    }

    @Test
    default void anExpiredLockIsTakenByOneOfThoseThatWait() {
        var drill = new EngineFixture(ledger());
        drill.engine().handle(EngineFixture.alarm("a"));
        var waiting = IntStream.range(0, 4)
                .mapToObj(i -> drill.run(drill.engine().handle(EngineFixture.alarm("waits-" + i)))
                        .id())
                .toList();

        drill.clock.pass(NudgeRules.LOCK);
        ConcurrentCalls.call(waiting.stream()
                .<Callable<EngineResult>>map(run -> () -> drill.engine().wake(run))
                .toList());

        assertThat(drill.actor.changes()).hasSize(2);
        isWhole(drill);
    }

    /** Both end at once: the lease of an act that was not performed, and the lock under which it was planned. */
    @Test
    default void aDeadWorkersLeaseAndLockExpireTogether() {
        var drill = new EngineFixture(ledger());
        drill.actor.dieBeforeChange();
        assertThatThrownBy(() -> drill.engine().handle(EngineFixture.alarm("dead")))
                .isInstanceOf(WorkerDied.class);
        settle();
        var dead = drill.onlyRun().id();
        var next = drill.run(drill.engine().handle(EngineFixture.alarm("next"))).id();

        drill.clock.pass(NudgeRules.LOCK);
        ConcurrentCalls.call(List.<Callable<EngineResult>>of(
                () -> drill.engine().wake(dead), () -> drill.engine().wake(next)));

        assertThat(drill.actor.changes()).hasSize(1);
        isWhole(drill);
    }

    @Test
    default void aTurnThatAnotherWorkerWritesMeanwhileIsNoAlteration() {
        var drill = new EngineFixture(ledger());
        var run = drill.run(drill.engine().handle(EngineFixture.alarm("a"))).id();
        drill.observer.sees(Health.WELL);
        drill.clock.pass(NudgePlaybook.SOAK);

        var handled = whileAnotherWakes(drill, run).wake(run);

        assertThat(handled.kind()).isEqualTo(EngineResult.Kind.NOTHING);
        assertThat(drill.run(run).outcome()).contains(Outcome.RESOLVED);
        assertThat(drill.kinds(run)).containsOnlyOnce("finished");
        isWhole(drill);
    }

    @Test
    default void aSignalForARunThatAnotherWorkerMovesIsTaken() {
        var drill = new EngineFixture(ledger());
        var run = drill.run(drill.engine().handle(EngineFixture.alarm("a"))).id();
        drill.clock.pass(NudgePlaybook.SOAK);
        var again = EngineFixture.repeated("a", "again");

        var handled = whileAnotherWakes(drill, run).handle(again).getFirst();

        assertThat(handled.kind()).isIn(EngineResult.Kind.JOINED, EngineResult.Kind.STARTED);
        isWhole(drill);
    }

    /** An engine that has read the run, and finds its entries as another engine left them. */
    private static Engine whileAnotherWakes(EngineFixture drill, RunId run) {
        return drill.engine(
                new LedgerDecorator() {
                    private boolean woken;

                    @Override
                    public Ledger behind() {
                        return drill.ledger;
                    }

                    @Override
                    public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
                        if (!woken) {
                            woken = true;
                            assertThat(drill.engine().wake(run).kind()).isEqualTo(EngineResult.Kind.MOVED);
                        }
                        return drill.ledger.entries(id, from, limit);
                    }
                },
                drill.clock);
    }

    private void isWhole(EngineFixture drill) {
        settle();
        for (var run : all(from -> ledger().runs(from, 10), 10)) {
            assertThat(Audit.verify(ledger(), run.id()).faults()).isEmpty();
        }
        assertThat(drill.host.troubles()).isEmpty();
    }
}
