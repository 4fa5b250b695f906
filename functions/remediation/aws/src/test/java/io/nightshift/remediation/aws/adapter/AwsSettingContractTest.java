package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.KEY;
import static io.nightshift.remediation.aws.adapter.SmallAccount.act;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.aws.adapter.AwsActorContractTest.Case;
import io.nightshift.sandbox.aws.AwsFault;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every action has to keep that sets a property; the wire's other faults are tried with those of their own class. */
class AwsSettingContractTest {

    static final List<Case> CASES = List.of(new Case(
            act(SecurityActions.MAKE_DATABASE_PRIVATE, Kinds.RDS_INSTANCE, "orders"),
            "ModifyDBInstance",
            "modify database/orders/attributes"));

    private final SmallAccount account = new SmallAccount();

    @AfterEach
    void close() {
        account.close();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void setsItOnceAndThenSaysThatItIsAlreadySo(Case one) {
        var capsule = account.before(one.action()).capsule();
        assertThat(capsule.members()).doesNotContainKeys(ActionExecution.ALREADY, ActionExecution.CANNOT);
        assertThat(account.actor.probe(one.action(), KEY, capsule)).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(account.aws.changes()).isEmpty();

        assertThat(account.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        account.aws.settle();
        assertThat(account.actor.probe(one.action(), KEY, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(account.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(account.aws.changes()).containsExactly(one.change());
        assertThat(account.before(one.action()).capsule().get(ActionExecution.ALREADY))
                .isEqualTo(Json.of(true));
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aReplyThatIsCutOffNeverLeadsToASecondChange(Case one) {
        var capsule = account.before(one.action()).capsule();
        account.aws.fail(
                one.call(), Collections.nCopies(9, new AwsFault.CutReply()).toArray(AwsFault[]::new));
        if (account.actor.perform(one.action(), KEY, capsule) instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isTrue();
        }
        account.aws.calm();
        account.pickUp(one.action(), capsule);
        assertThat(account.aws.changes()).containsExactly(one.change());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void theUndoRestoresTheValueBeforeOnce(Case one) {
        var capsule = account.before(one.action()).capsule();
        var undo = one.action().undo(capsule);
        if (undo.isEmpty()) {
            return;
        }
        assertThat(account.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        account.aws.settle();
        var now = account.before(undo.get()).capsule();
        assertThat(account.actor.probe(undo.get(), KEY, now)).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(account.actor.perform(undo.get(), KEY, now)).isInstanceOf(Performed.Done.class);
        account.aws.settle();
        assertThat(account.actor.perform(undo.get(), KEY, now)).isInstanceOf(Performed.Done.class);
        assertThat(account.actor.probe(undo.get(), KEY, now)).isEqualTo(Probed.HAPPENED);
        assertThat(account.aws.changes()).hasSize(2);
        assertThat(account.before(one.action()).capsule()).isEqualTo(capsule);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void accessDeniedIsPermanentAndChangesNothing(Case one) {
        var capsule = account.before(one.action()).capsule();
        account.aws.fail(one.call(), new AwsFault.Denied());
        var problem = problem(account.actor.perform(one.action(), KEY, capsule));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message()).contains(one.call()).doesNotContain("canary");
        assertThat(account.aws.changes()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aTargetThatIsGoneIsAPermanentProblem(Case one) {
        var capsule = account.before(one.action()).capsule();
        account.aws.clear();
        assertThat(account.blind(one.action()).code()).isEqualTo("NotFound");
        var problem = problem(account.actor.perform(one.action(), KEY, capsule));
        assertThat(problem.code()).isEqualTo("NotFound");
        assertThat(problem.retryable()).isFalse();
        assertThat(account.aws.changes()).isEmpty();
    }
}
