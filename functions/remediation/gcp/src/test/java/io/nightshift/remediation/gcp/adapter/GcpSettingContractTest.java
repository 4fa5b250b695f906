package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.remediation.gcp.adapter.SmallProject.KEY;
import static io.nightshift.remediation.gcp.adapter.SmallProject.act;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.CapacityActions;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DatabaseActions;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.action.GoogleSecurityActions;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.InstanceActions;
import io.nightshift.remediation.action.LoggingActions;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.action.WorkloadActions;
import io.nightshift.remediation.gcp.adapter.GcpActorContractTest.Case;
import io.nightshift.remediation.gcp.standin.RestStandIn;
import io.nightshift.sandbox.wire.WireReply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every action of the catalogue has to keep; the wire's other faults are tried with those of their own class. */
class GcpSettingContractTest {

    private static final String SOLO = "europe-west1-b/solo";
    private static final String ZONE = "europe-west1-b/";
    private static final String CI = "ci@shop-prod.iam.gserviceaccount.com";
    private static final String BUCKET = "shop.assets_1";

    static final List<Case> CASES = List.of(
            one(InstanceActions.STOP_INSTANCE, Kinds.GCE_INSTANCE, SOLO, "POST stop solo"),
            one(InstanceActions.START_INSTANCE, Kinds.GCE_INSTANCE, "europe-west1-b/off", "POST start off"),
            one(
                    InstanceActions.GROW_VOLUME,
                    Kinds.GCE_DISK,
                    "europe-west1-b/data",
                    "POST resize data",
                    "up-to-gib",
                    "500"),
            one(SecurityActions.CLOSE_INGRESS, Kinds.GCE_FIREWALL, "ssh", "PATCH ssh"),
            one(GoogleActions.ISOLATE_INSTANCE, Kinds.GCE_INSTANCE, SOLO, "POST setTags solo", "tag", "quarantine"),
            one(SecurityActions.REMOVE_PUBLIC_ADDRESS, Kinds.GCE_INSTANCE, SOLO, "POST deleteAccessConfig solo"),
            one(GoogleActions.SET_GROUP_SIZE, Kinds.INSTANCE_GROUP, ZONE + "fixed", "POST resize fixed", "size", "5"),
            one(
                    SecurityActions.QUARANTINE_INSTANCE,
                    Kinds.GCE_INSTANCE,
                    SOLO,
                    "POST setTags solo",
                    "tag",
                    "quarantine"),
            redirected("front"),
            redirected("europe-west1/inner"),
            kept("_Default"),
            kept("europe-west1/trail"),
            one(CapacityActions.ROLL_BACK_INSTANCE_REFRESH, Kinds.INSTANCE_GROUP, ZONE + "rolling", "PATCH rolling"),
            one(
                    DatabaseActions.ROTATE_DATABASE_CERTIFICATE,
                    Kinds.SQL_INSTANCE,
                    "ledger",
                    "POST rotateServerCa ledger"),
            one(GoogleActions.PAUSE_AUTOSCALER, Kinds.INSTANCE_GROUP, ZONE + "batch", "PATCH batch"),
            one(GoogleActions.RESUME_AUTOSCALER, Kinds.INSTANCE_GROUP, ZONE + "paused", "PATCH paused"),
            one(GoogleSecurityActions.ENABLE_FIREWALL_LOGS, Kinds.GCE_FIREWALL, "ssh", "PATCH ssh"),
            one(GoogleSecurityActions.ENABLE_LOG_SINK, Kinds.LOG_SINK, "Audit_1", "PATCH Audit_1"),
            one(GoogleSecurityActions.ENABLE_AUDIT_LOGS, Kinds.GCP_PROJECT, "shop-prod", "POST setIamPolicy shop-prod"),
            one(GoogleSecurityActions.DISABLE_SERVICE_ACCOUNT, Kinds.SERVICE_ACCOUNT, CI, "POST disable " + CI),
            one(GoogleSecurityActions.ENABLE_DATABASE_BACKUPS, Kinds.SQL_INSTANCE, "ledger", "PATCH ledger"),
            one(GoogleSecurityActions.REQUIRE_DATABASE_ENCRYPTION, Kinds.SQL_INSTANCE, "ledger", "PATCH ledger"),
            one(DatabaseActions.ENABLE_DATABASE_INSIGHTS, Kinds.SQL_INSTANCE, "ledger", "PATCH ledger"),
            unshared(SecurityActions.MAKE_IMAGE_PRIVATE, Kinds.GCE_IMAGE, "golden"),
            unshared(SecurityActions.MAKE_SNAPSHOT_PRIVATE, Kinds.GCE_SNAPSHOT, "shared"),
            unshared(GoogleSecurityActions.REMOVE_PUBLIC_BINDINGS, Kinds.RUN_SERVICE, "checkout"),
            unshared(GoogleSecurityActions.REMOVE_PUBLIC_BINDINGS, Kinds.PUBSUB_TOPIC, "Orders_v1"),
            unshared(GoogleSecurityActions.REMOVE_PUBLIC_BINDINGS, Kinds.KMS_CRYPTO_KEY, "europe-west1/main/data"),
            one(GoogleSecurityActions.ENABLE_SUBNET_LOGS, Kinds.GCE_SUBNETWORK, "europe-west1/app", "PATCH app"),
            one(
                    WorkloadActions.SET_AUTOSCALER_BOUNDS,
                    Kinds.INSTANCE_GROUP,
                    "europe-west1-b/batch",
                    "PATCH batch",
                    "min",
                    "2",
                    "max",
                    "8"),
            one(
                    WorkloadActions.RAISE_AUTOSCALER_MAXIMUM,
                    Kinds.INSTANCE_GROUP,
                    "europe-west1-b/batch",
                    "PATCH batch",
                    "up-to",
                    "8"),
            one(DatabaseActions.STOP_DATABASE, Kinds.SQL_INSTANCE, "ledger", "PATCH ledger"),
            one(DatabaseActions.START_DATABASE, Kinds.SQL_INSTANCE, "asleep", "PATCH asleep"),
            one(
                    DatabaseActions.PROMOTE_REPLICA,
                    Kinds.SQL_INSTANCE,
                    "ledger-replica",
                    "POST promoteReplica ledger-replica",
                    "irreversible",
                    "true"),
            one(SecurityActions.MAKE_DATABASE_PRIVATE, Kinds.SQL_INSTANCE, "ledger", "PATCH ledger"),
            one(
                    GoogleActions.SET_DATABASE_TIER,
                    Kinds.SQL_INSTANCE,
                    "ledger",
                    "PATCH ledger",
                    "tier",
                    "db-custom-4-16384"),
            one(GrowDatabaseStorage.TYPE, Kinds.SQL_INSTANCE, "ledger", "PATCH ledger", "up-to-gib", "500"),
            one(SecurityActions.ENABLE_DELETION_PROTECTION, Kinds.SQL_INSTANCE, "ledger", "PATCH ledger"),
            one(
                    SecurityActions.ENABLE_DELETION_PROTECTION,
                    Kinds.GCE_INSTANCE,
                    SOLO,
                    "POST setDeletionProtection solo"),
            one(SecurityActions.BLOCK_BUCKET_ACCESS, Kinds.GCS_BUCKET, BUCKET, "PATCH " + BUCKET),
            one(GoogleSecurityActions.REMOVE_PUBLIC_BINDINGS, Kinds.GCS_BUCKET, BUCKET, "PUT iam"),
            one(
                    SecurityActions.DEACTIVATE_ACCESS_KEY,
                    Kinds.SERVICE_ACCOUNT_KEY,
                    CatalogueResources.KEY,
                    "POST disable 0123abcd"),
            one(
                    SecurityActions.BLOCK_ADDRESS,
                    Kinds.GCE_SECURITY_POLICY,
                    "edge",
                    "POST addRule edge",
                    "address",
                    "198.51.100.7"),
            tagged(Kinds.GCE_INSTANCE, SOLO, "solo"),
            tagged(Kinds.GCE_DISK, "europe-west1-b/data", "data"),
            tagged(Kinds.GCE_SNAPSHOT, "recent", "recent"),
            tagged(Kinds.GCE_ADDRESS, "europe-west1/spare", "spare"),
            tagged(Kinds.GCE_ADDRESS, "anycast", "anycast"),
            one(CleanupActions.MARK_FOR_DELETION, Kinds.GCE_ADDRESS, "anycast", "POST setLabels anycast"),
            deleted(CleanupActions.RELEASE_ADDRESS, Kinds.GCE_ADDRESS, "unused", "unused"),
            one(CleanupActions.MARK_FOR_DELETION, Kinds.GCE_DISK, "europe-west1-b/data", "POST setLabels data"),
            one(CleanupActions.MARK_FOR_DELETION, Kinds.GCE_SNAPSHOT, "recent", "POST setLabels recent"),
            one(CleanupActions.MARK_FOR_DELETION, Kinds.GCE_ADDRESS, "europe-west1/spare", "POST setLabels spare"),
            one(CleanupActions.SNAPSHOT_VOLUME, Kinds.GCE_DISK, "europe-west1-b/data", "POST createSnapshot data"),
            deleted(CleanupActions.DELETE_VOLUME, Kinds.GCE_DISK, "europe-west1-b/old", "old"),
            deleted(CleanupActions.DELETE_SNAPSHOT, Kinds.GCE_SNAPSHOT, "ancient", "ancient"),
            deleted(CleanupActions.RELEASE_ADDRESS, Kinds.GCE_ADDRESS, "europe-west1/idle", "idle"),
            one(
                    GoogleActions.PATCH_INSTANCE,
                    Kinds.GCE_INSTANCE,
                    SOLO,
                    "POST execute patchJobs",
                    "irreversible",
                    "true"),
            one(GoogleActions.RUN_JOB, Kinds.RUN_JOB, "report", "POST run report"),
            one(GoogleActions.FAIL_OVER_CACHE, Kinds.MEMORYSTORE_INSTANCE, "europe-west1/cache", "POST failover cache"),
            one(RebootInstance.TYPE, Kinds.GCE_INSTANCE, SOLO, "POST reset solo"),
            one(RebootInstance.TYPE, Kinds.GCE_INSTANCE, "europe-west1-b/batch-1", "POST reset batch-1"));

    private static Case one(ActionType type, String kind, String name, String change, String... with) {
        return new Case(act(type, kind, name, with), change);
    }

    private static Case redirected(String name) {
        var last = name.substring(name.lastIndexOf('/') + 1);
        return one(
                SecurityActions.REDIRECT_TO_HTTPS,
                Kinds.GCE_HTTP_PROXY,
                name,
                "POST setUrlMap " + last,
                "url-map",
                "to-https");
    }

    private static Case kept(String name) {
        var last = name.substring(name.lastIndexOf('/') + 1);
        return one(LoggingActions.SET_LOG_RETENTION, Kinds.LOG_BUCKET, name, "PATCH " + last, "days", "400");
    }

    private static Case unshared(ActionType type, String kind, String name) {
        return one(type, kind, name, "POST setIamPolicy " + name.substring(name.lastIndexOf('/') + 1));
    }

    private static Case tagged(String kind, String name, String last) {
        return one(CleanupActions.TAG_RESOURCE, kind, name, "POST setLabels " + last, "key", "env", "value", "prod");
    }

    private static Case deleted(ActionType type, String kind, String name, String last) {
        return one(type, kind, name, "DELETE " + last, "irreversible", "true");
    }

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
