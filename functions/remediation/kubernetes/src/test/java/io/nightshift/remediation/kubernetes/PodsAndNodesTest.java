package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.DELETE;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.DRAIN;
import static io.nightshift.remediation.kubernetes.KubernetesActorContractTest.NODE;
import static io.nightshift.remediation.kubernetes.SmallCluster.KEY;
import static io.nightshift.remediation.kubernetes.SmallCluster.act;
import static io.nightshift.remediation.kubernetes.SmallCluster.resource;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.remediation.action.WorkloadActions;
import io.nightshift.sandbox.contract.ActorAnswers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a deleted pod and a drained node leave alone. */
class PodsAndNodesTest {

    private static final Resource ALONE = resource(Kinds.K8S_POD, "shop/alone");

    private final SmallCluster cluster = new SmallCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static Action delete(Resource pod, boolean withoutOwner) {
        return act(WorkloadActions.DELETE_POD, pod, Json.obj().with("without-owner", withoutOwner));
    }

    private static Action drain(Resource node, boolean withoutOwner, boolean localData) {
        return act(
                WorkloadActions.DRAIN_NODE,
                node,
                Json.obj().with("without-owner", withoutOwner).with("local-data", localData));
    }

    @Test
    void deletesThePodThatItSawAndNotTheOneThatCameAfterIt() {
        var capsule = cluster.before(DELETE).capsule();
        assertThat(cluster.actor.perform(DELETE, KEY, capsule)).isInstanceOf(Performed.Done.class);
        cluster.settle();
        assertThat(cluster.server.runningPods()).contains("shop/orders-0");
        assertThat(cluster.actor.perform(DELETE, new IdempotencyKey("r", 9), capsule))
                .isEqualTo(new Performed.Done(Json.obj().with("already", true)));
        assertThat(cluster.changes()).hasSize(1);
    }

