package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/** Makes a cordoned node schedulable again. The undo cordons it again. */
public record UncordonNode(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "uncordon-node", "Makes a cordoned node schedulable again.", Repetition.CONVERGENT)
            .on(Kinds.K8S_NODE, Kinds.GKE_NODE)
            .undoable()
            .needs(Cloud.GCP, "container.nodes.get", "container.nodes.update")
            .withoutParameters(UncordonNode::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "uncordon node " + target.name();
    }
}
