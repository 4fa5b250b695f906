package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.AGENT;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.NODE;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.ORDERS;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.POD;
import static io.nightshift.remediation.kubernetes.SmallCluster.FRONTEND;
import static io.nightshift.remediation.kubernetes.SmallCluster.frontend;
import static io.nightshift.remediation.kubernetes.SmallCluster.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code kubectl rollout status} would say. */
class KubernetesObserverTest {

    private final SmallCluster cluster = new SmallCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private Health health() {
        return cluster.health().health();
    }

    @Test
    void seesARestartFromItsBeginningToItsEnd() {
        assertThat(health()).isEqualTo(Health.WELL);
        cluster.perform(new RestartDeployment(frontend()));
        assertThat(health()).as("not seen by the controller").isEqualTo(Health.UNKNOWN);
        cluster.server.observe();
        assertThat(health()).as("new pods come").isEqualTo(Health.UNKNOWN);
        cluster.settle();
        assertThat(health()).isEqualTo(Health.WELL);
        assertThat(cluster.health().details().text()).isEqualTo("""
                        {"observed":true,"replicas":4,"existing":4,"updated":4,"available":4,\
                        "conditions":{"Available":"True/MinimumReplicasAvailable","Progressing":"True/NewReplicaSetAvailable"}}""");
    }

    @Test
    void aRolloutThatStandsStillIsUnwellWhenItsDeadlineHasPassed() {
        cluster.server.breakImage("frontend:3");
        cluster.server.release(FRONTEND, "frontend:3");
        cluster.settle();
        assertThat(health()).isEqualTo(Health.UNKNOWN);
        cluster.server.passDeadline();
        assertThat(health()).isEqualTo(Health.UNWELL);
        cluster.perform(new RollBackDeployment(frontend()));
        cluster.settle();
        assertThat(health()).isEqualTo(Health.WELL);
    }

    @Test
    void aCrashLoopAfterTheRolloutIsUnwellAtOnce() {
        cluster.server.crash(FRONTEND, 3);
        assertThat(health()).isEqualTo(Health.UNWELL);
    }

