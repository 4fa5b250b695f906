package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.KEY;
import static io.nightshift.remediation.aws.adapter.SmallAccount.act;
import static io.nightshift.remediation.aws.adapter.SmallAccount.resource;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.action.CapacityActions;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DatabaseActions;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.InstanceActions;
import io.nightshift.remediation.action.RebootDatabase;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.RedeployService;
import io.nightshift.remediation.action.ReplaceInstance;
import io.nightshift.remediation.action.RollBackAlias;
import io.nightshift.remediation.action.RollBackService;
import io.nightshift.remediation.action.ScaleOutGroup;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.action.SetInstanceUnhealthy;
import io.nightshift.remediation.action.WorkflowActions;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every action has to keep, whatever the wire does. */
class AwsActorContractTest {

    /** An action, the call that makes its first change, and how its changes read in the stand-in. */
    record Case(Action action, String call, List<String> changes) {
        Case(Action action, String call, String... changes) {
            this(action, call, List.of(changes));
        }

        @Override
        public String toString() {
            return action.type().name();
        }
    }

    static final List<Case> CASES = List.of(
            new Case(new RebootInstance(resource(Kinds.EC2_INSTANCE, "i-1")), "RebootInstances", "reboot instance/i-1"),
            new Case(
                    new ReplaceInstance(resource(Kinds.EC2_INSTANCE, "i-1")),
                    "TerminateInstanceInAutoScalingGroup",
                    "terminate group/web"),
            new Case(
                    new SetInstanceUnhealthy(resource(Kinds.EC2_INSTANCE, "i-1")),
                    "SetInstanceHealth",
                    "set-health group/web"),
            new Case(
                    new ScaleOutGroup(resource(Kinds.AUTO_SCALING_GROUP, "web"), 1),
                    "SetDesiredCapacity",
                    "set-desired group/web"),
            new Case(
                    new RebootDatabase(resource(Kinds.RDS_INSTANCE, "orders"), false),
                    "RebootDBInstance",
                    "reboot database/orders"),
            new Case(
                    new GrowDatabaseStorage(resource(Kinds.RDS_INSTANCE, "orders"), 20, 500),
                    "ModifyDBInstance",
                    "grow database/orders"),
            new Case(
                    act(InstanceActions.GROW_VOLUME, Kinds.EC2_VOLUME, "vol-1", "up-to-gib", "500"),
                    "ModifyVolume",
                    "grow volume/vol-1"),
            new Case(
                    act(CleanupActions.SNAPSHOT_VOLUME, Kinds.EC2_VOLUME, "vol-1"),
                    "CreateSnapshot",
                    "take snapshot/snap-new0"),
            new Case(
                    act(CleanupActions.DELETE_VOLUME, Kinds.EC2_VOLUME, "vol-old", "irreversible", "true"),
                    "DeleteVolume",
                    "delete volume/vol-old"),
            new Case(
                    act(CleanupActions.DELETE_SNAPSHOT, Kinds.EC2_SNAPSHOT, "snap-old", "irreversible", "true"),
                    "DeleteSnapshot",
                    "delete snapshot/snap-old"),
            new Case(
                    act(CleanupActions.RELEASE_ADDRESS, Kinds.EC2_ADDRESS, "eipalloc-old", "irreversible", "true"),
                    "ReleaseAddress",
                    "delete address/eipalloc-old"),
            new Case(
                    act(DatabaseActions.FAIL_OVER_CLUSTER, Kinds.RDS_CLUSTER, "main"),
                    "FailoverDBCluster",
                    "fail-over cluster/main"),
            new Case(
                    act(DatabaseActions.ADD_READER, Kinds.RDS_CLUSTER, "main", "up-to", "3"),
                    "CreateDBInstance",
                    "join cluster/main"),
            new Case(
                    act(GoogleActions.FAIL_OVER_CACHE, Kinds.ELASTICACHE_REPLICATION_GROUP, "sessions"),
                    "TestFailover",
                    "fail-over replication-group/sessions"),
            new Case(
                    act(
                            CapacityActions.REPLACE_UNHEALTHY_TARGETS,
                            Kinds.TARGET_GROUP,
                            "targetgroup/sick/0123456789abcdef"),
                    "SetInstanceHealth",
                    "set-health group/web"),
            new Case(
                    act(SecurityActions.RENEW_CERTIFICATE, Kinds.ACM_CERTIFICATE, "61f50cd4"),
                    "RenewCertificate",
                    "renew " + AwsStandIn.arn("acm", "certificate/61f50cd4")),
            new Case(
                    act(SecurityActions.RENEW_CERTIFICATE, Kinds.ACM_CERTIFICATE, "mailed"),
                    "ResendValidationEmail",
                    "mail " + AwsStandIn.arn("acm", "certificate/mailed")),
            new Case(
                    act(
                            WorkflowActions.RUN_COMMAND,
                            Kinds.EC2_INSTANCE,
                            "i-2",
                            "document",
                            "Shop-RestartService",
                            "parameters",
                            "Service=nginx; Wait=yes"),
                    "SendCommand",
                    "send command/Shop-RestartService/" + KEY.token()),
            new Case(
                    act(
                            WorkflowActions.RUN_SCRIPT,
                            Kinds.EC2_INSTANCE,
                            "i-2",
                            "irreversible",
                            "true",
                            "script",
                            "rm -f /tmp/cache"),
                    "SendCommand",
                    "send command/AWS-RunShellScript/" + KEY.token()),
            new Case(
                    act(WorkflowActions.REDRIVE_EXECUTION, Kinds.STATE_MACHINE_EXECUTION, "orders:42"),
                    "RedriveExecution",
                    "redrive " + AwsStandIn.arn("states", "execution:orders:42")),
            new Case(
                    act(WorkflowActions.REDRIVE_QUEUE, Kinds.SQS_QUEUE, "dead"),
                    "StartMessageMoveTask",
                    "move queue/dead"),
            new Case(
                    act(
                            WorkflowActions.RUN_AUTOMATION,
                            Kinds.EC2_INSTANCE,
                            "i-2",
                            "document",
                            "AWS-RestartEC2Instance",
                            "role",
                            "arn:aws:iam::111122223333:role/nightshift-automation"),
                    "StartAutomationExecution",
                    "start automation/AWS-RestartEC2Instance"),
            new Case(
                    new RollBackAlias(resource(Kinds.LAMBDA_FUNCTION, "checkout:live")),
                    "UpdateAlias",
                    "update-alias alias/checkout:live"),
            new Case(
                    new RedeployService(resource(Kinds.ECS_SERVICE, "prod/web")),
                    "UpdateService",
                    "deploy service/prod/web"),
            new Case(
                    new RollBackService(resource(Kinds.ECS_SERVICE, "prod/web")),
                    "UpdateService",
                    "deploy service/prod/web"));

