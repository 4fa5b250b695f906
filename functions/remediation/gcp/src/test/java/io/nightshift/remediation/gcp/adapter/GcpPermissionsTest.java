package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.remediation.gcp.adapter.SmallProject.resource;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpScope;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.gcp.adapter.GcpActorContractTest.Case;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The permissions that an action states are those of the calls that it makes: nothing is missing, and nothing is too much. */
class GcpPermissionsTest {

    static final List<Case> CASES = Stream.of(GcpActorContractTest.CASES, GcpSettingContractTest.CASES)
            .flatMap(List::stream)
            .toList();

    /**
     * What each method asks for, by the references of the
     * <a href="https://cloud.google.com/run/docs/reference/iam/permissions">Cloud Run</a>,
     * <a href="https://cloud.google.com/sql/docs/postgres/iam-permissions">Cloud SQL</a> and
     * <a href="https://cloud.google.com/compute/docs/reference/rest/v1/instanceGroupManagers/listManagedInstances">Compute Engine</a>
     * and of the other services' methods.
     */
    private static final Map<String, Set<String>> ASKED = Map.ofEntries(
            entry("GetService", Set.of("run.services.get")),
            entry("UpdateService", Set.of("run.services.update", "iam.serviceAccounts.actAs")),
            entry("ListRevisions", Set.of("run.revisions.list")),
            entry("GET sql", Set.of("cloudsql.instances.get")),
            entry("POST sql restart", Set.of("cloudsql.instances.restart")),
            entry("POST sql failover", Set.of("cloudsql.instances.failover")),
            entry("POST sql promoteReplica", Set.of("cloudsql.instances.promoteReplica")),
            entry("GET sql operations", Set.of("cloudsql.instances.list")),
            entry("LIST instances", Set.of("compute.instances.list")),
            entry("GET instance", Set.of("compute.instances.get")),
            entry("POST group listManagedInstances", Set.of("compute.instanceGroupManagers.get")),
            entry("POST group recreateInstances", Set.of("compute.instanceGroupManagers.update")),
            entry("GET group", Set.of("compute.instanceGroupManagers.get")),
            entry("POST instances stop", Set.of("compute.instances.stop")),
            entry("POST instances start", Set.of("compute.instances.start")),
            entry("POST instances reset", Set.of("compute.instances.reset")),
            entry("POST instances setTags", Set.of("compute.instances.setTags")),
            entry("POST instances setDeletionProtection", Set.of("compute.instances.setDeletionProtection")),
            entry(
                    "POST instances addAccessConfig",
                    Set.of(
                            "compute.addresses.use",
                            "compute.instances.addAccessConfig",
                            "compute.subnetworks.useExternalIp")),
            entry("LIST addresses", Set.of("compute.addresses.list")),
            entry("GET globalAddresses", Set.of("compute.globalAddresses.get")),
            entry("POST globalAddresses setLabels", Set.of("compute.globalAddresses.setLabels")),
            entry(
                    "DELETE globalAddresses",
                    Set.of("compute.globalAddresses.delete", "compute.globalAddresses.deleteInternal")),
            entry("POST group resize", Set.of("compute.instanceGroupManagers.update")),
            entry("GET images", Set.of("compute.images.get")),
            entry("GET images getIamPolicy", Set.of("compute.images.getIamPolicy")),
            entry("POST images setIamPolicy", Set.of("compute.images.setIamPolicy")),
            entry("GET snapshots getIamPolicy", Set.of("compute.snapshots.getIamPolicy")),
            entry("POST snapshots setIamPolicy", Set.of("compute.snapshots.setIamPolicy")),
            entry("GET topics", Set.of("pubsub.topics.get")),
            entry("GET topics getIamPolicy", Set.of("pubsub.topics.getIamPolicy")),
            entry("POST topics setIamPolicy", Set.of("pubsub.topics.setIamPolicy")),
            entry("GET cryptoKeys", Set.of("cloudkms.cryptoKeys.get")),
            entry("GET cryptoKeys getIamPolicy", Set.of("cloudkms.cryptoKeys.getIamPolicy")),
            entry("POST cryptoKeys setIamPolicy", Set.of("cloudkms.cryptoKeys.setIamPolicy")),
            entry("GET services", Set.of("run.services.get")),
            entry("GET services getIamPolicy", Set.of("run.services.getIamPolicy")),
            entry("POST services setIamPolicy", Set.of("run.services.setIamPolicy")),
            entry("GET project", Set.of("resourcemanager.projects.get")),
            entry("POST project getIamPolicy", Set.of("resourcemanager.projects.getIamPolicy")),
            entry("POST project setIamPolicy", Set.of("resourcemanager.projects.setIamPolicy")),
            entry("GET buckets", Set.of("logging.buckets.get")),
            entry("PATCH buckets", Set.of("logging.buckets.update")),
            entry("GET targetHttpProxies", Set.of("compute.targetHttpProxies.get")),
            entry(
                    "POST targetHttpProxies setUrlMap",
                    Set.of("compute.targetHttpProxies.setUrlMap", "compute.urlMaps.use")),
            entry("GET urlMaps", Set.of("compute.urlMaps.get")),
            entry("GET regional targetHttpProxies", Set.of("compute.regionTargetHttpProxies.get")),
            entry(
                    "POST regional targetHttpProxies setUrlMap",
                    Set.of("compute.regionTargetHttpProxies.setUrlMap", "compute.regionUrlMaps.use")),
            entry("GET regional urlMaps", Set.of("compute.regionUrlMaps.get")),
            entry("GET sql listServerCas", Set.of("cloudsql.instances.listServerCas")),
            entry("POST sql rotateServerCa", Set.of("cloudsql.instances.rotateServerCa")),
            entry("PATCH group", Set.of("compute.instanceGroupManagers.update")),
            entry("POST group abandonInstances", Set.of("compute.instanceGroupManagers.update")),
            entry("GET sinks", Set.of("logging.sinks.get")),
            entry("PATCH sinks", Set.of("logging.sinks.get", "logging.sinks.update")),
            entry("GET serviceAccounts", Set.of("iam.serviceAccounts.get")),
            entry("POST serviceAccounts disable", Set.of("iam.serviceAccounts.disable")),
            entry("POST serviceAccounts enable", Set.of("iam.serviceAccounts.enable")),
            entry("GET patchJobs", Set.of("osconfig.patchJobs.list")),
            entry("POST patchJobs execute", Set.of("osconfig.patchJobs.exec")),
            entry("POST instances deleteAccessConfig", Set.of("compute.instances.deleteAccessConfig")),
            entry("POST instances setLabels", Set.of("compute.instances.setLabels")),
            entry("POST disks setLabels", Set.of("compute.disks.setLabels")),
            entry("POST disks createSnapshot", Set.of("compute.disks.createSnapshot", "compute.snapshots.create")),
            entry("DELETE disks", Set.of("compute.disks.delete")),
            entry("GET snapshots", Set.of("compute.snapshots.get")),
            entry("LIST snapshots", Set.of("compute.snapshots.list")),
            entry("POST snapshots setLabels", Set.of("compute.snapshots.setLabels")),
            entry("DELETE snapshots", Set.of("compute.snapshots.delete")),
            entry("GET addresses", Set.of("compute.addresses.get")),
            entry("POST addresses setLabels", Set.of("compute.addresses.setLabels")),
            entry("DELETE addresses", Set.of("compute.addresses.delete", "compute.addresses.deleteInternal")),
            entry("GET operations", Set.of("compute.zoneOperations.list")),
            entry("GET disks", Set.of("compute.disks.get")),
            entry("POST disks resize", Set.of("compute.disks.resize")),
            entry("GET subnetworks", Set.of("compute.subnetworks.get")),
            entry("PATCH subnetworks", Set.of("compute.subnetworks.update")),
            entry("GET firewalls", Set.of("compute.firewalls.get")),
            entry("PATCH firewalls", Set.of("compute.firewalls.update", "compute.networks.updatePolicy")),
            entry("GET securityPolicies", Set.of("compute.securityPolicies.get")),
            entry("POST securityPolicies addRule", Set.of("compute.securityPolicies.update")),
            entry("POST securityPolicies removeRule", Set.of("compute.securityPolicies.update")),
            entry("GET autoscalers", Set.of("compute.autoscalers.get")),
            entry("PATCH autoscalers", Set.of("compute.autoscalers.update")),
            entry("PATCH sql", Set.of("cloudsql.instances.update")),
            entry("GET b", Set.of("storage.buckets.get")),
            entry("PATCH b", Set.of("storage.buckets.setIamPolicy", "storage.buckets.update")),
            entry("GET b iam", Set.of("storage.buckets.getIamPolicy")),
            entry("PUT b iam", Set.of("storage.buckets.setIamPolicy")),
            entry("GET keys", Set.of("iam.serviceAccountKeys.get")),
            entry("POST keys disable", Set.of("iam.serviceAccountKeys.disable")),
            entry("POST keys enable", Set.of("iam.serviceAccountKeys.enable")),
            entry("GET jobs", Set.of("run.jobs.get")),
            entry("POST jobs run", Set.of("run.jobs.run")),
            entry("GET redis", Set.of("redis.instances.get")),
            entry("POST redis failover", Set.of("redis.instances.failover")));

