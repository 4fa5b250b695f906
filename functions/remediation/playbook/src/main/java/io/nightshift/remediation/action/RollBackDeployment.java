package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Sets a Kubernetes workload back to the pod template of the previous revision. The revision is chosen before the
 * act and kept in the capsule.
 */
public record RollBackDeployment(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "roll-back-deployment",
                    "Sets a Kubernetes deployment, stateful set or daemon set back to the pod template of the revision before. Pods of a stateful set that never became ready with the present one are deleted: it would wait for them.",
                    Repetition.CONVERGENT)
            .on(Kinds.WORKLOADS)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.GCP,
                    "container.controllerRevisions.list",
                    "container.daemonSets.get",
                    "container.daemonSets.update",
                    "container.deployments.get",
                    "container.deployments.update",
                    "container.pods.delete",
                    "container.pods.list",
                    "container.replicaSets.list",
                    "container.statefulSets.get",
                    "container.statefulSets.update")
            .withoutParameters(RollBackDeployment::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "roll " + target.name() + " back to the revision before";
    }
}