    private final SmallAccount account = new SmallAccount();

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void everyAwsActionIsUnderThisContractOrThatOfSettings() {
        var ofAws = Remediation.CATALOGUE.types().stream()
                .filter(type ->
                        !type.permissions().getOrDefault(Cloud.AWS, List.of()).isEmpty());
        assertThat(Stream.of(CASES, AwsSettingContractTest.CASES)
                        .flatMap(List::stream)
                        .map(one -> one.action().type())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(ofAws.toList());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void lookingChangesNothing(Case one) {
        account.before(one.action());
        account.actor.probe(one.action(), KEY, account.before(one.action()).capsule());
        assertThat(account.aws.changes()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void changesTheWorldOnceWhenPerformedAndPickedUpAgain(Case one) {
        var capsule = account.before(one.action()).capsule();
        assertThat(account.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        account.pickUp(one.action(), capsule);
        account.aws.settle();
        account.pickUp(one.action(), capsule);
        assertThat(account.aws.changes()).containsExactlyElementsOf(one.changes());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void performedTwiceUnderOneKeyAConvergentActChangesTheWorldOnce(Case one) {
        if (one.action().type().repetition() == Repetition.PROBE) {
            // The engine asks the probe first; that path is the test above.
            assertThat(account.actor.probe(
                            one.action(), KEY, account.before(one.action()).capsule()))
                    .isNotEqualTo(Probed.HAPPENED);
            return;
        }
        var capsule = account.before(one.action()).capsule();
        assertThat(account.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(account.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(account.aws.changes()).containsExactlyElementsOf(one.changes());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aReplyThatIsCutOffNeverLeadsToASecondChange(Case one) {
        var capsule = account.before(one.action()).capsule();
        account.aws.fail(one.call(), new AwsFault.CutReply());
        var performed = account.actor.perform(one.action(), KEY, capsule);
        if (performed instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isTrue();
        }
        account.pickUp(one.action(), capsule);
        assertThat(account.aws.changes()).containsExactlyElementsOf(one.changes());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void allRepliesCutOffAreUncertainOrSeenToHaveHappened(Case one) {
        var capsule = account.before(one.action()).capsule();
        account.aws.fail(
                one.call(), Collections.nCopies(9, new AwsFault.CutReply()).toArray(AwsFault[]::new));
        if (account.actor.perform(one.action(), KEY, capsule) instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isTrue();
            assertThat(one.action().type().repetition()).isEqualTo(Repetition.PROBE);
        }
        account.aws.calm();
        account.pickUp(one.action(), capsule);
        assertThat(account.aws.changes()).containsExactlyElementsOf(one.changes());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void a500AfterTheChangeNeverLeadsToASecondOne(Case one) {
        var capsule = account.before(one.action()).capsule();
        account.aws.fail(one.call(), new AwsFault.BrokenAfterwards());
        if (account.actor.perform(one.action(), KEY, capsule) instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isTrue();
        }
        account.pickUp(one.action(), capsule);
        assertThat(account.aws.changes()).containsExactlyElementsOf(one.changes());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aReplyThatComesTooLateNeverLeadsToASecondChange(Case one) {
        try (var hasty = SmallAccount.hasty()) {
            var capsule = hasty.before(one.action()).capsule();
            hasty.aws.fail(one.call(), new AwsFault.Slow(Duration.ofSeconds(2)));
            if (hasty.actor.perform(one.action(), KEY, capsule) instanceof Performed.NotDone(var problem)) {
                assertThat(problem.mayHaveHappened()).isTrue();
            }
            hasty.pickUp(one.action(), capsule);
            assertThat(hasty.aws.changes()).containsExactlyElementsOf(one.changes());
        }
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aWorkerThatDiedBeforeItsCallIsMadeUpForUnlessNobodyCanTell(Case one) {
        var capsule = account.before(one.action()).capsule();
        account.pickUp(one.action(), capsule);
        var probe = account.actor.probe(one.action(), KEY, capsule);
        assertThat(account.aws.changes().isEmpty())
                .isEqualTo(probe == Probed.UNKNOWN && one.action().type().repetition() == Repetition.PROBE);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void staleReadsDoNotLeadToASecondChange(Case one) {
        account.aws.staleAfterChange(3);
        var capsule = account.before(one.action()).capsule();
        assertThat(account.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        if (one.action().type().repetition() != Repetition.PROBE) {
            account.pickUp(one.action(), capsule);
            account.pickUp(one.action(), capsule);
        }
        assertThat(account.aws.changes()).containsExactlyElementsOf(one.changes());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void throttlingIsRetriedAndWhenItStaysNothingHasHappened(Case one) {
        var capsule = account.before(one.action()).capsule();
        account.aws.fail(
                one.call(), Collections.nCopies(9, new AwsFault.Throttled()).toArray(AwsFault[]::new));
        var problem = problem(account.actor.perform(one.action(), KEY, capsule));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(account.aws.calls(one.call())).isLessThanOrEqualTo(3);
        assertThat(account.aws.changes()).isEmpty();
        account.aws.calm();
        assertThat(account.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void accessDeniedIsPermanentAndNamesThePermission(Case one) {
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
    void aTargetThatIsNotThereMakesBlind(Case one) {
        account.aws.clear();
        assertThat(account.blind(one.action()).code()).isEqualTo("NotFound");
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void performingOnATargetThatIsGoneByThenNeverThrows(Case one) {
        var capsule = account.before(one.action()).capsule();
        account.aws.clear();
        if (account.actor.perform(one.action(), KEY, capsule) instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isFalse();
            assertThat(problem.retryable()).isFalse();
        }
        assertThat(account.aws.changes()).isEmpty();
    }
}
