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
import io.nightshift.remediation.action.CapacityActions;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DatabaseActions;
import io.nightshift.remediation.action.InstanceActions;
import io.nightshift.remediation.action.LoggingActions;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.aws.adapter.AwsActorContractTest.Case;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every action has to keep that sets a property; the wire's other faults are tried with those of their own class. */
class AwsSettingContractTest {

    private static final String LOAD_BALANCER = AwsStandIn.arn("elasticloadbalancing", "loadbalancer/app/web/1");
    private static final String LISTENER = AwsStandIn.arn("elasticloadbalancing", "listener/app/web/1/2");

    static final List<Case> CASES = List.of(
            new Case(
                    act(SecurityActions.CLOSE_INGRESS, Kinds.EC2_SECURITY_GROUP, "sg-1"),
                    "RevokeSecurityGroupIngress",
                    "revoke security-group/sg-1"),
            new Case(
                    act(SecurityActions.MAKE_SNAPSHOT_PRIVATE, Kinds.EC2_SNAPSHOT, "snap-1"),
                    "ModifySnapshotAttribute",
                    "share snapshot/snap-1"),
            new Case(
                    act(SecurityActions.MAKE_SNAPSHOT_PRIVATE, Kinds.RDS_SNAPSHOT, "nightly"),
                    "ModifyDBSnapshotAttribute",
                    "share DBSnapshot/nightly"),
            new Case(
                    act(SecurityActions.MAKE_SNAPSHOT_PRIVATE, Kinds.RDS_CLUSTER_SNAPSHOT, "nightly"),
                    "ModifyDBClusterSnapshotAttribute",
                    "share DBClusterSnapshot/nightly"),
            new Case(
                    act(SecurityActions.MAKE_IMAGE_PRIVATE, Kinds.EC2_IMAGE, "ami-1"),
                    "ModifyImageAttribute",
                    "share image/ami-1"),
            new Case(
                    act(SecurityActions.MAKE_DATABASE_PRIVATE, Kinds.RDS_INSTANCE, "orders"),
                    "ModifyDBInstance",
                    "modify database/orders/attributes"),
            new Case(
                    act(SecurityActions.REQUIRE_IMDSV2, Kinds.EC2_INSTANCE, "i-1"),
                    "ModifyInstanceMetadataOptions",
                    "modify instance/i-1/metadata"),
            new Case(
                    act(
                            SecurityActions.QUARANTINE_INSTANCE,
                            Kinds.EC2_INSTANCE,
                            "i-1",
                            "security-group",
                            "sg-quarantine"),
                    "CreateSnapshots",
                    "take snapshot/snap-new0",
                    "stand-by group/web",
                    "modify instance/i-1/groups"),
            new Case(
                    act(CleanupActions.MARK_FOR_DELETION, Kinds.EC2_ADDRESS, "eipalloc-1"),
                    "CreateTags",
                    "tag address/eipalloc-1"),
            new Case(
                    act(CleanupActions.MARK_FOR_DELETION, Kinds.EC2_SNAPSHOT, "snap-1"),
                    "CreateTags",
                    "tag snapshot/snap-1"),
            new Case(
                    act(CleanupActions.TAG_RESOURCE, Kinds.EC2_VOLUME, "vol-1", "key", "owner", "value", "shop"),
                    "CreateTags",
                    "tag volume/vol-1"),
            new Case(
                    act(CleanupActions.TAG_RESOURCE, Kinds.EC2_IMAGE, "ami-1", "key", "owner", "value", "shop"),
                    "CreateTags",
                    "tag image/ami-1"),
            new Case(
                    act(CleanupActions.TAG_RESOURCE, Kinds.EC2_SECURITY_GROUP, "sg-1", "key", "owner", "value", "shop"),
                    "CreateTags",
                    "tag security-group/sg-1"),
            new Case(
                    act(SecurityActions.BLOCK_BUCKET_ACCESS, Kinds.S3_BUCKET, "photos"),
                    "PutPublicAccessBlock",
                    "block bucket/photos"),
            new Case(
                    act(SecurityActions.DEACTIVATE_ACCESS_KEY, Kinds.IAM_ACCESS_KEY, "AKIAEXAMPLE"),
                    "UpdateAccessKey",
                    "update access-key/AKIAEXAMPLE"),
            new Case(
                    act(
                            SecurityActions.BLOCK_ADDRESS,
                            Kinds.IP_SET,
                            "regional/blocked/0a1b",
                            "address",
                            "198.51.100.7"),
                    "UpdateIPSet",
                    "update ip-set/blocked/0a1b"),
            new Case(
                    act(
                            SecurityActions.BLOCK_ADDRESS,
                            Kinds.IP_SET,
                            "regional/blocked6/2c3d",
                            "address",
                            "2001:DB8::7"),
                    "UpdateIPSet",
                    "update ip-set/blocked6/2c3d"),
            new Case(
                    act(LoggingActions.ENABLE_TRAIL, Kinds.CLOUDTRAIL_TRAIL, "all"),
                    "StartLogging",
                    "start " + AwsStandIn.arn("cloudtrail", "trail/all")),
            new Case(
                    act(LoggingActions.ENABLE_FLOW_LOGS, Kinds.EC2_VPC, "vpc-1", "bucket", "arn:aws:s3:::flow-logs"),
                    "CreateFlowLogs",
                    "create flow-log/vpc-1"),
            new Case(
                    act(
                            LoggingActions.ENABLE_FLOW_LOGS,
                            Kinds.EC2_SUBNET,
                            "subnet-1",
                            "bucket",
                            "arn:aws:s3:::flow-logs/folder"),
                    "CreateFlowLogs",
                    "create flow-log/subnet-1"),
            new Case(
                    act(LoggingActions.ENABLE_GUARDDUTY, Kinds.GUARDDUTY_DETECTOR, "d1"),
                    "UpdateDetector",
                    "update detector/d1"),
            new Case(
                    act(LoggingActions.SET_LOG_RETENTION, Kinds.LOG_GROUP, "/aws/lambda/checkout", "days", "30"),
                    "PutRetentionPolicy",
                    "retain log-group//aws/lambda/checkout"),
            new Case(
                    act(SecurityActions.ENABLE_DELETION_PROTECTION, Kinds.RDS_INSTANCE, "orders"),
                    "ModifyDBInstance",
                    "modify database/orders/attributes"),
            new Case(
                    act(SecurityActions.ENABLE_DELETION_PROTECTION, Kinds.RDS_CLUSTER, "main"),
                    "ModifyDBCluster",
                    "modify cluster/main"),
            new Case(
                    act(SecurityActions.ENABLE_DELETION_PROTECTION, Kinds.LOAD_BALANCER, "app/web/1"),
                    "ModifyLoadBalancerAttributes",
                    "modify " + LOAD_BALANCER),
            new Case(
                    act(SecurityActions.REDIRECT_TO_HTTPS, Kinds.LISTENER, "app/web/1/2"),
                    "ModifyListener",
                    "modify " + LISTENER),
            new Case(
                    act(SecurityActions.ENABLE_DELETION_PROTECTION, Kinds.EC2_INSTANCE, "i-1"),
                    "ModifyInstanceAttribute",
                    "modify instance/i-1/termination"),
            new Case(
                    act(SecurityActions.REMOVE_PUBLIC_ADDRESS, Kinds.EC2_INSTANCE, "i-1"),
                    "DisassociateAddress",
                    "disassociate address/eipalloc-web"),
            new Case(
                    act(SecurityActions.REMOVE_PUBLIC_ADDRESS, Kinds.EC2_INSTANCE, "i-2"),
                    "ModifyNetworkInterfaceAttribute",
                    "assign instance/i-2/public"),
            new Case(
                    act(
                            DatabaseActions.ROTATE_DATABASE_CERTIFICATE,
                            Kinds.RDS_INSTANCE,
                            "orders",
                            "authority",
                            "rds-ca-rsa2048-g1"),
                    "ModifyDBInstance",
                    "modify database/orders/attributes"),
            new Case(
                    act(InstanceActions.STOP_INSTANCE, Kinds.EC2_INSTANCE, "i-alone"),
                    "StopInstances",
                    "stop instance/i-alone"),
            new Case(
                    act(InstanceActions.START_INSTANCE, Kinds.EC2_INSTANCE, "i-stopped"),
                    "StartInstances",
                    "start instance/i-stopped"),
            new Case(
                    act(DatabaseActions.FAIL_OVER_CLUSTER, Kinds.RDS_CLUSTER, "main", "to", "main-2"),
                    "FailoverDBCluster",
                    "fail-over cluster/main"),
            new Case(
                    act(DatabaseActions.PROMOTE_REPLICA, Kinds.RDS_INSTANCE, "orders-replica", "irreversible", "true"),
                    "PromoteReadReplica",
                    "promote database/orders-replica/attributes"),
            new Case(
                    act(DatabaseActions.STOP_DATABASE, Kinds.RDS_INSTANCE, "orders"),
                    "StopDBInstance",
                    "stop database/orders"),
            new Case(
                    act(DatabaseActions.START_DATABASE, Kinds.RDS_INSTANCE, "asleep"),
                    "StartDBInstance",
                    "start database/asleep"),
            new Case(
                    act(DatabaseActions.ENABLE_DATABASE_INSIGHTS, Kinds.RDS_INSTANCE, "orders"),
                    "ModifyDBInstance",
                    "modify database/orders/attributes"),
            new Case(
                    act(CapacityActions.SUSPEND_SCALING, Kinds.AUTO_SCALING_GROUP, "web"),
                    "SuspendProcesses",
                    "suspend group/web"),
            new Case(
                    act(CapacityActions.RESUME_SCALING, Kinds.AUTO_SCALING_GROUP, "queue"),
                    "ResumeProcesses",
                    "resume group/queue"),
            new Case(
                    act(CapacityActions.CANCEL_INSTANCE_REFRESH, Kinds.AUTO_SCALING_GROUP, "refreshed"),
                    "CancelInstanceRefresh",
                    "cancel refresh/refreshed/001"),
            new Case(
                    act(CapacityActions.ROLL_BACK_INSTANCE_REFRESH, Kinds.AUTO_SCALING_GROUP, "refreshed"),
                    "RollbackInstanceRefresh",
                    "roll-back refresh/refreshed/001"),
            new Case(
                    act(CapacityActions.SCALE_SERVICE, Kinds.ECS_SERVICE, "prod/web", "count", "6"),
                    "UpdateService",
                    "scale service/prod/web"),
            new Case(
                    act(CapacityActions.LIMIT_FUNCTION, Kinds.LAMBDA_FUNCTION, "checkout:live", "concurrency", "0"),
                    "PutFunctionConcurrency",
                    "limit function/checkout/concurrency"),
            new Case(
                    act(CapacityActions.PAUSE_EVENT_SOURCE, Kinds.EVENT_SOURCE_MAPPING, "0a1b"),
                    "UpdateEventSourceMapping",
                    "pause event-source/0a1b"));

