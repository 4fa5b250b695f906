package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.remediation.gcp.adapter.SmallProject.KEY;
import static io.nightshift.remediation.gcp.adapter.SmallProject.act;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DatabaseActions;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.InstanceActions;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.SecurityActions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the actions of the catalogue leave alone. */
class CatalogueTest {

    private static final String EDGE = CatalogueResources.COMPUTE + "global/securityPolicies/edge";
    private static final String SSH = CatalogueResources.COMPUTE + "global/firewalls/ssh";
    private static final String LEDGER = "v1/projects/shop-prod/instances/ledger";
    private static final String IAM = "storage/v1/b/shop.assets_1/iam";
    private static final String MEMBER = "europe-west1-b/batch-1";

    private final SmallProject project = new SmallProject();

    @AfterEach
    void close() {
        project.close();
    }

    private String refusal(Action action) {
        return problem(project.perform(action)).message();
    }

    private boolean already(Action action) {
        return project.before(action).capsule().get(ActionExecution.ALREADY) != null;
    }

    @Test
    void aMachineOfAGroupIsLeftToItsGroup() {
        assertThat(refusal(act(InstanceActions.STOP_INSTANCE, Kinds.GCE_INSTANCE, MEMBER)))
                .contains("managed group");
        assertThat(refusal(act(GoogleActions.ISOLATE_INSTANCE, Kinds.GCE_INSTANCE, MEMBER, "tag", "quarantine")))
                .contains("managed group");
        assertThat(project.before(act(RebootInstance.TYPE, Kinds.GCE_INSTANCE, MEMBER))
                        .group())
                .contains(new Group("gcp:shop-prod:mig/europe-west1-b/batch", 1, 1, true));
        assertThat(project.changes()).isEmpty();
    }

    @Test
    void onlyARuleThatOpensOneOfThePortsToEverybodyIsDisabled() {
        assertThat(already(act(SecurityActions.CLOSE_INGRESS, Kinds.GCE_FIREWALL, "ssh", "ports", "443")))
                .isTrue();
        project.json.place(SSH, project.json.resource(SSH).with("sourceRanges", Json.arr(Json.of("10.0.0.0/8"))));
        assertThat(already(act(SecurityActions.CLOSE_INGRESS, Kinds.GCE_FIREWALL, "ssh")))
                .isTrue();
    }

    @Test
    void anAddressIsBlockedByARuleOfItsOwnAtAFreePriority() throws Exception {
        project.perform(act(SecurityActions.BLOCK_ADDRESS, Kinds.GCE_SECURITY_POLICY, "edge", "address", "1.2.3.4"));
        var rule = View.of(project.json.resource(EDGE)).at("rules").items().getLast();
        assertThat(rule.at("priority").integer()).isEqualTo(1001);
        assertThat(rule.at("action").text()).isEqualTo("deny(403)");
        assertThat(rule.at("match", "config", "srcIpRanges").strings()).containsExactly("1.2.3.4");
    }

    @Test
    void everybodyElseKeepsTheirAccessToABucket() {
        project.perform(act(GoogleActions.REMOVE_PUBLIC_BINDINGS, Kinds.GCS_BUCKET, "shop.assets_1"));
        assertThat(project.json.resource(IAM).text())
                .doesNotContain("allUsers")
                .contains("user:one@shop.example", "user:two@shop.example");
    }

    @Test
    void aDatabaseWithoutPrivateAddressKeepsItsPublicOne() throws Exception {
        var settings = View.of(project.json.resource(LEDGER)).at("settings").object();
        project.json.place(
                LEDGER,
                project.json
                        .resource(LEDGER)
                        .with(
                                "settings",
                                settings.with("ipConfiguration", Json.obj().with("ipv4Enabled", true))));
        assertThat(refusal(act(SecurityActions.MAKE_DATABASE_PRIVATE, Kinds.SQL_INSTANCE, "ledger")))
                .contains("no private address");
    }

    @Test
    void storageThatIsAtItsLimitIsNotGrown() {
        assertThat(refusal(act(GrowDatabaseStorage.TYPE, Kinds.SQL_INSTANCE, "ledger", "up-to-gib", "100")))
                .contains("more is not allowed");
    }

    @Test
    void whatSomebodyChangedSinceStays() throws Exception {
        var stop = act(DatabaseActions.STOP_DATABASE, Kinds.SQL_INSTANCE, "ledger");
        var capsule = project.before(stop).capsule();
        var settings = View.of(project.json.resource(LEDGER)).at("settings").object();
        project.json.place(
                LEDGER, project.json.resource(LEDGER).with("settings", settings.with("activationPolicy", "ON_DEMAND")));
        assertThat(problem(project.actor.perform(stop, KEY, capsule)).code()).isEqualTo("ChangedSince");
        assertThat(project.changes()).isEmpty();
    }

