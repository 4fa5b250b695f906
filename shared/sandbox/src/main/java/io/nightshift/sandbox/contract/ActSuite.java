package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of one action, whatever fails on the wire: the environment changes once, and no secret is returned. */
public abstract class ActSuite {

    /** The prefix of every secret in a fake. */
    protected static final String CANARY = "canary";

    private static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);

    private ActorUnderTest stage;
    private Action action;
    private Json.Obj capsule;
    private int changesBefore;

    /** A new set-up on which the action can be performed. */
    protected abstract ActorUnderTest stage();

    /** The action; for an undo, it may first perform the act to be undone. */
    protected abstract Action action(ActorUnderTest stage);

    /** The text of the action's one change in the fake. */
    protected abstract String change();

    /** A place outside of the actor's scope. */
    protected abstract Origin elsewhere();

    @BeforeEach
    void look() {
        stage = stage();
        action = action(stage);
        stage.settle();
        capsule = ActorAnswers.before(stage.actor(), action).capsule();
        changesBefore = stage.changes().size();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Performed perform() {
        return stage.actor().perform(action, KEY, capsule);
    }

    /** Does what the engine does with a planned act of a dead worker. */
    private void pickUp() {
        var probed = stage.actor().probe(action, KEY, capsule);
        if (probed == Probed.NOT_HAPPENED
                || (probed == Probed.UNKNOWN && action.type().repetition() != Repetition.PROBE)) {
            perform();
        }
    }

    private void changedOnce() {
        assertThat(stage.changes()).hasSize(changesBefore + 1).last().isEqualTo(change());
    }

    private void changedNothing() {
        assertThat(stage.changes()).hasSize(changesBefore);
    }

    @Test
    void lookingChangesNothing() {
        assertThat(stage.actor().probe(action, KEY, capsule)).isNotEqualTo(Probed.HAPPENED);
        changedNothing();
    }

    @Test
    void theCapsuleHoldsNoSecret() {
        assertThat(capsule.text()).doesNotContain(CANARY);
    }

    @Test
    void changesTheWorldOnceWhenPerformedAndPickedUpAgain() {
        var done = perform();
        assertThat(done).isInstanceOf(Performed.Done.class);
        assertThat(done.toString()).doesNotContain(CANARY);
        assertThat(stage.actor().probe(action, KEY, capsule)).isEqualTo(Probed.HAPPENED);
        pickUp();
        stage.settle();
        pickUp();
        changedOnce();
    }

    @Test
    void performedTwiceUnderOneKeyTheWorldChangesOnce() {
        assertThat(perform()).isInstanceOf(Performed.Done.class);
        perform();
        stage.settle();
        if (action.type().repetition() != Repetition.PROBE) {
            // Of the others the engine asks the probe first.
            perform();
        }
        changedOnce();
    }

    @Test
    void anErrorAfterTheChangeNeverLeadsToASecondOne() {
        stage.breakAfterChange();
        neverTwice();
    }

    @Test
    void aReplyThatIsLostAfterTheChangeNeverLeadsToASecondOne() {
        stage.loseReply();
        neverTwice();
    }

    private void neverTwice() {
        if (perform() instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isTrue();
            assertThat(problem.message()).doesNotContain(CANARY);
        }
        pickUp();
        stage.settle();
        pickUp();
        changedOnce();
    }

    @Test
    void aWorkerThatDiedBeforeItsCallIsMadeUpFor() {
        pickUp();
        pickUp();
        changedOnce();
    }

    @Test
    void throttlingIsRetriedAFewTimesAndNothingHasHappened() {
        stage.throttle(3);
        int before = stage.changingRequests();
        var problem = ActorAnswers.problem(perform());
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message()).doesNotContain(CANARY);
        changedNothing();
        assertThat(stage.changingRequests() - before).isEqualTo(3);
        assertThat(perform()).isInstanceOf(Performed.Done.class);
        changedOnce();
    }

    @Test
    void oneThrottledCallIsMadeUpForAtOnce() {
        stage.throttle(1);
        assertThat(perform()).isInstanceOf(Performed.Done.class);
        changedOnce();
    }

    @Test
    void accessDeniedIsPermanentAndNothingHasHappened() {
        stage.deny();
        var problem = ActorAnswers.problem(perform());
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message()).doesNotContain(CANARY);
        changedNothing();
    }

    @Test
    void passingFaultsOfALookAreRetried() {
        stage.breakLooks(2);
        assertThat(ActorAnswers.before(stage.actor(), action).capsule().get("cannot"))
                .isNull();
    }

    @Test
    void aTargetThatIsNotThereMakesBlind() {
        stage.remove();
        assertThat(ActorAnswers.blind(stage.actor(), action).code()).isEqualTo("NotFound");
    }

    @Test
    void aTargetThatIsGoneByThenIsAPermanentProblem() {
        stage.remove();
        var problem = ActorAnswers.problem(perform());
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
    }

    @Test
    void anotherPlaceIsRefusedBeforeAnyCall() throws JsonException {
        int before = stage.requests();
        var target = action.target();
        var theirs = new Resource(elsewhere(), target.kind(), target.name());
        var other = action.type().reader().read(theirs, View.of(action.with()));
        assertThat(ActorAnswers.blind(stage.actor(), other).code()).startsWith("Other");
        assertThat(ActorAnswers.problem(stage.actor().perform(other, KEY, capsule))
                        .code())
                .startsWith("Other");
        assertThat(stage.requests()).isEqualTo(before);
    }
}
