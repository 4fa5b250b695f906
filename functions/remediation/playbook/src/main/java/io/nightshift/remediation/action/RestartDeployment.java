package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Restarts the pods of a deployment, stateful set or daemon set by its own rolling update. The pod template carries the idempotency key as an
 * annotation: the same key changes nothing.
 */
public record RestartDeployment(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "restart-deployment",
                    "Restarts the pods of a Kubernetes deployment, stateful set or daemon set by its own rolling update.",
                    Repetition.CONVERGENT)
            .on(Kinds.WORKLOADS)
            .disruptive()
            .needs(
                    Cloud.GCP,
                    "container.deployments.get",
                    "container.deployments.update",
                    "container.statefulSets.get",
                    "container.statefulSets.update",
                    "container.daemonSets.get",
                    "container.daemonSets.update")
            .withoutParameters(RestartDeployment::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "restart " + target.kind().substring(target.kind().indexOf(':') + 1) + " " + target.name();
    }
}
