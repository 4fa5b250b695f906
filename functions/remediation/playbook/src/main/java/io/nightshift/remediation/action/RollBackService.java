package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sets an ECS service back to the previous task definition. The task definition is chosen before the act and kept in
 * the capsule.
 */
public record RollBackService(Resource target) implements AwsAction {

    public static final ActionType TYPE = new ActionType(
            "roll-back-service",
            "Sets an ECS service back to the task definition before.",
            Set.of(Resource.Kinds.ECS_SERVICE),
            Repetition.CONVERGENT,
            true,
            true,
            Map.of(
                    Cloud.AWS,
                    List.of(
                            "ecs:UpdateService",
                            "ecs:DescribeServices",
                            "ecs:ListTaskDefinitions",
                            "ecs:ListTagsForResource")),
            List.of(),
            (target, with) ->
                    new RollBackService(Read.aimed(target, "roll-back-service", Set.of(Resource.Kinds.ECS_SERVICE))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Optional<Action> undo(Json.Obj capsule) {
        return Optional.of(new Restore(target, TYPE.name(), capsule));
    }

    @Override
    public String sentence() {
        return "roll service " + target.name() + " back to the task definition before";
    }
}