    /** Clients are expensive: one account for all, furnished again for each test. */
    private static final SmallAccount ACCOUNT = new SmallAccount();

    @BeforeEach
    void furnish() {
        ACCOUNT.furnish();
    }

    @AfterAll
    static void close() {
        ACCOUNT.close();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void setsItOnceAndThenSaysThatItIsAlreadySo(Case one) {
        var capsule = ACCOUNT.before(one.action()).capsule();
        assertThat(capsule.members()).doesNotContainKeys(ActionExecution.ALREADY, ActionExecution.CANNOT);
        assertThat(ACCOUNT.actor.probe(one.action(), KEY, capsule)).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(ACCOUNT.aws.changes()).isEmpty();

        assertThat(ACCOUNT.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        ACCOUNT.aws.settle();
        assertThat(ACCOUNT.actor.probe(one.action(), KEY, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(ACCOUNT.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(ACCOUNT.aws.changes()).containsExactlyElementsOf(one.changes());
        assertThat(ACCOUNT.before(one.action()).capsule().get(ActionExecution.ALREADY))
                .isEqualTo(Json.of(true));
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aReplyThatIsCutOffNeverLeadsToASecondChange(Case one) {
        var capsule = ACCOUNT.before(one.action()).capsule();
        ACCOUNT.aws.fail(
                one.call(), Collections.nCopies(9, new AwsFault.CutReply()).toArray(AwsFault[]::new));
        if (ACCOUNT.actor.perform(one.action(), KEY, capsule) instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isTrue();
        }
        ACCOUNT.aws.calm();
        ACCOUNT.pickUp(one.action(), capsule);
        assertThat(ACCOUNT.aws.changes()).containsExactlyElementsOf(one.changes());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void theUndoRestoresTheValueBeforeOnce(Case one) {
        var capsule = ACCOUNT.before(one.action()).capsule();
        var undo = one.action().undo(capsule);
        if (undo.isEmpty()) {
            return;
        }
        assertThat(ACCOUNT.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        ACCOUNT.aws.settle();
        var now = ACCOUNT.before(undo.get()).capsule();
        assertThat(ACCOUNT.actor.probe(undo.get(), KEY, now)).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(ACCOUNT.actor.perform(undo.get(), KEY, now)).isInstanceOf(Performed.Done.class);
        ACCOUNT.aws.settle();
        var changes = ACCOUNT.aws.changes();
        assertThat(changes).hasSizeGreaterThan(one.changes().size());
        assertThat(ACCOUNT.actor.perform(undo.get(), KEY, now)).isInstanceOf(Performed.Done.class);
        assertThat(ACCOUNT.actor.probe(undo.get(), KEY, now)).isEqualTo(Probed.HAPPENED);
        assertThat(ACCOUNT.aws.changes()).isEqualTo(changes);
        assertThat(ACCOUNT.before(one.action()).capsule()).isEqualTo(capsule);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void accessDeniedIsPermanentAndChangesNothing(Case one) {
        var capsule = ACCOUNT.before(one.action()).capsule();
        ACCOUNT.aws.fail(one.call(), new AwsFault.Denied());
        var problem = problem(ACCOUNT.actor.perform(one.action(), KEY, capsule));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message()).contains(one.call()).doesNotContain("canary");
        assertThat(ACCOUNT.aws.changes()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aTargetThatIsGoneIsAPermanentProblem(Case one) {
        var capsule = ACCOUNT.before(one.action()).capsule();
        ACCOUNT.aws.clear();
        assertThat(ACCOUNT.blind(one.action()).code()).isEqualTo("NotFound");
        var problem = problem(ACCOUNT.actor.perform(one.action(), KEY, capsule));
        assertThat(problem.code()).isEqualTo("NotFound");
        assertThat(problem.retryable()).isFalse();
        assertThat(ACCOUNT.aws.changes()).isEmpty();
    }
}