    @Test
    void aDatabaseThatIsBusyIsTriedAgainLater() {
        var stop = act(DatabaseActions.STOP_DATABASE, Kinds.SQL_INSTANCE, "ledger");
        var capsule = project.before(stop).capsule();
        project.json.place(LEDGER, project.json.resource(LEDGER).with("state", "MAINTENANCE"));
        assertThat(problem(project.actor.perform(stop, KEY, capsule)).retryable())
                .isTrue();
        project.json.place(LEDGER, project.json.resource(LEDGER).with("state", "RUNNABLE"));
        assertThat(project.actor.perform(stop, KEY, capsule)).isInstanceOf(Performed.Done.class);
    }

    @Test
    void onlyWhatIsMarkedUnusedAndKeptIsDeleted() {
        assertThat(refusal(delete(CleanupActions.DELETE_SNAPSHOT, Kinds.GCE_SNAPSHOT, "recent")))
                .contains("not marked");
        var old = CatalogueResources.COMPUTE + "zones/europe-west1-b/disks/old";
        var deletion = delete(CleanupActions.DELETE_VOLUME, Kinds.GCE_DISK, "europe-west1-b/old");
        project.json.place(old, project.json.resource(old).with("id", "999"));
        assertThat(refusal(deletion)).contains("no complete snapshot of the last 24 hours");
        project.json.place(old, project.json.resource(old).with("users", Json.arr(Json.of("zones/x/instances/web"))));
        assertThat(refusal(deletion)).contains("something uses it");
        var labels = Json.obj().with("nightshift-delete-after", "2026-11-21");
        var idle = CatalogueResources.COMPUTE + "regions/europe-west1/addresses/idle";
        project.json.place(idle, project.json.resource(idle).with("labels", labels));
        assertThat(refusal(delete(CleanupActions.RELEASE_ADDRESS, Kinds.GCE_ADDRESS, "europe-west1/idle")))
                .contains("has not passed");
        assertThat(project.changes()).isEmpty();
    }

    private static Action delete(ActionType type, String kind, String name) {
        return act(type, kind, name, "irreversible", "true");
    }

    @Test
    void aMarkSaysTheDateAndIsNeverMoved() throws Exception {
        var mark = act(CleanupActions.MARK_FOR_DELETION, Kinds.GCE_SNAPSHOT, "recent", "after", "P7D");
        project.perform(mark);
        var path = CatalogueResources.COMPUTE + "global/snapshots/recent";
        assertThat(View.of(project.json.resource(path)).at("labels").texts())
                .containsEntry("nightshift-delete-after", "2026-11-28")
                .containsEntry("team", "shop");
        assertThat(already(act(CleanupActions.MARK_FOR_DELETION, Kinds.GCE_SNAPSHOT, "recent")))
                .isTrue();
    }

    @Test
    void aCacheWithoutReplicaIsNotFailedOver() {
        var path = "v1/projects/shop-prod/locations/europe-west1/instances/cache";
        project.json.place(path, project.json.resource(path).with("tier", "BASIC"));
        assertThat(refusal(act(GoogleActions.FAIL_OVER_CACHE, Kinds.MEMORYSTORE_INSTANCE, "europe-west1/cache")))
                .contains("no replica");
    }

    @ParameterizedTest
    @CsvSource({
        "gcs:bucket, ../secrets",
        "gcs:bucket, shop/o/secret",
        "gcs:bucket, shop?x=1",
        "iam:service-account-key, a@b.example/../../x",
        "iam:service-account-key, a@b.example:disable",
        "gce:instance, europe-west1-b/web/start",
        "gce:instance, europe-west1-b/web%2fstop"
    })
    void aNameThatWouldBeAnotherPathIsRefusedBeforeAnyCall(String kind, String name) {
        var type = switch (kind) {
            case Kinds.GCS_BUCKET -> SecurityActions.BLOCK_BUCKET_ACCESS;
            case Kinds.GCE_INSTANCE -> InstanceActions.STOP_INSTANCE;
            default -> SecurityActions.DEACTIVATE_ACCESS_KEY;
        };
        assertThat(project.blind(act(type, kind, name)).code()).isEqualTo("BadName");
        assertThat(project.wire.requests()).isEmpty();
    }

    @Test
    void hostileParametersAreRefusedByThePolicy() {
        for (var tier : new String[] {"db-custom-4\"", "N1", "db-../x"}) {
            assertThatThrownBy(() -> GoogleActions.SET_DATABASE_TIER
                            .reader()
                            .read(
                                    SmallProject.resource(Kinds.SQL_INSTANCE, "ledger"),
                                    View.of(Json.obj().with("tier", tier))))
                    .isInstanceOf(JsonException.class);
        }
    }
}
