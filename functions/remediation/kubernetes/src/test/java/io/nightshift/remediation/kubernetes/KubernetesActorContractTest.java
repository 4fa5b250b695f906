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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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

    /** With a cluster of ours, and theirs elsewhere. */
    abstract static class InACluster extends ActSuite {

        private final Action action;
        private final String change;

        InACluster(Action action, String change) {
            this.action = action;
            this.change = change;
        }

        @Override
        protected ActorUnderTest stage() {
            return new SmallCluster(action.target());
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            return action;
        }

        @Override
        protected Origin elsewhere() {
            return new Origin(Cloud.NONE, "somebody-elses", "");
        }

        @Override
        protected String change() {
            return change;
        }

        /** The undo of the action, after it was performed. */
        Action undone(ActorUnderTest stage) {
            var capsule = ((SmallCluster) stage).before(action).capsule();
            assertThat(stage.actor().perform(action, new IdempotencyKey("remediation-0a1b2c3d4e5f", 3), capsule))
                    .isInstanceOf(Performed.Done.class);
            return action.undo(capsule).orElseThrow();
        }
    }

    @Nested
    class OfARestart extends InACluster {
        OfARestart() {
            super(new RestartDeployment(frontend()), "template of " + FRONTEND);
        }
    }

    @Nested
    class OfARestartOfAStatefulSet extends InACluster {
        OfARestartOfAStatefulSet() {
            super(new RestartDeployment(ORDERS), "template of shop/orders");
        }
    }

    @Nested
    class OfARestartOfADaemonSet extends InACluster {
        OfARestartOfADaemonSet() {
            super(new RestartDeployment(AGENT), "template of shop/agent");
        }
    }

    @Nested
    class OfARollBack extends InACluster {
        OfARollBack() {
            super(new RollBackDeployment(frontend()), "template of " + FRONTEND);
        }
    }

    @Nested
    class OfARollBackOfAStatefulSet extends InACluster {
        OfARollBackOfAStatefulSet() {
            super(new RollBackDeployment(ORDERS), "template of shop/orders");
        }
    }

    @Nested
    class OfARollBackOfADaemonSet extends InACluster {
        OfARollBackOfADaemonSet() {
            super(new RollBackDeployment(AGENT), "template of shop/agent");
        }
    }

    @Nested
    class OfTheUndoOfARollBackOfAStatefulSet extends InACluster {
        OfTheUndoOfARollBackOfAStatefulSet() {
            super(new RollBackDeployment(ORDERS), "template of shop/orders");
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            return undone(stage);
        }
    }

    @Nested
    class OfItsUndo extends InACluster {
        OfItsUndo() {
            super(new RollBackDeployment(frontend()), "template of " + FRONTEND);
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            return undone(stage);
        }
    }

    @Nested
    class OfAScale extends InACluster {
        OfAScale() {
            super(SCALE, "replicas of " + FRONTEND);
        }
    }

    @Nested
    class OfARaiseOfAStatefulSet extends InACluster {
        OfARaiseOfAStatefulSet() {
            super(RAISE, "replicas of shop/orders");
        }
    }

    @Nested
    class OfTheUndoOfAScale extends InACluster {
        OfTheUndoOfAScale() {
            super(SCALE, "replicas of " + FRONTEND);
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            return undone(stage);
        }
    }

    @Nested
    class OfBounds extends InACluster {
        OfBounds() {
            super(BOUNDS, "bounds of shop/api");
        }
    }

    @Nested
    class OfAMaximum extends InACluster {
        OfAMaximum() {
            super(RAISE_MAXIMUM, "bounds of shop/api");
        }
    }

    @Nested
    class OfTheUndoOfBounds extends InACluster {
        OfTheUndoOfBounds() {
            super(BOUNDS, "bounds of shop/api");
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            return undone(stage);
        }
    }

    @Nested
    class OfADeletionOfAPod extends InACluster {
        OfADeletionOfAPod() {
            super(DELETE, "deletion of shop/orders-0");
        }
    }

    @Nested
    class OfACordon extends InACluster {
        OfACordon() {
            super(CORDON, "spec of n1");
        }
    }

    @Nested
    class OfTheUndoOfACordon extends InACluster {
        OfTheUndoOfACordon() {
            super(CORDON, "spec of n1");
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            return undone(stage);
        }
    }

    @Nested
    class OfAnUncordon extends InACluster {
        OfAnUncordon() {
            super(UNCORDON, "spec of n1");
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            cordoned(stage);
            return super.action(stage);
        }
    }

    /** Of a node that is cordoned already and has one pod to evict: one change. */
    @Nested
    class OfADrain extends InACluster {
        OfADrain() {
            super(DRAIN, "eviction of shop/orders-0");
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            cordoned(stage);
            return super.action(stage);
        }
    }

    @Nested
    class OfTheUndoOfADrain extends InACluster {
        OfTheUndoOfADrain() {
            super(DRAIN, "spec of n1");
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            return undone(stage);
        }
    }

    @Nested
    class OfAReplacementOfANode extends InACluster {
        OfAReplacementOfANode() {
            super(REPLACE, "deletion of n1");
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            startedByKarpenter((SmallCluster) stage);
            return super.action(stage);
        }
    }

    static void startedByKarpenter(SmallCluster cluster) {
        cluster.server.set("nodes", "/n1", Json.strings(List.of("karpenter.sh/termination")), "metadata", "finalizers");
    }

    private static void cordoned(ActorUnderTest stage) {
        ((SmallCluster) stage).server.set("nodes", "/n1", Json.of(true), "spec", "unschedulable");
    }

    @Test
    void everyKubernetesActionIsUnderThisContract() {
        assertThat(Remediation.CATALOGUE.types().stream().filter(KubernetesActorContractTest::ofKubernetes))
                .containsExactlyInAnyOrder(
                        RestartDeployment.TYPE,
                        RollBackDeployment.TYPE,
                        WorkloadActions.SCALE_DEPLOYMENT,
                        WorkloadActions.RAISE_REPLICAS,
                        WorkloadActions.SET_AUTOSCALER_BOUNDS,
                        WorkloadActions.RAISE_AUTOSCALER_MAXIMUM,
                        WorkloadActions.DELETE_POD,
                        WorkloadActions.CORDON_NODE,
                        WorkloadActions.UNCORDON_NODE,
                        WorkloadActions.REPLACE_NODE,
                        WorkloadActions.DRAIN_NODE);
    }

    private static boolean ofKubernetes(ActionType type) {
        return type.kinds().stream().anyMatch(kind -> kind.startsWith("k8s:"));
    }
}
