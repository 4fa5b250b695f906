package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.remediation.gcp.adapter.SmallProject.KEY;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.gcp.adapter.GcpActorContractTest.Case;
import io.nightshift.remediation.gcp.standin.RestStandIn;
import io.nightshift.sandbox.wire.WireReply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every action of the catalogue has to keep; the wire's other faults are tried with those of their own class. */
class GcpSettingContractTest {

    static final List<Case> CASES = Case.read("""
            # action | target | parameters | change
            stop-instance | gce:instance europe-west1-b/solo |  | POST stop solo
            start-instance | gce:instance europe-west1-b/off |  | POST start off
            grow-volume | gce:disk europe-west1-b/data | up-to-gib=500 | POST resize data
            close-ingress | gcp:firewall ssh |  | PATCH ssh
            isolate-instance | gce:instance europe-west1-b/solo | tag=quarantine | POST setTags solo
            remove-public-address | gce:instance europe-west1-b/solo |  | POST deleteAccessConfig solo
            set-group-size | gce:instance-group europe-west1-b/fixed | size=5 | POST resize fixed
            quarantine-instance | gce:instance europe-west1-b/solo | tag=quarantine | POST setTags solo
            redirect-to-https | gce:target-http-proxy front | url-map=to-https | POST setUrlMap front
            redirect-to-https | gce:target-http-proxy europe-west1/inner | url-map=to-https | POST setUrlMap inner
            set-log-retention | logging:bucket _Default | days=400 | PATCH _Default
            set-log-retention | logging:bucket europe-west1/trail | days=400 | PATCH trail
            roll-back-instance-refresh | gce:instance-group europe-west1-b/rolling |  | PATCH rolling
            rotate-database-certificate | sql:instance ledger |  | POST rotateServerCa ledger
            pause-autoscaler | gce:instance-group europe-west1-b/batch |  | PATCH batch
            resume-autoscaler | gce:instance-group europe-west1-b/paused |  | PATCH paused
            enable-firewall-logs | gcp:firewall ssh |  | PATCH ssh
            enable-log-sink | logging:sink Audit_1 |  | PATCH Audit_1
            enable-audit-logs | gcp:project shop-prod |  | POST setIamPolicy shop-prod
            disable-service-account | iam:service-account ci@shop-prod.iam.gserviceaccount.com |  | POST disable ci@shop-prod.iam.gserviceaccount.com
            enable-database-backups | sql:instance ledger |  | PATCH ledger
            require-database-encryption | sql:instance ledger |  | PATCH ledger
            enable-database-insights | sql:instance ledger |  | PATCH ledger
            make-image-private | gce:image golden |  | POST setIamPolicy golden
            make-snapshot-private | gce:snapshot shared |  | POST setIamPolicy shared
            remove-public-bindings | run:service checkout |  | POST setIamPolicy checkout
            remove-public-bindings | pubsub:topic Orders_v1 |  | POST setIamPolicy Orders_v1
            remove-public-bindings | cloudkms:crypto-key europe-west1/main/data |  | POST setIamPolicy data
            enable-subnet-logs | gce:subnetwork europe-west1/app |  | PATCH app
            set-autoscaler-bounds | gce:instance-group europe-west1-b/batch | min=2, max=8 | PATCH batch
            raise-autoscaler-maximum | gce:instance-group europe-west1-b/batch | up-to=8 | PATCH batch
            stop-database | sql:instance ledger |  | PATCH ledger
            start-database | sql:instance asleep |  | PATCH asleep
            promote-replica | sql:instance ledger-replica | irreversible=true | POST promoteReplica ledger-replica
            make-database-private | sql:instance ledger |  | PATCH ledger
            set-database-tier | sql:instance ledger | tier=db-custom-4-16384 | PATCH ledger
            grow-database-storage | sql:instance ledger | up-to-gib=500 | PATCH ledger
            enable-deletion-protection | sql:instance ledger |  | PATCH ledger
            enable-deletion-protection | gce:instance europe-west1-b/solo |  | POST setDeletionProtection solo
            block-bucket-access | gcs:bucket shop.assets_1 |  | PATCH shop.assets_1
            remove-public-bindings | gcs:bucket shop.assets_1 |  | PUT iam
            deactivate-access-key | iam:service-account-key deploy@shop-prod.iam.gserviceaccount.com/0123abcd |  | POST disable 0123abcd
            block-address | gce:security-policy edge | address=198.51.100.7 | POST addRule edge
            tag-resource | gce:instance europe-west1-b/solo | key=env, value=prod | POST setLabels solo
            tag-resource | gce:disk europe-west1-b/data | key=env, value=prod | POST setLabels data
            tag-resource | gce:snapshot recent | key=env, value=prod | POST setLabels recent
            tag-resource | gce:address europe-west1/spare | key=env, value=prod | POST setLabels spare
            tag-resource | gce:address anycast | key=env, value=prod | POST setLabels anycast
            mark-for-deletion | gce:address anycast |  | POST setLabels anycast
            release-address | gce:address unused | irreversible=true | DELETE unused
            mark-for-deletion | gce:disk europe-west1-b/data |  | POST setLabels data
            mark-for-deletion | gce:snapshot recent |  | POST setLabels recent
            mark-for-deletion | gce:address europe-west1/spare |  | POST setLabels spare
            snapshot-volume | gce:disk europe-west1-b/data |  | POST createSnapshot data
            delete-volume | gce:disk europe-west1-b/old | irreversible=true | DELETE old
            delete-snapshot | gce:snapshot ancient | irreversible=true | DELETE ancient
            release-address | gce:address europe-west1/idle | irreversible=true | DELETE idle
            patch-instance | gce:instance europe-west1-b/solo | irreversible=true | POST execute patchJobs
            run-job | run:job report |  | POST run report
            fail-over-cache | redis:instance europe-west1/cache |  | POST failover cache
            reboot-instance | gce:instance europe-west1-b/solo |  | POST reset solo
            reboot-instance | gce:instance europe-west1-b/batch-1 |  | POST reset batch-1
            """);