    private static final Pattern COLLECTION = Pattern.compile(
            ".*/(disks|snapshots|images|topics|cryptoKeys|services|sinks|serviceAccounts|patchJobs|addresses|subnetworks|firewalls|securityPolicies|autoscalers|b|keys|jobs|buckets|targetHttpProxies|urlMaps)(?:/[^/:]+)?(?:[/:]([a-zA-Z]+))?");

    /** Collections whose regional ones have permissions of their own. */
    private static final Set<String> REGIONAL = Set.of("targetHttpProxies", "urlMaps");

    private static final Pattern PROJECT = Pattern.compile("/v3/projects/[^/:]+(?::([a-zA-Z]+))?");

    private static final Pattern MACHINE = Pattern.compile(".*/zones/[^/]+/instances/[^/]+/([a-zA-Z]+)");

    private static final Pattern CACHE = Pattern.compile("/v1/.*/locations/[^/]+/instances/[^/:]+(?::([a-z]+))?");

    /** The name of a method of the catalogue's resources; empty for those of the others. */
    private static Optional<String> catalogued(WireRequest request) {
        if (request.path().endsWith("/operations") && request.path().contains("/zones/")) {
            return Optional.of("GET operations");
        }
        if (request.path().endsWith("/aggregated/instances")) {
            return Optional.of("LIST instances");
        }
        if (request.path().endsWith("/global/snapshots")) {
            return Optional.of("LIST snapshots");
        }
        if (request.path().endsWith("/addresses")) {
            return Optional.of("LIST addresses");
        }
        var project = PROJECT.matcher(request.path());
        if (project.matches()) {
            return Optional.of(request.method() + " project" + verb(project.group(1)));
        }
        var cache = CACHE.matcher(request.path());
        if (cache.matches()) {
            return Optional.of(request.method() + " redis" + verb(cache.group(1)));
        }
        var machine = MACHINE.matcher(request.path());
        if (machine.matches()) {
            return Optional.of(request.method() + " instances" + verb(machine.group(1)));
        }
        var collection = COLLECTION.matcher(request.path());
        if (!collection.matches()) {
            return Optional.empty();
        }
        var name = request.path().contains("/global/addresses/") ? "globalAddresses" : collection.group(1);
        boolean regional = request.path().contains("/regions/") && REGIONAL.contains(name);
        return Optional.of(request.method() + (regional ? " regional " : " ") + name + verb(collection.group(2)));
    }

