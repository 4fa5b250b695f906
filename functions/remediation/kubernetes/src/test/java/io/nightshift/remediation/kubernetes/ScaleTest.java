package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.AUTOSCALER;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.BOUNDS;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.ORDERS;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.RAISE;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.RAISE_MAXIMUM;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.SCALE;
import static io.nightshift.remediation.kubernetes.SmallCluster.FRONTEND;
import static io.nightshift.remediation.kubernetes.SmallCluster.KEY;
import static io.nightshift.remediation.kubernetes.SmallCluster.act;
import static io.nightshift.remediation.kubernetes.SmallCluster.frontend;
import static io.nightshift.remediation.kubernetes.SmallCluster.resource;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.WorkloadActions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replicas and bounds, and who else sets them. */
class ScaleTest {

    private final SmallCluster cluster = new SmallCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private Json spec(String resource, String key, String member) throws JsonException {
        return View.of(cluster.server.object(resource, key)).at("spec", member).json();
    }

    @Test
    void raisesUpToTheLimitAndNotAboveIt() throws Exception {
        cluster.perform(RAISE);
        assertThat(spec("statefulsets", "shop/orders", "replicas")).isEqualTo(Json.of(5));
        var high = act(
                WorkloadActions.RAISE_REPLICAS,
                ORDERS,
                Json.obj().with("by", 50).with("up-to", 6));
        cluster.perform(high);
        assertThat(spec("statefulsets", "shop/orders", "replicas")).isEqualTo(Json.of(6));
        assertThat(cluster.before(high).capsule().get(ActionExecution.ALREADY)).isEqualTo(Json.of(true));
    }

    @Test
    void whatAnAutoscalerScalesIsLeftToIt() {
        var api = act(
                WorkloadActions.SCALE_DEPLOYMENT,
                resource("shop/api"),
                Json.obj().with("replicas", 5));
        assertThat(cluster.refusal(api).message()).contains("autoscaler api", "set-autoscaler-bounds");
        assertThat(cluster.changes()).isEmpty();
    }

    @Test
    void aWorkloadThatItsOwnerStoppedIsNotRaised() {
        cluster.server.set("statefulsets", "shop/orders", Json.of(0), "spec", "replicas");
        assertThat(cluster.refusal(RAISE).message()).contains("scaled to zero");
    }

    @Test
    void peopleWhoScaledSinceAreNotOverruled() throws Exception {
        var capsule = cluster.before(SCALE).capsule();
        cluster.server.set(FRONTEND, Json.of(9), "spec", "replicas");
        assertThat(problem(cluster.actor.perform(SCALE, KEY, capsule)).code()).isEqualTo("ChangedSince");
        assertThat(spec("deployments", FRONTEND, "replicas")).isEqualTo(Json.of(9));
    }

    @Test
    void theUndoDoesNotOverrulePeopleWhoScaledSince() {
        var capsule = cluster.before(SCALE).capsule();
        cluster.actor.perform(SCALE, KEY, capsule);
        cluster.server.set(FRONTEND, Json.of(9), "spec", "replicas");
        var undo = SCALE.undo(capsule).orElseThrow();
        assertThat(cluster.refusal(undo).code()).isEqualTo("ChangedSince");
    }

    @Test
    void setsAndRaisesTheBoundsOfAnAutoscaler() throws Exception {
        cluster.perform(BOUNDS);
        assertThat(spec("horizontalpodautoscalers", "shop/api", "minReplicas")).isEqualTo(Json.of(3));
        assertThat(spec("horizontalpodautoscalers", "shop/api", "maxReplicas")).isEqualTo(Json.of(9));
        cluster.perform(RAISE_MAXIMUM);
        assertThat(spec("horizontalpodautoscalers", "shop/api", "maxReplicas")).isEqualTo(Json.of(10));
        var crossed = act(
                WorkloadActions.SET_AUTOSCALER_BOUNDS,
                AUTOSCALER,
                Json.obj().with("min", 10).with("max", 9));
        assertThat(cluster.refusal(crossed).message()).contains("minimum 10", "maximum 9");
    }

    @Test
    void aSetWhosePodsPeopleReplaceByHandIsNotRestarted() {
        cluster.server.set("statefulsets", "shop/orders", Json.of("OnDelete"), "spec", "updateStrategy", "type");
        assertThat(cluster.refusal(new RestartDeployment(ORDERS)).message()).contains("OnDelete");
        assertThat(cluster.perform(new RestartDeployment(frontend()))).isInstanceOf(Performed.Done.class);
    }
}
