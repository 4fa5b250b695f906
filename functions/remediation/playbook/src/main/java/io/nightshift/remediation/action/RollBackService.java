package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Sets an ECS service back to the previous task definition. The task definition is chosen before the act and kept in
 * the capsule.
 */
public record RollBackService(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "roll-back-service",
                    "Sets an ECS service back to the task definition before.",
                    Repetition.CONVERGENT)
            .on(Kinds.ECS_SERVICE)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.AWS,
                    "ecs:UpdateService",
                    "ecs:DescribeServices",
                    "ecs:ListTaskDefinitions",
                    "ecs:ListTagsForResource")
            .withoutParameters(RollBackService::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "roll service " + target.name() + " back to the task definition before";
    }
}
