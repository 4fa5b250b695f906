package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.KEY;
import static io.nightshift.remediation.aws.adapter.SmallAccount.act;
import static io.nightshift.remediation.aws.adapter.SmallAccount.details;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Item;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steps of a quarantine, on the way in and on the way back. */
class InstanceQuarantineTest {

    private final SmallAccount account = new SmallAccount();
    private final Action quarantine = quarantine("sg-quarantine");

    private static Action quarantine(String group) {
        return act(SecurityActions.QUARANTINE_INSTANCE, Kinds.EC2_INSTANCE, "i-1", "security-group", group);
    }

    @AfterEach
    void close() {
        account.close();
    }

    private Group group() {
        return account.aws.thing(Group.class, "group/web");
    }

    private void undo(Json.Obj capsule) {
        var undo = quarantine.undo(capsule).orElseThrow();
        details(account.actor.perform(undo, KEY, account.before(undo).capsule()));
        account.aws.settle();
    }

    private Json.Obj done(IdempotencyKey key) {
        var capsule = account.before(quarantine).capsule();
        details(account.actor.perform(quarantine, key, capsule));
        account.aws.settle();
        return capsule;
    }

    @Test
    void theUndoGivesTheSecurityGroupsBackFirstAndLeavesTheGroupAsLargeAsBefore() {
        var capsule = done(KEY);
        assertThat(group().desired()).isEqualTo(2);
        assertThat(group().members()).hasSize(3);
        undo(capsule);
        assertThat(account.aws.changes())
                .containsExactly(
                        "take snapshot/snap-new0",
                        "stand-by group/web",
                        "modify instance/i-1/groups",
                        "modify instance/i-1/groups",
                        "serve group/web");
        assertThat(group().desired()).isEqualTo(3);
        assertThat(group().members()).hasSize(3);
    }

    @Test
    void aGroupAtItsMinimumReplacesItAndIsNeverOneLarger() {
        account.aws.place(Group.of("web", 3, "i-1"));
        var capsule = done(KEY);
        assertThat(group().desired()).isEqualTo(1);
        assertThat(group().members()).hasSize(2);
        undo(capsule);
        assertThat(account.aws.changes()).endsWith("modify instance/i-1/groups").doesNotContain("serve group/web");
        assertThat(group().desired()).isEqualTo(1);
        assertThat(group().members()).hasSize(2);
    }

    @Test
    void aSecondQuarantineTakesSnapshotsAgain() {
        undo(done(KEY));
        done(new IdempotencyKey("remediation-111111111111", 1));
        assertThat(account.aws.changes().stream().filter(change -> change.startsWith("take")))
                .hasSize(2);
    }

    @Test
    void aRepetitionInTheSameRunTakesNone() {
        account.aws.fail("EnterStandby", new AwsFault.Denied());
        var capsule = account.before(quarantine).capsule();
        problem(account.actor.perform(quarantine, KEY, capsule));
        details(account.actor.perform(quarantine, new IdempotencyKey(KEY.run(), 9), capsule));
        assertThat(account.aws.changes().stream().filter(change -> change.startsWith("take")))
                .hasSize(1);
    }

    @Test
    void aFailureAfterStandbyCountsAsBegunAndIsUndoneOrContinued() {
        account.aws.fail("ModifyInstanceAttribute", new AwsFault.Denied());
        var capsule = account.before(quarantine).capsule();
        assertThat(problem(account.actor.perform(quarantine, KEY, capsule)).mayHaveHappened())
                .isTrue();
        undo(capsule);
        assertThat(account.aws.changes())
                .containsExactly("take snapshot/snap-new0", "stand-by group/web", "serve group/web");
        assertThat(group().desired()).isEqualTo(3);

        account.aws.fail("ModifyInstanceAttribute", new AwsFault.Denied());
        problem(account.actor.perform(quarantine, KEY, capsule));
        details(account.actor.perform(quarantine, KEY, capsule));
        assertThat(account.aws.changes()).endsWith("stand-by group/web", "modify instance/i-1/groups");
    }

    @Test
    void theIsolatingGroupIsCheckedBeforeAnythingIsDone() {
        account.aws.place(
                Item.of("security-group/sg-far", Json.obj().with("vpc", "vpc-2").with("rules", Json.arr())));
        assertThat(cannot(quarantine("sg-far"))).contains("sg-far is in another network");
        assertThat(cannot(quarantine("sg-none"))).contains("sg-none does not exist");
        assertThat(account.aws.changes()).isEmpty();
    }

    private String cannot(Action action) {
        var capsule = account.before(action).capsule();
        assertThat(problem(account.actor.perform(action, KEY, capsule)).code()).isEqualTo("Precondition");
        return String.valueOf(capsule.get(ActionExecution.CANNOT));
    }
}
