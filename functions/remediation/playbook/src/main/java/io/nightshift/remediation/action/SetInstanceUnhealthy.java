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
 * Marks an instance unhealthy in its Auto Scaling group, which replaces it on its own schedule. The group's grace
 * period and limits still apply. The undo works as long as the group has not begun to terminate the instance.
 */
public record SetInstanceUnhealthy(Resource target) implements AwsAction {

    public static final ActionType TYPE = new ActionType(
            "set-instance-unhealthy",
            "Marks an instance unhealthy in its Auto Scaling group, which replaces it in its own time.",
            Set.of(Resource.Kinds.EC2_INSTANCE),
            Repetition.CONVERGENT,
            true,
            true,
            Map.of(
                    Cloud.AWS,
                    List.of(
                            "autoscaling:SetInstanceHealth",
                            "autoscaling:DescribeAutoScalingInstances",
                            "autoscaling:DescribeAutoScalingGroups",
                            "elasticloadbalancing:DescribeTargetHealth",
                            "ec2:DescribeInstances")),
            List.of(),
            (target, with) -> new SetInstanceUnhealthy(
                    Read.aimed(target, "set-instance-unhealthy", Set.of(Resource.Kinds.EC2_INSTANCE))));

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
        return "mark instance " + target.name() + " unhealthy in its Auto Scaling group";
    }
}