    private final SmallProject project = new SmallProject();

    @AfterEach
    void close() {
        project.close();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void changesItOnceAndRestoresItOnce(Case one) {
        var capsule = project.before(one.action()).capsule();
        assertThat(capsule.members()).doesNotContainKeys(ActionExecution.ALREADY, ActionExecution.CANNOT);
        assertThat(capsule.text()).doesNotContain("canary");
        assertThat(project.actor.probe(one.action(), KEY, capsule)).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(project.changes()).isEmpty();

        assertThat(project.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(project.actor.probe(one.action(), KEY, capsule)).isEqualTo(Probed.HAPPENED);
        project.settle();
        assertThat(project.actor.probe(one.action(), KEY, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(project.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(project.changes()).containsExactly(one.change());
        one.action().undo(capsule).ifPresent(undo -> restoresOnce(one.action(), undo, capsule));
    }

    private void restoresOnce(Action action, Action undo, Json.Obj capsule) {
        var now = project.before(undo).capsule();
        assertThat(project.actor.probe(undo, KEY, now)).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(project.actor.perform(undo, KEY, now)).isInstanceOf(Performed.Done.class);
        project.settle();
        assertThat(project.actor.perform(undo, KEY, now)).isInstanceOf(Performed.Done.class);
        assertThat(project.actor.probe(undo, KEY, now)).isEqualTo(Probed.HAPPENED);
        assertThat(project.changes()).hasSize(2);
        assertThat(project.before(action).capsule()).isEqualTo(capsule);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aReplyThatIsLostNeverLeadsToASecondChange(Case one) {
        var capsule = project.before(one.action()).capsule();
        project.wire.happensButAnswers(SmallProject::changing, new WireReply.HangUp());
        if (project.actor.perform(one.action(), KEY, capsule) instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isTrue();
        }
        project.pickUp(one.action(), capsule);
        project.settle();
        project.pickUp(one.action(), capsule);
        assertThat(project.changes()).containsExactly(one.change());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aDeniedCallAndATargetThatIsGoneArePermanentProblems(Case one) {
        var capsule = project.before(one.action()).capsule();
        project.wire.script(
                SmallProject::changing,
                RestStandIn.error(403, "forbidden", "Required 'some.things.update' permission for 'canary'"));
        var problem = problem(project.actor.perform(one.action(), KEY, capsule));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message()).contains("some.things.update").doesNotContain("canary");
        assertThat(project.changes()).isEmpty();
        isNotThere(one.action(), capsule);
    }

    private void isNotThere(Action action, Json.Obj capsule) {
        project.json.clear();
        assertThat(project.blind(action).code()).isEqualTo("NotFound");
        if (!action.type().irreversible()) {
            var problem = problem(project.actor.perform(action, KEY, capsule));
            assertThat(problem.code()).isEqualTo("NotFound");
            assertThat(problem.retryable()).isFalse();
        }
        assertThat(project.changes()).isEmpty();
    }
}
