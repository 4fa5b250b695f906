package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.deployment.DeploymentRestart;
import io.nightshift.kubernetes.deployment.LiveDeployment;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.remediation.execution.ActionExecutor;
import io.nightshift.remediation.execution.ExecutionTable;
import java.time.InstantSource;

/** Performs the actions on Kubernetes deployments, and the undo if there is one, in the configured clusters. */
public final class KubernetesActor extends ActionExecutor<LiveDeployment> {

    private final KubernetesScope places;

    /** @param clock for the time of a restart, which is written to the pod template like {@code kubectl} does */
    public KubernetesActor(KubernetesScope places, InstantSource clock) {
        super(new ExecutionTable<LiveDeployment>()
                .with(RestartDeployment.class, (deployment, act) -> new DeploymentRestart(deployment, clock))
                .with(RollBackDeployment.class, (deployment, act) -> new PodTemplateRollback(deployment))
                .undoing(
                        RollBackDeployment.TYPE,
                        (deployment, target, capsule) -> new PodTemplateRollback.Undo(deployment, capsule)));
        this.places = places;
    }

    @Override
    protected LiveDeployment platform(Resource target) throws CallFailed {
        return LiveDeployment.of(places.place(target));
    }

    @Override
    protected boolean covers(Resource target) {
        return KubernetesScope.KINDS.contains(target.kind());
    }
}
