package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Starts all tasks of an ECS service again (force new deployment). A different primary deployment than before the act
 * shows that it happened.
 */
public record RedeployService(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "redeploy-service",
                    "Starts all tasks of an ECS service anew (force new deployment).",
                    Repetition.PROBE)
            .on(Kinds.ECS_SERVICE)
            .disruptive()
            .needs(Cloud.AWS, "ecs:UpdateService", "ecs:DescribeServices", "ecs:ListTagsForResource")
            .withoutParameters(RedeployService::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "redeploy service " + target.name();
    }
}
