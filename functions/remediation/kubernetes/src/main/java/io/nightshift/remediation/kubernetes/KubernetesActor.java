package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.kubernetes.workload.LiveWorkload;
import io.nightshift.kubernetes.workload.WorkloadRestart;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.remediation.action.WorkloadActions;
import io.nightshift.remediation.execution.ActionExecutor;
import io.nightshift.remediation.execution.ExecutionTable;
import java.time.InstantSource;

/** Performs the actions on objects of Kubernetes, and the undo if there is one, in the configured clusters. */
public final class KubernetesActor extends ActionExecutor<ObjectRef> {

    private final KubernetesScope places;

    /** @param clock for the time of a restart, which is written to the pod template like {@code kubectl} does */
    public KubernetesActor(KubernetesScope places, InstantSource clock) {
        super(table(clock));
        this.places = places;
    }

    private static ExecutionTable<ObjectRef> table(InstantSource clock) {
        return new ExecutionTable<ObjectRef>()
                .with(RestartDeployment.class, (ref, act) -> new WorkloadRestart(new LiveWorkload(ref), clock))
                .with(RollBackDeployment.class, (ref, act) -> new PodTemplateRollback(new LiveWorkload(ref)))
                .undoing(
                        RollBackDeployment.TYPE,
                        (ref, target, capsule) -> new PodTemplateRollback.Undo(new LiveWorkload(ref), capsule))
                .setting(WorkloadActions.SCALE_DEPLOYMENT, (ref, act) -> ReplicaScale.set(ref, act.number("replicas")))
                .setting(
                        WorkloadActions.RAISE_REPLICAS,
                        (ref, act) -> ReplicaScale.raise(ref, now -> WorkloadActions.raised(act, now)))
                .setting(
                        WorkloadActions.SET_AUTOSCALER_BOUNDS,
                        (ref, act) -> AutoscalerBounds.setting(ref, now -> act.number("min"), now -> act.number("max")))
                .setting(
                        WorkloadActions.RAISE_AUTOSCALER_MAXIMUM,
                        (ref, act) ->
                                AutoscalerBounds.setting(ref, now -> now, now -> WorkloadActions.raised(act, now)))
                .with(
                        WorkloadActions.DELETE_POD,
                        (ref, act) -> new PodDeletion(ref, act.flag("without-owner")).execution())
                .setting(WorkloadActions.CORDON_NODE, (ref, act) -> NodeState.setting(ref, true))
                .setting(WorkloadActions.UNCORDON_NODE, (ref, act) -> NodeState.setting(ref, false))
                .with(WorkloadActions.REPLACE_NODE, (ref, act) -> new NodeReplacement(ref, act.target()).execution())
                .with(WorkloadActions.DRAIN_NODE, NodeDrain::new)
                .restoring(WorkloadActions.DRAIN_NODE, (ref, act) -> NodeState.setting(ref, true));
    }

    @Override
    protected ObjectRef platform(Resource target) throws CallFailed {
        return places.object(target);
    }

    @Override
    protected boolean covers(Resource target) {
        return ObjectKind.of(target).isPresent();
    }
}
