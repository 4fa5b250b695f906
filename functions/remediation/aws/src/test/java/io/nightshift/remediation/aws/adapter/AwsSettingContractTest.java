package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.KEY;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.aws.adapter.AwsActorContractTest.Case;
import io.nightshift.sandbox.aws.AwsFault;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every action has to keep that sets a property; the wire's other faults are tried with those of their own class. */
class AwsSettingContractTest {

    static final List<Case> CASES = Case.read("""
            # action | target | parameters | call | changes
            close-ingress | ec2:security-group sg-1 |  | RevokeSecurityGroupIngress | revoke security-group/sg-1
            make-snapshot-private | ec2:snapshot snap-1 |  | ModifySnapshotAttribute | share snapshot/snap-1
            make-snapshot-private | rds:snapshot nightly |  | ModifyDBSnapshotAttribute | share DBSnapshot/nightly
            make-snapshot-private | rds:cluster-snapshot nightly |  | ModifyDBClusterSnapshotAttribute | share DBClusterSnapshot/nightly
            make-image-private | ec2:image ami-1 |  | ModifyImageAttribute | share image/ami-1
            make-database-private | rds:instance orders |  | ModifyDBInstance | modify database/orders/attributes
            require-imdsv2 | ec2:instance i-1 |  | ModifyInstanceMetadataOptions | modify instance/i-1/metadata
            quarantine-instance | ec2:instance i-1 | security-group=sg-quarantine | CreateSnapshots | take snapshot/snap-new0, stand-by group/web, modify instance/i-1/groups
            mark-for-deletion | ec2:address eipalloc-1 |  | CreateTags | tag address/eipalloc-1
            mark-for-deletion | ec2:snapshot snap-1 |  | CreateTags | tag snapshot/snap-1
            tag-resource | ec2:volume vol-1 | key=owner, value=shop | CreateTags | tag volume/vol-1
            tag-resource | ec2:image ami-1 | key=owner, value=shop | CreateTags | tag image/ami-1
            tag-resource | ec2:security-group sg-1 | key=owner, value=shop | CreateTags | tag security-group/sg-1
            block-bucket-access | s3:bucket photos |  | PutPublicAccessBlock | block bucket/photos
            deactivate-access-key | iam:access-key AKIAEXAMPLE |  | UpdateAccessKey | update access-key/AKIAEXAMPLE
            block-address | wafv2:ip-set regional/blocked/0a1b | address=198.51.100.7 | UpdateIPSet | update ip-set/blocked/0a1b
            block-address | wafv2:ip-set regional/blocked6/2c3d | address=2001:DB8::7 | UpdateIPSet | update ip-set/blocked6/2c3d
            enable-trail | cloudtrail:trail all |  | StartLogging | start arn:aws:cloudtrail:eu-central-1:111122223333:trail/all
            enable-flow-logs | ec2:vpc vpc-1 | bucket=arn:aws:s3:::flow-logs | CreateFlowLogs | create flow-log/vpc-1
            enable-flow-logs | ec2:subnet subnet-1 | bucket=arn:aws:s3:::flow-logs/folder | CreateFlowLogs | create flow-log/subnet-1
            enable-guardduty | guardduty:detector d1 |  | UpdateDetector | update detector/d1
            set-log-retention | logs:group /aws/lambda/checkout | days=30 | PutRetentionPolicy | retain log-group//aws/lambda/checkout
            enable-deletion-protection | rds:instance orders |  | ModifyDBInstance | modify database/orders/attributes
            enable-deletion-protection | rds:cluster main |  | ModifyDBCluster | modify cluster/main
            enable-deletion-protection | elbv2:load-balancer app/web/1 |  | ModifyLoadBalancerAttributes | modify arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/web/1
            redirect-to-https | elbv2:listener app/web/1/2 |  | ModifyListener | modify arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/web/1/2
            enable-deletion-protection | ec2:instance i-1 |  | ModifyInstanceAttribute | modify instance/i-1/termination
            remove-public-address | ec2:instance i-1 |  | DisassociateAddress | disassociate address/eipalloc-web
            remove-public-address | ec2:instance i-2 |  | ModifyNetworkInterfaceAttribute | assign instance/i-2/public
            rotate-database-certificate | rds:instance orders | authority=rds-ca-rsa2048-g1 | ModifyDBInstance | modify database/orders/attributes
            stop-instance | ec2:instance i-alone |  | StopInstances | stop instance/i-alone
            start-instance | ec2:instance i-stopped |  | StartInstances | start instance/i-stopped
            fail-over-cluster | rds:cluster main | to=main-2 | FailoverDBCluster | fail-over cluster/main
            promote-replica | rds:instance orders-replica | irreversible=true | PromoteReadReplica | promote database/orders-replica/attributes
            stop-database | rds:instance orders |  | StopDBInstance | stop database/orders
            start-database | rds:instance asleep |  | StartDBInstance | start database/asleep
            enable-database-insights | rds:instance orders |  | ModifyDBInstance | modify database/orders/attributes
            suspend-scaling | autoscaling:group web |  | SuspendProcesses | suspend group/web
            resume-scaling | autoscaling:group queue |  | ResumeProcesses | resume group/queue
            cancel-instance-refresh | autoscaling:group refreshed |  | CancelInstanceRefresh | cancel refresh/refreshed/001
            roll-back-instance-refresh | autoscaling:group refreshed |  | RollbackInstanceRefresh | roll-back refresh/refreshed/001
            scale-service | ecs:service prod/web | count=6 | UpdateService | scale service/prod/web
            limit-function | lambda:function checkout:live | concurrency=0 | PutFunctionConcurrency | limit function/checkout/concurrency
            pause-event-source | lambda:event-source-mapping 0a1b |  | UpdateEventSourceMapping | pause event-source/0a1b
            """);

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
