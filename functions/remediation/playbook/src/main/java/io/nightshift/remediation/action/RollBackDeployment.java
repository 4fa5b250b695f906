package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sets a Kubernetes deployment back to the pod template of the previous revision. The revision is chosen before the
 * act and kept in the capsule.
 */
public record RollBackDeployment(Resource target) implements KubernetesAction {

    public static final ActionType TYPE = new ActionType(
            "roll-back-deployment",
            "Sets a Kubernetes deployment back to the pod template of the revision before.",
            Set.of(Resource.Kinds.GKE_DEPLOYMENT, Resource.Kinds.K8S_DEPLOYMENT),
            Repetition.CONVERGENT,
            true,
            true,
            Map.of(
                    Cloud.GCP,
                    List.of("container.deployments.get", "container.deployments.update", "container.replicaSets.list")),
            List.of(),
            (target, with) -> new RollBackDeployment(Read.aimed(
                    target,
                    "roll-back-deployment",
                    Set.of(Resource.Kinds.GKE_DEPLOYMENT, Resource.Kinds.K8S_DEPLOYMENT))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Optional<Action> undo(Json.Obj capsule) {
        return Optional.of(new Restore(target, TYPE.name(), capsule));
    }

    @Override
    public String sentence() {
        return "roll deployment " + target.name() + " back to the revision before";
    }
}
