package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/** Marks a node unschedulable. The undo makes it schedulable again. */
public record CordonNode(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "cordon-node",
                    "Marks a node unschedulable: its pods stay, and no new ones come.",
                    Repetition.CONVERGENT)
            .on(Kinds.K8S_NODE, Kinds.GKE_NODE)
            .undoable()
            .needs(Cloud.GCP, "container.nodes.get", "container.nodes.update")
            .withoutParameters(CordonNode::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "cordon node " + target.name();
    }
}