    @Test
    void onePodLessMayBeAScaleOut() {
        cluster.server.crash(FRONTEND, 1);
        assertThat(health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void whatIsNotThereOrNotOursIsNotSeen() {
        assertThat(cluster.observer.observe(new Query(Query.HEALTH, resource("shop/none"), Json.obj())))
                .isInstanceOf(Observed.NotSeen.class)
                .asString()
                .contains("NotFound");
        assertThat(cluster.observer.observe(new Query(Query.HEALTH, resource("other/frontend"), Json.obj())))
                .asString()
                .contains("OtherNamespace");
    }

    @Test
    void leavesAlarmsToThoseWhoSendThem() {
        assertThat(cluster.observer.observes(new Query(Query.ALARM, frontend(), Json.obj())))
                .isFalse();
        assertThat(cluster.observer.observes(new Query(Query.HEALTH, frontend(), Json.obj())))
                .isTrue();
    }

    private Health health(Resource subject) {
        return cluster.seen(Query.HEALTH, subject).health();
    }

    @Test
    void aStatefulSetIsUnwellWhenAPodOfTheCurrentTemplateDoesNotServe() {
        assertThat(health(ORDERS)).isEqualTo(Health.WELL);
        cluster.perform(new RestartDeployment(ORDERS));
        assertThat(health(ORDERS)).as("not seen by the controller").isEqualTo(Health.UNKNOWN);
        cluster.settle();
        assertThat(health(ORDERS)).isEqualTo(Health.WELL);
        cluster.server.crashSet("shop/orders", 1);
        assertThat(health(ORDERS)).isEqualTo(Health.UNWELL);
    }

    @Test
    void aDaemonSetIsWellWhenItServesOnEachNode() {
        assertThat(health(AGENT)).isEqualTo(Health.WELL);
        var two = Json.obj()
                .with("observedGeneration", 2)
                .with("desiredNumberScheduled", 3)
                .with("currentNumberScheduled", 3)
                .with("updatedNumberScheduled", 3)
                .with("numberAvailable", 2);
        cluster.server.report("daemonsets", "shop/agent", two);
        assertThat(health(AGENT)).isEqualTo(Health.UNWELL);
    }

    @Test
    void aPodIsUnwellWhenItsContainersCannotStart() {
        assertThat(health(POD)).isEqualTo(Health.WELL);
        status("ContainerCreating", 0);
        assertThat(health(POD)).isEqualTo(Health.UNKNOWN);
        status("CrashLoopBackOff", 3);
        assertThat(health(POD)).isEqualTo(Health.UNWELL);
    }

    private void status(String waiting, int restarts) {
        var container = Json.obj()
                .with("state", Json.obj().with("waiting", Json.obj().with("reason", waiting)))
                .with("restartCount", restarts);
        cluster.server.report(
                "pods",
                "shop/orders-0",
                Json.obj().with("phase", "Running").with("containerStatuses", Json.arr(container)));
    }

    @Test
    void aPodThatWasReplacedIsAsWellAsItsWorkload() {
        var pod = cluster.apiPod();
        cluster.server.remove("pods", pod.name());
        assertThat(health(pod)).isEqualTo(Health.WELL);
        var gone = resource(Kinds.K8S_POD, "shop/nobody");
        assertThat(cluster.observer.observe(new Query(Query.HEALTH, gone, Json.obj())))
                .asString()
                .contains("NotFound");
    }

    @Test
    void aNodeIsUnwellWhenItIsNotReadyOrLacksSomething() {
        assertThat(health(NODE)).isEqualTo(Health.WELL);
        cluster.server.report("nodes", "/n1", conditions("True", "True"));
        assertThat(health(NODE)).isEqualTo(Health.UNWELL);
        cluster.server.report("nodes", "/n1", conditions("Unknown", "False"));
        assertThat(health(NODE)).isEqualTo(Health.UNWELL);
    }

    private static Json.Obj conditions(String ready, String pressure) {
        return Json.obj()
                .with(
                        "conditions",
                        Json.arr(
                                Json.obj().with("type", "Ready").with("status", ready),
                                Json.obj().with("type", "DiskPressure").with("status", pressure)));
    }

    @Test
    void namesTheWorkloadThatOwnsAPod() throws Exception {
        assertThat(owner(cluster.apiPod())).isEqualTo(resource("shop/api"));
        assertThat(owner(POD)).isEqualTo(ORDERS);
        var inGke = new Resource(
                Origin.gcp("shop-prod", "europe-west1"),
                Kinds.GKE_POD,
                "main/" + cluster.apiPod().name());
        assertThat(owner(inGke)).isEqualTo(new Resource(inGke.origin(), Kinds.GKE_DEPLOYMENT, "main/shop/api"));
        assertThat(cluster.seen(Query.OWNER, resource(Kinds.K8S_POD, "shop/alone"))
                        .details()
                        .members())
                .isEmpty();
    }

    private Observed ask(Resource subject, Relation relation, Json.Obj with) {
        return cluster.observer.observe(new Query(Query.RELATED, subject, with.with("relation", relation.id())));
    }

    private List<String> related(Resource subject, Relation relation, Json.Obj with) throws JsonException {
        return switch (ask(subject, relation, with)) {
            case Observed.Seen seen ->
                RelatedResources.read(View.of(seen.details())).resources().stream()
                        .map(Resource::label)
                        .toList();
            case Observed.NotSeen not -> throw new AssertionError(not.problem());
        };
    }

    @Test
    void findsWhatIsRelatedToAPod() throws Exception {
        assertThat(related(POD, Relation.OWNER, Json.obj())).containsExactly(ORDERS.label());
        assertThat(related(POD, Relation.NODE, Json.obj())).containsExactly("k8s:node/n1");
        var inGke = new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.GKE_POD, "main/" + POD.name());
        assertThat(related(inGke, Relation.NODE, Json.obj())).containsExactly("gke:node/main/n1");
        cluster.server.set("deployments", FRONTEND, Json.of("web"), "metadata", "labels", "tier");
        var tagged = Json.obj().with("kind", Kinds.K8S_DEPLOYMENT);
        assertThat(related(POD, Relation.TAGGED, tagged.with("tag", "tier=web")))
                .containsExactly(frontend().label());
        assertThat(related(POD, Relation.TAGGED, tagged.with("tag", "tier=db"))).isEmpty();
        assertThat(ask(NODE, Relation.TAGGED, tagged.with("tag", "tier"))).isInstanceOf(Observed.NotSeen.class);
        assertThat(ask(POD, Relation.GROUP, Json.obj())).isInstanceOf(Observed.NotSeen.class);
    }

    private Resource owner(Resource pod) throws JsonException {
        var details = cluster.seen(Query.OWNER, pod).details();
        return Resource.fromJson(View.of(details).at("owner"));
    }
}
