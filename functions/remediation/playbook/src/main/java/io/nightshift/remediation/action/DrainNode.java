package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/** Cordons a node and evicts its pods, within their disruption budgets. The undo makes it schedulable again. */
public record DrainNode(Resource target, boolean withoutOwner, boolean localData) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "drain-node",
                    "Cordons a node and evicts its pods, within their disruption budgets; pods of daemon sets stay.",
                    Repetition.CONVERGENT)
            .on(Kinds.K8S_NODE, Kinds.GKE_NODE)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.GCP,
                    "container.nodes.get",
                    "container.nodes.list",
                    "container.nodes.update",
                    "container.pods.list",
                    "container.pods.evict")
            .optional(
                    "without-owner",
                    Form.BOOLEAN,
                    "Whether pods are evicted that no controller owns and starts elsewhere.")
            .optional("local-data", Form.BOOLEAN, "Whether pods are evicted whose emptyDir volumes are lost with them.")
            .readBy((target, with) -> new DrainNode(
                    target,
                    with.at("without-owner").boolOr(false),
                    with.at("local-data").boolOr(false)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("without-owner", withoutOwner).with("local-data", localData);
    }

    @Override
    public String sentence() {
        return "drain node " + target.name();
    }
}
