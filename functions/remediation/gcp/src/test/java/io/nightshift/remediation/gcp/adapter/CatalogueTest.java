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
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
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
import io.nightshift.remediation.gcp.standin.RestStandIn;
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
    private static final String SOLO = CatalogueResources.COMPUTE + "zones/europe-west1-b/instances/solo";
    private static final String ROLLING =
            CatalogueResources.COMPUTE + "zones/europe-west1-b/instanceGroupManagers/rolling";
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
        assertThat(rule.at("match", "config", "srcIpRanges").strings()).containsExactly("1.2.3.4/32");
    }

    @Test
    void anAddressIsTheSameInAnotherSpellingAndItsUndoRemovesItsOwnRule() throws Exception {
        var block = block("2001:db8::1");
        var capsule = project.before(block).capsule();
        assertThat(project.actor.perform(block, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(already(block("2001:0DB8:0:0::1"))).isTrue();
        project.perform(block("1.2.3.4"));
        project.perform(block.undo(capsule).orElseThrow());
        assertThat(project.json.resource(EDGE).text()).contains("1.2.3.4/32").doesNotContain("2001");
    }

    private static Action block(String address) {
        return act(
                SecurityActions.BLOCK_ADDRESS, Kinds.GCE_SECURITY_POLICY, "edge", "address", address, "for", "PT24H");
    }

    @Test
    void everybodyElseKeepsTheirAccessToABucket() {
        project.perform(act(GoogleSecurityActions.REMOVE_PUBLIC_BINDINGS, Kinds.GCS_BUCKET, "shop.assets_1"));
        assertThat(project.json.resource(IAM).text())
                .doesNotContain("allUsers")
                .contains("user:one@shop.example", "user:two@shop.example");
    }

    @Test
    void aReservedAddressComesBackWithItsTierAndAnyOtherDoesNot() throws Exception {
        var remove = act(SecurityActions.REMOVE_PUBLIC_ADDRESS, Kinds.GCE_INSTANCE, "europe-west1-b/solo");
        place(Json.obj().with("externalIpv6", "2001:db8::1").with("externalIpv6PrefixLength", 96));
        var capsule = project.before(remove).capsule();
        assertThat(capsule.text()).contains("203.0.113.7", "STANDARD").doesNotContain("2001:db8::1");
        assertThat(project.actor.perform(remove, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(project.json.resource(SOLO).text()).doesNotContain("203.0.113.7", "2001:db8::1");
        var undo = remove.undo(capsule).orElseThrow();
        assertThat(project.perform(undo)).isInstanceOf(Performed.Done.class);
        assertThat(project.json.resource(SOLO).text()).contains("203.0.113.7", "STANDARD", "2001:db8::9");
        assertThat(project.changes()).hasSize(4);
    }

    @Test
    void anAddressThatCouldNotBeTakenAwayIsTriedAgainAndTheUndoKnowsBoth() {
        place(Json.obj().with("externalIpv6", "2001:db8::1").with("externalIpv6PrefixLength", 96));
        var remove = act(SecurityActions.REMOVE_PUBLIC_ADDRESS, Kinds.GCE_INSTANCE, "europe-west1-b/solo");
        var capsule = project.before(remove).capsule();
        project.wire.script(
                request -> request.query().getOrDefault("accessConfig", "").equals("External IPv6"),
                RestStandIn.error(503, "backendError", "canary"));
        var problem = problem(project.actor.perform(remove, KEY, capsule));
        assertThat(problem.code()).isEqualTo(ActionExecution.BEGUN);
        assertThat(problem.message()).doesNotContain("canary");
        assertThat(project.actor.perform(remove, KEY, capsule)).isInstanceOf(Performed.Done.class);
    }

    @Test
    void aReservedAddressIsKnownInAnotherSpelling() {
        place(Json.obj().with("externalIpv6", "2001:db8:0:0:0:0:0:7").with("externalIpv6PrefixLength", 96));
        project.json.place(
                CatalogueResources.COMPUTE + "regions/europe-west1/addresses/six",
                Json.obj().with("address", "2001:db8::7"));
        var remove = act(SecurityActions.REMOVE_PUBLIC_ADDRESS, Kinds.GCE_INSTANCE, "europe-west1-b/solo");
        assertThat(project.before(remove).capsule().text()).contains("2001:db8:0:0:0:0:0:7");
    }

    private void place(Json.Obj six) {
        var config =
                six.with("name", "External IPv6").with("type", "DIRECT_IPV6").with("networkTier", "PREMIUM");
        var solo = project.json.resource(SOLO);
        if (solo.get("networkInterfaces") instanceof Json.Arr(var networks)
                && networks.getFirst() instanceof Json.Obj network) {
            project.json.place(
                    SOLO,
                    solo.with("networkInterfaces", Json.arr(network.with("ipv6AccessConfigs", Json.arr(config)))));
        }
    }

    @Test
    void onlyTheAuditPartOfAProjectsPolicyIsWritten() throws Exception {
        project.perform(act(GoogleSecurityActions.ENABLE_AUDIT_LOGS, Kinds.GCP_PROJECT, "shop-prod"));
        var sent = project.wire.requests().getLast().json();
        assertThat(sent.at("policy").object().members()).containsOnlyKeys("auditConfigs", "etag");
        assertThat(sent.at("updateMask").text()).isEqualTo("auditConfigs,etag");
        assertThat(project.json.resource("v3/projects/shop-prod/policy").text())
                .contains("DATA_WRITE", "ADMIN_READ", "user:one@shop.example", "roles/storage.admin");
    }

    @Test
    void aQuarantineKeepsTheDisksLeavesTheGroupAndItsUndoGivesTheTagsBack() throws Exception {
        var quarantine = act(SecurityActions.QUARANTINE_INSTANCE, Kinds.GCE_INSTANCE, MEMBER, "tag", "quarantine");
        var capsule = project.before(quarantine).capsule();
        project.wire.script(
                request -> request.path().endsWith("/setTags"), RestStandIn.error(503, "backendError", "canary"));
        var half = problem(project.actor.perform(quarantine, KEY, capsule));
        assertThat(half.mayHaveHappened()).isTrue();
        assertThat(project.actor.perform(quarantine, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(project.changes())
                .containsExactly("POST createSnapshot data", "POST abandonInstances batch", "POST setTags batch-1");
        var undo = quarantine.undo(capsule).orElseThrow();
        var now = project.before(undo).capsule();
        assertThat(project.actor.perform(undo, KEY, now)).isInstanceOf(Performed.Done.class);
        assertThat(project.actor.probe(undo, KEY, now)).isEqualTo(Probed.HAPPENED);
        assertThat(View.of(project.json.resource(CatalogueResources.COMPUTE + "zones/europe-west1-b/instances/batch-1"))
                        .at("tags", "items")
                        .strings())
                .containsExactly("web");
    }

    @Test
    void anUpdateThatHasEndedTellsNoTemplateToGoBackTo() {
        var back = act(CapacityActions.ROLL_BACK_INSTANCE_REFRESH, Kinds.INSTANCE_GROUP, "europe-west1-b/rolling");
        project.perform(back);
        assertThat(project.json.resource(ROLLING).text()).contains("/web-v7").doesNotContain("/web-v8");
        var list = ROLLING + "/listManagedInstances";
        project.json.place(list, Json.obj().with("managedInstances", Json.arr()));
        assertThat(refusal(back)).contains("nothing tells the template before");
    }

    @Test
    void ofTwoVersionsTheOneWithoutASizeIsTheOneBefore() {
        var canary = Json.obj()
                .with("instanceTemplate", "https://x/compute/v1/projects/shop-prod/global/instanceTemplates/web-v9")
                .with("targetSize", Json.obj().with("fixed", 1));
        var stable = Json.obj()
                .with("instanceTemplate", "https://x/compute/v1/projects/shop-prod/global/instanceTemplates/web-v7");
        project.json.place(ROLLING, project.json.resource(ROLLING).with("versions", Json.arr(stable, canary)));
        project.perform(
                act(CapacityActions.ROLL_BACK_INSTANCE_REFRESH, Kinds.INSTANCE_GROUP, "europe-west1-b/rolling"));
        assertThat(project.json.resource(ROLLING).text()).contains("/web-v7").doesNotContain("/web-v9");
    }

    @Test
    void logsAreNeverKeptForAShorterTimeAndALockedBucketIsLeft() {
        var path = "v2/projects/shop-prod/locations/global/buckets/_Default";
        assertThat(refusal(act(LoggingActions.SET_LOG_RETENTION, Kinds.LOG_BUCKET, "_Default", "days", "7")))
                .contains("would delete events");
        project.json.place(path, project.json.resource(path).with("locked", true));
        assertThat(refusal(act(LoggingActions.SET_LOG_RETENTION, Kinds.LOG_BUCKET, "_Default", "days", "400")))
                .contains("locked");
    }

    @Test
    void aProxyGetsNoMapThatDoesNotRedirect() {
        assertThat(refusal(act(SecurityActions.REDIRECT_TO_HTTPS, Kinds.GCE_HTTP_PROXY, "front", "url-map", "missing")))
                .contains("does not redirect everything");
    }

    @Test
    void aDatabaseWithoutANewerAuthorityKeepsItsCertificate() {
        var path = LEDGER + "/listServerCas";
        project.json.place(path, project.json.resource(path).with("activeVersion", "f2"));
        assertThat(refusal(act(DatabaseActions.ROTATE_DATABASE_CERTIFICATE, Kinds.SQL_INSTANCE, "ledger")))
                .contains("no newer authority");
    }

    @Test
    void whatAnAutoscalerSetsIsLeftToIt() {
        assertThat(refusal(
                        act(GoogleActions.SET_GROUP_SIZE, Kinds.INSTANCE_GROUP, "europe-west1-b/batch", "size", "5")))
                .contains("autoscaler");
    }

    @Test
    void aMachineOfAGroupIsNotPatched() {
        assertThat(refusal(act(GoogleActions.PATCH_INSTANCE, Kinds.GCE_INSTANCE, MEMBER, "irreversible", "true")))
                .contains("managed group");
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
    void aLabelThatWasEmptyIsEmptyAgainAfterTheUndo() throws Exception {
        var path = CatalogueResources.COMPUTE + "global/snapshots/recent";
        project.json.place(
                path, project.json.resource(path).with("labels", Json.obj().with("owner", "")));
        var tag = act(CleanupActions.TAG_RESOURCE, Kinds.GCE_SNAPSHOT, "recent", "key", "owner", "value", "shop");
        var capsule = project.before(tag).capsule();
        assertThat(project.actor.perform(tag, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(project.perform(tag.undo(capsule).orElseThrow())).isInstanceOf(Performed.Done.class);
        assertThat(View.of(project.json.resource(path)).at("labels").texts()).isEqualTo(java.util.Map.of("owner", ""));
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