    private static String verb(@Nullable String verb) {
        return verb == null ? "" : " " + verb;
    }

    private static final Map<String, String> SUBJECTS = new TreeMap<>(Map.of(
            Kinds.RUN_SERVICE, "checkout",
            Kinds.SQL_INSTANCE, "orders",
            Kinds.GCE_INSTANCE, "europe-west1-b/web-1",
            Kinds.INSTANCE_GROUP, "europe-west1-b/web"));

    private final SmallProject project = new SmallProject();

    @AfterEach
    void close() {
        project.close();
    }

    /** The actions of each type; one that acts on several kinds makes the calls of all of them. */
    static final List<List<Action>> TYPES = List.copyOf(CASES.stream()
            .map(Case::action)
            .collect(Collectors.groupingBy(action -> action.type().name()))
            .values());

    @ParameterizedTest
    @FieldSource("TYPES")
    void areThoseOfTheCallsThatItMakes(List<Action> ofOneType) {
        for (var action : ofOneType) {
            var capsule = throughout(action);
            project.settle();
            action.undo(capsule).ifPresent(this::throughout);
        }
        if (ofOneType.getFirst().type().equals(SecurityActions.QUARANTINE_INSTANCE)) {
            // One of a group that has a disk makes more calls.
            throughout(SmallProject.act(
                    SecurityActions.QUARANTINE_INSTANCE, Kinds.GCE_INSTANCE, "europe-west1-b/batch-1", "tag", "q"));
        }
        assertThat(called()).isEqualTo(new TreeSet<>(stated(ofOneType.getFirst())));
    }

