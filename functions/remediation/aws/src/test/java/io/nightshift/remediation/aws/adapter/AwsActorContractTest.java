package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.KEY;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.remediation.Remediation;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.contract.ActionRow;
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
        static List<Case> read(String table) {
            return ActionRow.read(Remediation.CATALOGUE, SmallAccount.HERE, table).stream()
                    .map(row -> new Case(
                            row.action(),
                            row.columns().getFirst(),
                            List.of(row.columns().get(1).split(", "))))
                    .toList();
        }

        @Override
        public String toString() {
            return action.type().name();
        }
    }

    static final List<Case> CASES = Case.read("""
            # action | target | parameters | call | changes
            reboot-instance | ec2:instance i-1 |  | RebootInstances | reboot instance/i-1
            replace-instance | ec2:instance i-1 |  | TerminateInstanceInAutoScalingGroup | terminate group/web
            set-instance-unhealthy | ec2:instance i-1 |  | SetInstanceHealth | set-health group/web
            scale-out-group | autoscaling:group web | by=1 | SetDesiredCapacity | set-desired group/web
            reboot-database | rds:instance orders |  | RebootDBInstance | reboot database/orders
            grow-database-storage | rds:instance orders | by-percent=20, up-to-gib=500 | ModifyDBInstance | grow database/orders
            grow-volume | ec2:volume vol-1 | up-to-gib=500 | ModifyVolume | grow volume/vol-1
            snapshot-volume | ec2:volume vol-1 |  | CreateSnapshot | take snapshot/snap-new0
            delete-volume | ec2:volume vol-old | irreversible=true | DeleteVolume | delete volume/vol-old
            delete-snapshot | ec2:snapshot snap-old | irreversible=true | DeleteSnapshot | delete snapshot/snap-old
            release-address | ec2:address eipalloc-old | irreversible=true | ReleaseAddress | delete address/eipalloc-old
            fail-over-cluster | rds:cluster main |  | FailoverDBCluster | fail-over cluster/main
            add-reader | rds:cluster main | up-to=3 | CreateDBInstance | join cluster/main
            fail-over-cache | elasticache:replication-group sessions |  | TestFailover | fail-over replication-group/sessions
            replace-unhealthy-targets | elbv2:target-group targetgroup/sick/0123456789abcdef |  | SetInstanceHealth | set-health group/web
            renew-certificate | acm:certificate 61f50cd4 |  | RenewCertificate | renew arn:aws:acm:eu-central-1:111122223333:certificate/61f50cd4
            renew-certificate | acm:certificate mailed |  | ResendValidationEmail | mail arn:aws:acm:eu-central-1:111122223333:certificate/mailed
            run-command | ec2:instance i-2 | document=Shop-RestartService, parameters=Service=nginx; Wait=yes | SendCommand | send command/Shop-RestartService/{token}
            run-script | ec2:instance i-2 | irreversible=true, script=rm -f /tmp/cache | SendCommand | send command/AWS-RunShellScript/{token}
            redrive-execution | states:execution orders:42 |  | RedriveExecution | redrive arn:aws:states:eu-central-1:111122223333:execution:orders:42
            redrive-queue | sqs:queue dead |  | StartMessageMoveTask | move queue/dead
            run-automation | ec2:instance i-2 | document=AWS-RestartEC2Instance, role=arn:aws:iam::111122223333:role/nightshift-automation | StartAutomationExecution | start automation/AWS-RestartEC2Instance
            roll-back-alias | lambda:function checkout:live |  | UpdateAlias | update-alias alias/checkout:live
            redeploy-service | ecs:service prod/web |  | UpdateService | deploy service/prod/web
            roll-back-service | ecs:service prod/web |  | UpdateService | deploy service/prod/web
            """.replace("{token}", KEY.token()));

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
