package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.SmallCluster.act;
import static io.nightshift.remediation.kubernetes.SmallCluster.frontend;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.remediation.action.WorkloadActions;
import io.nightshift.sandbox.wire.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The verbs that the documented Roles allow are those of the calls that are made: nothing is missing or too much. */
final class KubernetesPermissionsTest {

    private static final Pattern PATH =
            Pattern.compile("/apis?/(?:[a-z]+/)?v[12](?:/namespaces/[^/]+)?" + "/([a-z]+)(/[^/]+)?(/eviction)?");
    private static final Pattern RULE = Pattern.compile("resources: \\[([a-z/, ]+)]\\s+verbs: \\[([a-z, ]+)]");

    /**
     * How the Role's resources are called in GKE's IAM.
     *
     * @see <a href="https://cloud.google.com/iam/docs/roles-permissions/container">Kubernetes Engine permissions</a>
     */
    private static final Map<String, String> IN_GKE = Map.of(
            "deployments", "deployments",
            "controllerrevisions", "controllerRevisions",
            "replicasets", "replicaSets",
            "statefulsets", "statefulSets",
            "daemonsets", "daemonSets",
            "horizontalpodautoscalers", "horizontalPodAutoscalers",
            "nodes", "nodes",
            "pods", "pods");

    private final SmallCluster cluster = new SmallCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    /** The actions by their type, of each kind that they call in another way. */
    private List<List<Action>> actions() {
        return List.of(
                List.of(
                        new RestartDeployment(frontend()),
                        new RestartDeployment(KubernetesActorContractTest.ORDERS),
                        new RestartDeployment(KubernetesActorContractTest.AGENT)),
                List.of(
                        new RollBackDeployment(frontend()),
                        new RollBackDeployment(KubernetesActorContractTest.ORDERS),
                        new RollBackDeployment(KubernetesActorContractTest.AGENT)),
                List.of(
                        KubernetesActorContractTest.SCALE,
                        act(
                                WorkloadActions.SCALE_DEPLOYMENT,
                                KubernetesActorContractTest.ORDERS,
                                Json.obj().with("replicas", 7))),
                List.of(
                        delete(cluster.apiPod()),
                        KubernetesActorContractTest.DELETE,
                        delete(SmallCluster.resource(Kinds.K8S_POD, "shop/agent-aaaaa"))),
                List.of(KubernetesActorContractTest.CORDON),
                List.of(KubernetesActorContractTest.UNCORDON),
                List.of(KubernetesActorContractTest.DRAIN),
                List.of(KubernetesActorContractTest.REPLACE));
    }

    private static Action delete(Resource pod) {
        return act(WorkloadActions.DELETE_POD, pod, Json.obj());
    }

    @Test
    void theDocumentedRolesAreWhatIsAskedFor() throws IOException {
        actions().forEach(ofOneType -> ofOneType.forEach(this::throughout));
        throughout(KubernetesActorContractTest.BOUNDS);
        cluster.health();
        cluster.seen(Query.HEALTH, KubernetesActorContractTest.NODE);
        cluster.seen(Query.OWNER, KubernetesActorContractTest.POD);
        for (var kind : List.of(Kinds.K8S_DEPLOYMENT, Kinds.K8S_STATEFUL_SET, Kinds.K8S_DAEMON_SET, Kinds.K8S_POD)) {
            var with = Json.obj().with("relation", "tagged").with("kind", kind).with("tag", "tier=web");
            cluster.observer.observe(new Query(Query.RELATED, KubernetesActorContractTest.POD, with));
        }
        assertThat(verbs()).isEqualTo(documented());
    }

    private static Set<String> documented() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("nightshift.root"), "docs", "remediation.md"));
        var allowed = new TreeSet<String>();
        RULE.matcher(page).results().forEach(rule -> {
            for (var resource : rule.group(1).split(", ")) {
                for (var verb : rule.group(2).split(", ")) {
                    allowed.add(verb + " " + resource);
                }
            }
        });
        return allowed;
    }

    /** What `nightshift iam` prints for all actions and relations is the Role and the ClusterRole of the page. */
    @Test
    void theRolesOfAllActionsAreTheDocumentedOnes() throws Exception {
        var printed = new TreeSet<String>();
        for (var role : RemediationRoles.of(Remediation.CATALOGUE.types(), EnumSet.allOf(Relation.class))) {
            for (var rule : View.of(role).at("rules").items()) {
                for (var resource : rule.at("resources").strings()) {
                    rule.at("verbs").strings().forEach(verb -> printed.add(verb + " " + resource));
                }
            }
        }
        assertThat(printed).isEqualTo(documented());
    }

    @Test
    void aRoleHasNothingOfOtherActions() {
        assertThat(RemediationRoles.of(List.of(WorkloadActions.CORDON_NODE), Set.of()))
                .singleElement()
                .asString()
                .contains("ClusterRole", "nodes")
                .doesNotContain("pods", "deployments");
        assertThat(RemediationRoles.of(List.of(RestartDeployment.TYPE), Set.of()))
                .singleElement()
                .asString()
                .doesNotContain("nodes", "delete", "list", "controllerrevisions");
        assertThat(RemediationRoles.of(List.of(), EnumSet.allOf(Relation.class)))
                .isEmpty();
    }

    @Test
    void whatAnActionStatesForGkeIsWhatItAsksFor() {
        actions().forEach(this::states);
    }

    private void states(List<Action> ofOneType) {
        cluster.server.wire().forgetRequests();
        ofOneType.forEach(this::throughout);
        var asked = verbs().stream().map(KubernetesPermissionsTest::inGke).collect(Collectors.toSet());
        assertThat(ofOneType.getFirst().type().permissions().getOrDefault(Cloud.GCP, List.of()))
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    private static String inGke(String verb) {
        if (verb.equals("create pods/eviction")) {
            return "container.pods.evict";
        }
        var parts = verb.split(" ", 2);
        return "container." + IN_GKE.get(parts[1]) + "." + (parts[0].equals("patch") ? "update" : parts[0]);
    }

    private void throughout(Action action) {
        prepare(action);
        action.undo(performed(action)).ifPresent(this::performed);
    }

    private void prepare(Action action) {
        cluster.server.node("n1", "amd64", Map.of());
        KubernetesActorContractTest.startedByKarpenter(cluster);
        cluster.stick();
        cluster.server.set(
                "nodes", "/n1", Json.of(action.type().equals(WorkloadActions.UNCORDON_NODE)), "spec", "unschedulable");
        cluster.server.pod("shop/orders-0", "StatefulSet", "orders", "n1");
    }

    private Json.Obj performed(Action action) {
        var capsule = cluster.before(action).capsule();
        assertThat(cluster.actor.perform(action, SmallCluster.KEY, capsule)).isInstanceOf(Performed.Done.class);
        cluster.actor.probe(action, SmallCluster.KEY, capsule);
        cluster.server.settle();
        return capsule;
    }

    private Set<String> verbs() {
        return cluster.server.wire().requests().stream()
                .map(KubernetesPermissionsTest::verb)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String verb(WireRequest request) {
        var path = PATH.matcher(request.path());
        assertThat(path.matches()).as(request.toString()).isTrue();
        var verb = switch (request.method()) {
            case "GET" -> path.group(2) == null ? "list" : "get";
            case "POST" -> "create";
            case "DELETE" -> "delete";
            default -> "patch";
        };
        return verb + " " + path.group(1) + (path.group(3) == null ? "" : path.group(3));
    }
}
