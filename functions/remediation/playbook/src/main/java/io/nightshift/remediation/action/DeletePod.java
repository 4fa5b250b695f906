package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Deletes a pod, so that its owner starts another one. The call names the pod's uid, so a repetition never deletes the pod
 * that came after it.
 */
public record DeletePod(Resource target, boolean withoutOwner) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "delete-pod", "Deletes a pod, so that its owner starts another one.", Repetition.CONVERGENT)
            .on(Kinds.K8S_POD, Kinds.GKE_POD)
            .disruptive()
            .needs(
                    Cloud.GCP,
                    "container.pods.get",
                    "container.pods.delete",
                    "container.replicaSets.get",
                    "container.deployments.get",
                    "container.statefulSets.get",
                    "container.daemonSets.get")
            .optional(
                    "without-owner", Form.BOOLEAN, "Whether a pod is deleted that no controller owns and starts again.")
            .readBy((target, with) ->
                    new DeletePod(target, with.at("without-owner").boolOr(false)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("without-owner", withoutOwner);
    }

    @Override
    public String sentence() {
        return "delete pod " + target.name();
    }
}
