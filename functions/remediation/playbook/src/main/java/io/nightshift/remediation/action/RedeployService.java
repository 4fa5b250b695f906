package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts all tasks of an ECS service again (force new deployment). A different primary deployment than before the act
 * shows that it happened.
 */
public record RedeployService(Resource target) implements AwsAction {

    public static final ActionType TYPE = new ActionType(
            "redeploy-service",
            "Starts all tasks of an ECS service anew (force new deployment).",
            Set.of(Resource.Kinds.ECS_SERVICE),
            Repetition.PROBE,
            true,
            false,
            Map.of(Cloud.AWS, List.of("ecs:UpdateService", "ecs:DescribeServices", "ecs:ListTagsForResource")),
            List.of(),
            (target, with) ->
                    new RedeployService(Read.aimed(target, "redeploy-service", Set.of(Resource.Kinds.ECS_SERVICE))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "redeploy service " + target.name();
    }
}
