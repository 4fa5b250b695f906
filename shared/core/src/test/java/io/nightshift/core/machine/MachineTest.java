package io.nightshift.core.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Problem;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Restart.Phase;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

    private static final Problem SLOW = Problem.transientFault("Slow", "timed out");
    private static final Restart.RestartService ACT = new Restart.RestartService(Restart.WEB);

    private Instant now = Instant.parse("2026-11-29T03:00:00Z");
    private Restart.State state = new Restart.State(PhaseState.starting(Phase.SIZING, now));
    private List<Effect> effects = List.of();

    private void learn(Fact fact) throws JsonException {
        var context = new Context(now, new RunKey("restart", Restart.WEB, "1"), "web", Json.obj(), "policy-1");
        Step<Restart.State> step = new Restart(context).decide(state, fact);
        state = step.next();
        effects = step.effects();
    }

    private void pass(Duration time) throws JsonException {
        now = now.plus(time);
        learn(new Fact.TimerFired(Machine.STEP));
    }

    private void seen(Health health, Json.Obj details) throws JsonException {
        learn(new Fact.Observed(Restart.SIZE.about(Restart.WEB, Json.obj()), health, details));
    }

    private void notSeen(Problem problem) throws JsonException {
        learn(new Fact.NotObserved(Restart.SIZE.about(Restart.WEB, Json.obj()), problem));
    }

    private void sized() throws JsonException {
        seen(Health.WELL, Json.obj().with("tasks", 3));
    }

    private void command(String command) throws JsonException {
        learn(new Fact.Commanded(command, "alice", "a drill"));
    }

    private void refuse(Verdict verdict) throws JsonException {
        learn(new Fact.Refused(ACT, verdict, false));
    }

    private Instant wakesAt() {
        return effects.stream()
                .filter(Effect.WakeAt.class::isInstance)
                .map(effect -> ((Effect.WakeAt) effect).at())
                .findFirst()
                .orElseThrow();
    }

    private void acts() {
        assertThat(effects).containsExactly(new Effect.Act(ACT, false));
        assertThat(state.flying()).isTrue();
    }

    @Test
    void anAnswerHasItsTypeAndLeadsOn() throws JsonException {
        sized();
        acts();
        assertThat(state.story()).containsExactly("3 tasks of service/web");
        learn(new Fact.Acted(ACT, Json.obj(), Json.obj(), 1));
        assertThat(effects).containsExactly(new Effect.Finish(Outcome.RESOLVED, "restarted"));
        assertThat(state.phase()).isEqualTo(Phase.OVER);
    }

    @Test
    void anAnswerThatCannotBeReadCountsAsNone() throws JsonException {
        seen(Health.WELL, Json.obj().with("tasks", "many"));
        assertThat(state.phase()).isEqualTo(Phase.STANDING);
        assertThat(state.held().orElseThrow().why()).contains("cannot be read", "$.tasks");
    }

    @Test
    void aTransientFailureIsRetriedMoreAndMoreSlowly() throws JsonException {
        for (int wait : new int[] {1, 2, 4, 8, 10, 10}) {
            notSeen(SLOW);
            assertThat(wakesAt()).isEqualTo(now.plusSeconds(wait));
            pass(Duration.ofSeconds(wait));
            assertThat(effects).hasOnlyElementsOfType(Effect.Observe.class);
        }
        notSeen(SLOW);
        assertThat(state.held().orElseThrow().kind()).isEqualTo(Hold.Kind.BLIND);
        assertThat(state.story()).hasSize(2);
    }

    @Test
    void nothingHappensWhileAnActIsInProgress() throws JsonException {
        sized();
        pass(Duration.ofHours(1));
        assertThat(effects).isEmpty();
        command("pause");
        assertThat(effects).isEmpty();
        learn(new Fact.Failed(ACT, Json.obj(), SLOW, 1));
        pass(Duration.ofSeconds(1));
        assertThat(state.phase())
                .as("the pause applies once the result is known")
                .isEqualTo(Phase.STANDING);
    }

    @Test
    void aDeferredActIsTriedAgainWhenTheGuardrailSays() throws JsonException {
        sized();
        var until = now.plus(Duration.ofHours(2));
        refuse(new Verdict.Defer("freeze", "a freeze", until));
        assertThat(wakesAt()).isEqualTo(until);
        assertThat(View.of(state.facts()).at("waitsFor").text()).isEqualTo("a freeze");
        pass(Duration.ofHours(2));
        acts();
    }

    @Test
    void aPausedRuleIsAskedAgainEveryMinute() throws JsonException {
        sized();
        refuse(new Verdict.Deny("pause", "paused by bob"));
        assertThat(wakesAt()).isEqualTo(now.plus(Duration.ofMinutes(1)));
    }

    @Test
    void aDenialHoldsTheRunPagesAndRemindsUntilAHumanResumes() throws JsonException {
        sized();
        refuse(new Verdict.Deny("rate", "too many acts"));
        assertThat(wakesAt()).isEqualTo(now.plus(Machine.REMIND));
        assertThat(effects.toString()).contains("Held: web", "too many acts", "nightshift resume restart-");
        pass(Machine.REMIND);
        assertThat(effects.toString()).contains("Still held: web");
        command("resume");
        acts();
    }

    @Test
    void aBlindRunContinuesByItselfWhenItCanReadAgain() throws JsonException {
        notSeen(Problem.permanent("Denied", "not allowed"));
        pass(Duration.ofMinutes(1));
        assertThat(effects).hasOnlyElementsOfType(Effect.Observe.class);
        sized();
        acts();
    }

    @Test
    void aPausedRunStandsUntilItIsResumed() throws JsonException {
        command("pause");
        assertThat(state.phase()).isEqualTo(Phase.STANDING);
        command("pause");
        assertThat(state.story().getLast()).isEqualTo("not paused, it waits for a human: alice: a drill");
        command("resume");
        assertThat(effects).hasOnlyElementsOfType(Effect.Observe.class);
        command("resume");
        assertThat(state.story().getLast()).isEqualTo("nothing holds it: alice: a drill");
    }

    @Test
    void anUnknownCommandAndAResultThatNoRowExpectsChangeNothing() throws JsonException {
        command("dance");
        assertThat(state.story()).containsExactly("alice said dance, which a restart does not know");
        learn(new Fact.Acted(ACT, Json.obj(), Json.obj(), 1));
        learn(new Fact.Approved("hash", "alice"));
        learn(new Fact.Expired("hash"));
        learn(new Fact.TimerFired("another timer"));
        assertThat(effects).isEmpty();
        assertThat(state.phase()).isEqualTo(Phase.SIZING);
    }

    @Test
    void noOtherPhaseMayFollowThanTheTableSays() {
        var context = new Context(now, new RunKey("restart", Restart.WEB, "1"), "web", Json.obj(), "policy-1");
        var over = state.in(Phase.OVER);
        assertThatThrownBy(() -> new Restart(context).to(over, Phase.SIZING))
                .hasMessage("no transition from OVER to SIZING");
    }

    @Test
    void aTableHasOneRowForEachPhase() {
        var table = PhaseTable.<Phase, Restart, Restart.State>of(Phase.SIZING, Phase.OVER);
        table.rows().row(Phase.SIZING, "queries", (machine, it) -> Step.of(it));
        assertThatThrownBy(table::build).hasMessage("RESTARTING has no row");
        assertThatThrownBy(() -> table.rows().row(Phase.SIZING, "queries", (machine, it) -> Step.of(it)))
                .hasMessage("SIZING has two rows");
    }

    @Test
    void theTableIsItsOwnPictureAndManual() {
        assertThat(Restart.TABLE.mermaid()).isEqualTo("""
                ```mermaid
                stateDiagram-v2
                    [*] --> SIZING
                    SIZING --> RESTARTING
                    RESTARTING --> [*]
                ```
                """);
        assertThat(Restart.TABLE.markdown()).isEqualTo("""
                | phase | what it does | queries |
                |---|---|---|
                | `SIZING` | queries how many tasks run | `size` |
                | `RESTARTING` | restarts the service |  |
                | `STANDING` | waits for a human |  |
                """);
        assertThat(Restart.TABLE.transitions())
                .contains("STANDING -> OVER", "STANDING -> RESTARTING", "STANDING -> SIZING");
    }

    @Test
    void theStateSurvivesTheLedger() throws JsonException {
        sized();
        refuse(new Verdict.Deny("rate", "too many acts"));
        assertThat(PhaseState.fromJson(Phase.class, View.of(state.core().toJson())))
                .isEqualTo(state.core());
    }

    @Test
    void aLongStoryKeepsItsBeginningAndItsEnd() {
        for (int i = 0; i < 100; i++) {
            state = state.tell("line " + i + "x".repeat(500));
        }
        assertThat(state.story()).hasSize(60).allMatch(line -> line.length() <= 401);
        assertThat(state.story().getFirst()).startsWith("line 0");
        assertThat(state.story().getLast()).startsWith("line 99");
    }
}