    private static List<String> stated(Action action) {
        return action.type().permissions().getOrDefault(Cloud.GCP, List.of());
    }

    private Json.Obj throughout(Action action) {
        var capsule = project.before(action).capsule();
        assertThat(project.actor.perform(action, SmallProject.KEY, capsule)).isInstanceOf(Performed.Done.class);
        project.actor.probe(action, SmallProject.KEY, capsule);
        return capsule;
    }

    @Test
    void theObserverStatesThoseOfItsCalls() {
        assertThat(GcpObserver.PERMISSIONS).containsOnlyKeys(SUBJECTS.keySet());
        SUBJECTS.forEach((kind, name) -> {
            try (var fresh = new SmallProject()) {
                var query = new Query(Query.HEALTH, resource(kind, name), Json.obj());
                assertThat(fresh.observer.observe(query)).as(kind).isInstanceOf(Observed.Seen.class);
                assertThat(called(fresh))
                        .as(kind)
                        .containsExactlyInAnyOrderElementsOf(GcpObserver.PERMISSIONS.getOrDefault(kind, List.of()));
            }
        });
    }

    @Test
    void whoReadsTheLabelsOfATargetStatesThoseOfItsCalls() {
        SUBJECTS.forEach((kind, name) -> {
            try (var fresh = new SmallProject()) {
                var surroundings = new GcpTargetContext(new GcpScope(Set.of(SmallProject.PROJECT)), fresh.apis);
                assertThat(surroundings.apply(resource(kind, name))).as(kind).isInstanceOf(LiveState.Known.class);
                assertThat(called(fresh))
                        .as(kind)
                        .containsExactlyInAnyOrderElementsOf(
                                GcpTargetContext.PERMISSIONS.getOrDefault(kind, List.of()));
            }
        });
    }

    private Set<String> called() {
        return called(project);
    }

    private static Set<String> called(SmallProject project) {
        var asked = new TreeSet<String>();
        project.run.calls().forEach(method -> asked.addAll(permissions(method)));
        project.wire.requests().forEach(request -> asked.addAll(permissions(request)));
        return asked;
    }

    private static Set<String> permissions(WireRequest request) {
        var catalogued = catalogued(request);
        if (catalogued.isPresent()) {
            return permissions(catalogued.get());
        }
        var parts = request.path().split("/");
        var last = parts[parts.length - 1];
        var what = request.path().contains("/instanceGroupManagers/")
                ? "group"
                : request.path().startsWith("/compute/") ? "instance" : "sql";
        boolean verb = Set.of(
                        "restart",
                        "failover",
                        "operations",
                        "recreateInstances",
                        "abandonInstances",
                        "listManagedInstances",
                        "listServerCas",
                        "rotateServerCa",
                        "promoteReplica",
                        "resize")
                .contains(last);
        return permissions(request.method() + " " + what + (verb ? " " + last : ""));
    }

    private static Set<String> permissions(String method) {
        var asked = ASKED.get(method);
        if (asked == null) {
            throw new AssertionError("look up what this asks for: " + method);
        }
        return asked;
    }
}
