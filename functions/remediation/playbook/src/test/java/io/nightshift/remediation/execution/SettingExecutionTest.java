package io.nightshift.remediation.execution;

import static io.nightshift.sandbox.contract.ActorAnswers.before;
import static io.nightshift.sandbox.contract.ActorAnswers.blind;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingExecutionTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);
    private static final Resource TARGET =
            new Resource(Origin.aws("111122223333", "eu-central-1"), Kinds.RDS_INSTANCE, "orders");

    /** A property in memory. */
    private static final class Memory implements Setting {
        private Optional<String> value = Optional.of("open");
        private Optional<String> cannot = Optional.empty();
        private Optional<String> busy = Optional.empty();
        private Optional<String> limit = Optional.empty();
        private boolean loseReply;
        private boolean breakOff;
        private int writes;

        @Override
        public Optional<State> read() {
            return value.map(now -> State.of(Map.of("team", "shop"), now, "closed")
                    .cannotIf(cannot.isPresent(), cannot.orElse(""))
                    .busyIf(busy.isPresent(), busy.orElse(""))
                    .atLimitIf(limit.isPresent(), limit.orElse("")));
        }

        @Override
        public boolean isBetween(Json now, Json from, Json to) {
            return now.equals(Json.of("half"));
        }

        @Override
        public void write(Json from, Json to) throws CallFailed {
            writes++;
            if (breakOff) {
                value = Optional.of("half");
                throw new CallFailed(Problem.permanent("Denied", "not allowed"));
            }
            value = Optional.of(to.equals(Json.of("closed")) ? "closed" : "open");
            if (loseReply) {
                throw new CallFailed(new Problem("Timeout", "no answer", true, true));
            }
        }
    }

    private static final class MemoryActor extends ActionExecutor<Memory> {
        private final Memory memory;

        MemoryActor(Memory memory) {
            super(new ExecutionTable<Memory>()
                    .setting(SecurityActions.MAKE_DATABASE_PRIVATE, (platform, action) -> platform));
            this.memory = memory;
        }

        @Override
        protected Memory platform(Resource target) {
            return memory;
        }

        @Override
        protected boolean covers(Resource target) {
            return target.equals(TARGET);
        }
    }

    private final Memory memory = new Memory();
    private final MemoryActor actor = new MemoryActor(memory);
    private final Action action = action(TARGET);
    private final Json.Obj capsule = Json.obj().with("was", "open").with("set", "closed");

    private static Action action(Resource target) {
        try {
            return SecurityActions.MAKE_DATABASE_PRIVATE.reader().read(target, View.of(Json.obj()));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private Action undo() {
        return action.undo(capsule).orElseThrow();
    }

    @Test
    void itsCapsuleHoldsTheValueBeforeAndTheWantedOne() {
        assertThat(before(actor, action).capsule()).isEqualTo(capsule);
        assertThat(before(actor, action).tags()).isEqualTo(Map.of("team", "shop"));
    }

    @Test
    void writesOnceAndTheProbeReadsItBack() {
        assertThat(actor.probe(action, KEY, capsule)).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(actor.perform(action, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(actor.perform(action, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(actor.probe(action, KEY, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(memory.writes).isEqualTo(1);
    }

    @Test
    void aLostReplyCountsAsDoneIfTheValueIsThere() {
        memory.loseReply = true;
        assertThat(actor.perform(action, KEY, capsule)).isInstanceOf(Performed.Done.class);
    }

    @Test
    void saysThatItIsAlreadySoEvenIfTheActWouldBeImpossible() {
        memory.value = Optional.of("closed");
        memory.cannot = Optional.of("it is locked");
        assertThat(before(actor, action).capsule().text())
                .isEqualTo("{\"was\":\"closed\",\"set\":\"closed\",\"already\":true}");
    }

    @Test
    void atItsLimitItIsImpossibleAndNotAlreadySo() {
        memory.value = Optional.of("closed");
        memory.limit = Optional.of("it has 500 GiB, and more is not allowed");
        var seen = before(actor, action).capsule();
        assertThat(seen.get("already")).isNull();
        assertThat(seen.get("cannot")).isEqualTo(Json.of("it has 500 GiB, and more is not allowed"));
    }

    @Test
    void aChangeThatBreaksOffInTheMiddleCountsAsBegunSoThatItIsUndone() {
        memory.breakOff = true;
        assertThat(problem(actor.perform(action, KEY, capsule)).mayHaveHappened())
                .isTrue();
        assertThat(actor.probe(action, KEY, capsule)).isEqualTo(Probed.NOT_HAPPENED);
        memory.breakOff = false;
        assertThat(actor.perform(undo(), KEY, Json.obj())).isInstanceOf(Performed.Done.class);
        assertThat(memory.value).contains("open");
    }

    @Test
    void whatIsImpossibleIsRefusedWithTheReason() {
        memory.cannot = Optional.of("it is locked");
        var seen = before(actor, action).capsule();
        assertThat(problem(actor.perform(action, KEY, seen)).message()).isEqualTo("it is locked");
        assertThat(memory.writes).isZero();
    }

    @Test
    void whatIsBusySinceIsTriedLater() {
        memory.busy = Optional.of("it is being changed");
        assertThat(before(actor, action).capsule().get("cannot")).isEqualTo(Json.of("it is being changed"));
        assertThat(problem(actor.perform(action, KEY, capsule)).retryable()).isTrue();
        assertThat(memory.writes).isZero();
    }

    @Test
    void aChangeBySomebodyElseIsLeftInPlace() {
        memory.value = Optional.of("half open");
        assertThat(problem(actor.perform(action, KEY, capsule)).code()).isEqualTo("ChangedSince");
        assertThat(problem(actor.perform(undo(), KEY, Json.obj())).code()).isEqualTo("ChangedSince");
        assertThat(memory.writes).isZero();
    }

    @Test
    void theUndoRestoresTheValueBeforeOnceEvenIfTheActWouldBeImpossible() {
        actor.perform(action, KEY, capsule);
        memory.cannot = Optional.of("it is locked");
        assertThat(actor.probe(undo(), KEY, Json.obj())).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(actor.perform(undo(), KEY, Json.obj())).isInstanceOf(Performed.Done.class);
        assertThat(actor.perform(undo(), KEY, Json.obj())).isInstanceOf(Performed.Done.class);
        assertThat(actor.probe(undo(), KEY, Json.obj())).isEqualTo(Probed.HAPPENED);
        assertThat(memory.writes).isEqualTo(2);
    }

    @Test
    void aTargetThatIsNotThereIsNotFound() {
        memory.value = Optional.empty();
        assertThat(blind(actor, action).code()).isEqualTo("NotFound");
        assertThat(problem(actor.perform(action, KEY, capsule)).code()).isEqualTo("NotFound");
        assertThat(blind(actor, undo()).code()).isEqualTo("NotFound");
    }

    @Test
    void onlyTheActorOfTheTargetPerforms() {
        var elsewhere = action(new Resource(TARGET.origin(), TARGET.kind(), "other"));
        assertThat(actor.performs(action)).isTrue();
        assertThat(actor.performs(undo())).isTrue();
        assertThat(actor.performs(elsewhere)).isFalse();
    }
}
