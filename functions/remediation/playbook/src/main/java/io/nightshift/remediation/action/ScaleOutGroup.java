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
 * Raises the desired capacity of an Auto Scaling group, never above its maximum. The new capacity is computed from
 * the capacity before the act, so a repetition sets the same number again.
 */
public record ScaleOutGroup(Resource target, int by) implements AwsAction {

    public static final ActionType TYPE = new ActionType(
            "scale-out-group",
            "Raises the desired capacity of an Auto Scaling group, never above its maximum.",
            Set.of(Resource.Kinds.AUTO_SCALING_GROUP),
            Repetition.CONVERGENT,
            false,
            true,
            Map.of(
                    Cloud.AWS,
                    List.of(
                            "autoscaling:SetDesiredCapacity",
                            "autoscaling:DescribeAutoScalingGroups",
                            "elasticloadbalancing:DescribeTargetHealth")),
            List.of(new ActionType.Parameter(
                    "by", ActionType.Form.INTEGER, false, "How many instances more; 1 where it is not said.")),
            (target, with) -> new ScaleOutGroup(
                    Read.aimed(target, "scale-out-group", Set.of(Resource.Kinds.AUTO_SCALING_GROUP)),
                    Read.positiveOr(with.at("by"), 1)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("by", by);
    }

    @Override
    public Optional<Action> undo(Json.Obj capsule) {
        return Optional.of(new Restore(target, TYPE.name(), capsule));
    }

    @Override
    public String sentence() {
        return "scale out " + target.name() + " by " + by;
    }
}
