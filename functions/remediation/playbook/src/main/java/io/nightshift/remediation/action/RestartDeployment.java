package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restarts the pods of a Kubernetes deployment by its own rolling update. The pod template carries the idempotency key as an
 * annotation: the same key changes nothing.
 */
public record RestartDeployment(Resource target) implements KubernetesAction {

    public static final ActionType TYPE = new ActionType(
            "restart-deployment",
            "Restarts the pods of a Kubernetes deployment by its own rolling update.",
            Set.of(Resource.Kinds.GKE_DEPLOYMENT, Resource.Kinds.K8S_DEPLOYMENT),
            Repetition.CONVERGENT,
            true,
            false,
            Map.of(Cloud.GCP, List.of("container.deployments.get", "container.deployments.update")),
            List.of(),
            (target, with) -> new RestartDeployment(Read.aimed(
                    target,
                    "restart-deployment",
                    Set.of(Resource.Kinds.GKE_DEPLOYMENT, Resource.Kinds.K8S_DEPLOYMENT))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "restart deployment " + target.name();
    }
}