    @Test
    void aRolledBackStatefulSetDoesNotWaitForThePodThatNeverBecameReady() throws Exception {
        cluster.stick();
        var back = new RollBackDeployment(KubernetesActorContractTest.ORDERS);
        var capsule = cluster.before(back).capsule();
        cluster.server.forbid("delete", "pods");
        var half = ActorAnswers.problem(cluster.actor.perform(back, KEY, capsule));
        assertThat(half.mayHaveHappened()).isTrue();
        assertThat(cluster.actor.probe(back, KEY, capsule)).isEqualTo(Probed.NOT_HAPPENED);
        cluster.server.permit("delete", "pods");
        assertThat(cluster.actor.perform(back, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(cluster.changes()).containsExactly("template of shop/orders", "deletion of shop/orders-1");
        assertThat(cluster.actor.probe(back, KEY, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(cluster.actor.perform(back, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(cluster.changes()).hasSize(2);
    }

    @Test
    void aNodeThatNothingReplacesIsNotDeleted() {
        assertThat(cluster.refusal(KubernetesActorContractTest.REPLACE).message())
                .contains("not started by Karpenter");
        assertThat(cluster.changes()).isEmpty();
    }

    @Test
    void thePodsOfItsWorkloadAreTheGroup() {
        assertThat(cluster.before(DELETE).group()).contains(new Group("shop/orders", 3, 3, true));
        assertThat(cluster.before(delete(cluster.apiPod(), false)).group()).contains(new Group("shop/api", 4, 4, true));
        assertThat(cluster.before(DELETE).tags()).containsEntry("team", "shop");
    }

    @Test
    void aPodThatNobodyStartsAgainIsOnlyDeletedWhenTold() {
        assertThat(cluster.refusal(delete(ALONE, false)).message()).contains("no owner");
        assertThat(cluster.changes()).isEmpty();
        assertThat(cluster.perform(delete(ALONE, true))).isInstanceOf(Performed.Done.class);
    }

    @Test
    void aStaticPodIsNotDeleted() {
        var owner = Json.obj().with("kind", "Node").with("name", "n3").with("controller", true);
        cluster.server.set("pods", "shop/alone", Json.arr(owner), "metadata", "ownerReferences");
        assertThat(cluster.refusal(delete(ALONE, true)).message()).contains("static pod");
    }

    @Test
    void aPodOfTheGkeClusterIsNamedWithIt() {
        var pod = new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.GKE_POD, "main/shop/orders-0");
        assertThat(cluster.perform(delete(pod, false))).isInstanceOf(Performed.Done.class);
        var node = new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.GKE_NODE, "main/n1");
        assertThat(cluster.before(drain(node, false, false)).group())
                .contains(new Group("gcp:shop-prod:europe-west1:main/nodes", 3, 3, true));
        var theirs = new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.GKE_NODE, "other/n1");
        assertThat(cluster.blind(drain(theirs, false, false)).code()).isEqualTo("OtherCluster");
    }

    @Test
    void aNameThatIsNoNodesIsRefusedBeforeAnyCall() {
        for (var name : new String[] {"", "n1/proxy", "../pods", "n1?x", "N1", "n%2f1"}) {
            assertThat(cluster.blind(act(WorkloadActions.UNCORDON_NODE, resource(Kinds.K8S_NODE, name), Json.obj()))
                            .code())
                    .isEqualTo("BadName");
        }
        assertThat(cluster.requests()).isZero();
    }

    @Test
    void aDrainCordonsAndEvictsAllButTheDaemons() {
        cluster.server.pod("shop/orders-1", "StatefulSet", "orders", "n1");
        assertThat(cluster.perform(DRAIN)).isInstanceOf(Performed.Done.class);
        assertThat(cluster.changes())
                .containsExactly("spec of n1", "eviction of shop/orders-0", "eviction of shop/orders-1");
        cluster.settle();
        assertThat(cluster.server.runningPods()).contains("shop/agent-aaaaa", "shop/alone", "shop/orders-0");
    }

    @Test
    void aBudgetKeepsAPodForNowAndTheOthersGo() {
        cluster.server.pod("shop/orders-1", "StatefulSet", "orders", "n1");
        var replicaSet = cluster.server.replicaSets().getFirst();
        cluster.server.pod("shop/api-zzzzz", "ReplicaSet", replicaSet.substring("shop/".length()), "n1");
        cluster.server.budget("orders", 1);
        var capsule = cluster.before(DRAIN).capsule();
        var problem = problem(cluster.actor.perform(DRAIN, KEY, capsule));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.code()).isEqualTo(ActionExecution.BEGUN);
        assertThat(problem.message())
                .contains("the node is cordoned", "PodDisruptionBudget", "shop/orders-1")
                .doesNotContain("orders-0");
        assertThat(cluster.changes()).contains("eviction of shop/api-zzzzz", "eviction of shop/orders-0");
        cluster.settle();
        cluster.server.budget("orders", 1);
        assertThat(cluster.actor.perform(DRAIN, KEY, capsule)).isInstanceOf(Performed.Done.class);
    }

    @Test
    void aDrainThatIsRefusedFromTheBeginningHasChangedNothing() {
        cluster.server.set("nodes", "/n1", Json.of(true), "spec", "unschedulable");
        cluster.server.budget("orders", 0);
        var problem = problem(cluster.perform(DRAIN));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(cluster.changes()).isEmpty();
    }

    @Test
    void aDrainThatIsDeniedAfterItsCordonCanBeUndone() {
        cluster.server.forbid("create", "pods/eviction");
        var problem = problem(cluster.perform(DRAIN));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isTrue();
        assertThat(cluster.changes()).containsExactly("spec of n1");
    }

    @Test
    void aDrainDoesNotEndPodsThatNobodyStartsElsewhereUnlessTold() {
        var node = resource(Kinds.K8S_NODE, "n3");
        assertThat(cluster.refusal(drain(node, false, false)).message()).contains("shop/alone", "without-owner");
        assertThat(cluster.changes()).isEmpty();
        assertThat(cluster.perform(drain(node, true, false))).isInstanceOf(Performed.Done.class);
    }

    @Test
    void aDrainDoesNotDeleteLocalDataUnlessTold() {
        var volume = Json.obj().with("name", "cache").with("emptyDir", Json.obj());
        cluster.server.set("pods", "shop/orders-0", Json.arr(volume), "spec", "volumes");
        assertThat(cluster.refusal(DRAIN).message()).contains("emptyDir", "shop/orders-0", "local-data");
        assertThat(cluster.perform(drain(NODE, false, true))).isInstanceOf(Performed.Done.class);
    }

    @Test
    void theUndoOfADrainLeavesANodeCordonedThatPeopleHadCordoned() {
        cluster.server.set("nodes", "/n1", Json.of(true), "spec", "unschedulable");
        var capsule = cluster.before(DRAIN).capsule();
        cluster.actor.perform(DRAIN, KEY, capsule);
        var undo = DRAIN.undo(capsule).orElseThrow();
        cluster.actor.perform(undo, KEY, cluster.before(undo).capsule());
        assertThat(cluster.changes()).containsExactly("eviction of shop/orders-0");
    }
}
