package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.kubernetes.workload.LiveWorkload;
import io.nightshift.kubernetes.workload.WorkloadRestart;
import io.nightshift.remediation.action.CordonNode;
import io.nightshift.remediation.action.DeletePod;
import io.nightshift.remediation.action.DrainNode;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.remediation.action.ScaleDeployment;
import io.nightshift.remediation.action.SetAutoscalerBounds;
import io.nightshift.remediation.action.UncordonNode;
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
                .with(
                        ScaleDeployment.class,
                        (ref, act) -> new SpecChange(ref, ReplicaScale.MEMBERS, new ReplicaScale(ref, act)))
                .undoing(ScaleDeployment.TYPE, undo(ReplicaScale.MEMBERS))
                .with(
                        SetAutoscalerBounds.class,
                        (ref, act) -> new SpecChange(ref, AutoscalerBounds.MEMBERS, new AutoscalerBounds(act)))
                .undoing(SetAutoscalerBounds.TYPE, undo(AutoscalerBounds.MEMBERS))
                .with(DeletePod.class, (ref, act) -> new PodDeletion(ref, act.withoutOwner()))
                .with(CordonNode.class, (ref, act) -> schedulable(ref, true))
                .undoing(CordonNode.TYPE, undo(NodeState.SCHEDULABLE))
                .with(UncordonNode.class, (ref, act) -> schedulable(ref, false))
                .undoing(UncordonNode.TYPE, undo(NodeState.SCHEDULABLE))
                .with(DrainNode.class, NodeDrain::new)
                .undoing(DrainNode.TYPE, undo(NodeState.SCHEDULABLE));
    }

    private static SpecChange schedulable(ObjectRef node, boolean cordoned) {
        var members = Json.obj().with(NodeState.UNSCHEDULABLE, cordoned);
        return new SpecChange(node, NodeState.SCHEDULABLE, (object, now) -> SpecChange.Wanted.of(members));
    }

    private static ExecutionTable.Undo<ObjectRef> undo(Json.Obj members) {
        return (ref, target, capsule) -> SpecChange.undo(ref, members, capsule);
    }

    @Override
    protected ObjectRef platform(Resource target) throws CallFailed {
        return places.object(target);
    }

    @Override
    protected boolean restores(Resource target) {
        return ObjectKind.of(target).isPresent();
    }
}
