package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.SmallCluster.FRONTEND;
import static io.nightshift.remediation.kubernetes.SmallCluster.act;
import static io.nightshift.remediation.kubernetes.SmallCluster.frontend;
import static io.nightshift.remediation.kubernetes.SmallCluster.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.remediation.action.WorkloadActions;
import io.nightshift.sandbox.contract.ActSuite;
import io.nightshift.sandbox.contract.ActorUnderTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/** What every action has to keep, whatever the wire does. */
class KubernetesActorContractTest {

    static final Resource ORDERS = resource(Kinds.K8S_STATEFUL_SET, "shop/orders");
    static final Resource AGENT = resource(Kinds.K8S_DAEMON_SET, "shop/agent");
    static final Resource POD = resource(Kinds.K8S_POD, "shop/orders-0");
    static final Resource NODE = resource(Kinds.K8S_NODE, "n1");
    static final Resource AUTOSCALER = resource(Kinds.K8S_AUTOSCALER, "shop/api");

    static final Action SCALE =
            act(WorkloadActions.SCALE_DEPLOYMENT, frontend(), Json.obj().with("replicas", 6));
    static final Action RAISE =
            act(WorkloadActions.RAISE_REPLICAS, ORDERS, Json.obj().with("by", 2).with("up-to", 9));
    static final Action BOUNDS = act(
            WorkloadActions.SET_AUTOSCALER_BOUNDS,
            AUTOSCALER,
            Json.obj().with("min", 3).with("max", 9));
    static final Action RAISE_MAXIMUM =
            act(WorkloadActions.RAISE_AUTOSCALER_MAXIMUM, AUTOSCALER, Json.obj().with("up-to", 20));
    static final Action DELETE = act(WorkloadActions.DELETE_POD, POD, Json.obj());
    static final Action CORDON = act(WorkloadActions.CORDON_NODE, NODE, Json.obj());
    static final Action UNCORDON = act(WorkloadActions.UNCORDON_NODE, NODE, Json.obj());
    static final Action REPLACE = act(WorkloadActions.REPLACE_NODE, NODE, Json.obj());
    static final Action DRAIN = act(WorkloadActions.DRAIN_NODE, NODE, Json.obj());

    /**
     * @param before what happens in the cluster before
     * @param undo whether the undo of the action is under the contract, once the action is performed
     */
    record Case(Action action, String change, Consumer<SmallCluster> before, boolean undo) {
        Case(Action action, String change) {
            this(action, change, cluster -> {}, false);
        }

        static Case undo(Action action, String change) {
            return new Case(action, change, cluster -> {}, true);
        }
    }

    static final List<Case> CASES = List.of(
            new Case(new RestartDeployment(frontend()), "template of " + FRONTEND),
            new Case(new RestartDeployment(ORDERS), "template of shop/orders"),
            new Case(new RestartDeployment(AGENT), "template of shop/agent"),
            new Case(new RollBackDeployment(frontend()), "template of " + FRONTEND),
            Case.undo(new RollBackDeployment(frontend()), "template of " + FRONTEND),
            new Case(new RollBackDeployment(ORDERS), "template of shop/orders"),
            Case.undo(new RollBackDeployment(ORDERS), "template of shop/orders"),
            new Case(new RollBackDeployment(AGENT), "template of shop/agent"),
            new Case(SCALE, "replicas of " + FRONTEND),
            Case.undo(SCALE, "replicas of " + FRONTEND),
            new Case(RAISE, "replicas of shop/orders"),
            new Case(BOUNDS, "bounds of shop/api"),
            Case.undo(BOUNDS, "bounds of shop/api"),
            new Case(RAISE_MAXIMUM, "bounds of shop/api"),
            new Case(DELETE, "deletion of shop/orders-0"),
            new Case(CORDON, "spec of n1"),
            Case.undo(CORDON, "spec of n1"),
            new Case(UNCORDON, "spec of n1", KubernetesActorContractTest::cordon, false),
            // A node that is cordoned already and has one pod to evict: one change.
            new Case(DRAIN, "eviction of shop/orders-0", KubernetesActorContractTest::cordon, false),
            Case.undo(DRAIN, "spec of n1"),
            new Case(REPLACE, "deletion of n1", KubernetesActorContractTest::startedByKarpenter, false));

    /** With a cluster of ours, and theirs elsewhere. */
    @Nested
    @ParameterizedClass
    @FieldSource("io.nightshift.remediation.kubernetes.KubernetesActorContractTest#CASES")
    class InACluster extends ActSuite {

        private final Case one;

        InACluster(Case one) {
            this.one = one;
        }

        @Override
        protected ActorUnderTest stage() {
            return new SmallCluster(one.action().target());
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            var cluster = (SmallCluster) stage;
            one.before().accept(cluster);
            if (!one.undo()) {
                return one.action();
            }
            var capsule = cluster.before(one.action()).capsule();
            assertThat(stage.actor().perform(one.action(), new IdempotencyKey("remediation-0a1b2c3d4e5f", 3), capsule))
                    .isInstanceOf(Performed.Done.class);
            return one.action().undo(capsule).orElseThrow();
        }

        @Override
        protected Origin elsewhere() {
            return new Origin(Cloud.NONE, "somebody-elses", "");
        }

        @Override
        protected String change() {
            return one.change();
        }
    }

    static void startedByKarpenter(SmallCluster cluster) {
        cluster.server.set("nodes", "/n1", Json.strings(List.of("karpenter.sh/termination")), "metadata", "finalizers");
    }

    private static void cordon(SmallCluster cluster) {
        cluster.server.set("nodes", "/n1", Json.of(true), "spec", "unschedulable");
    }

    @Test
    void everyKubernetesActionIsUnderThisContract() {
        assertThat(CASES.stream().map(one -> one.action().type()).distinct())
                .containsExactlyInAnyOrderElementsOf(Remediation.CATALOGUE.types().stream()
                        .filter(KubernetesActorContractTest::ofKubernetes)
                        .toList());
    }

    private static boolean ofKubernetes(ActionType type) {
        return type.kinds().stream().anyMatch(kind -> kind.startsWith("k8s:"));
    }
}
