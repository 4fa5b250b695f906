package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Raises the desired capacity of an Auto Scaling group, never above its maximum. The new capacity is computed from
 * the capacity before the act, so a repetition sets the same number again.
 */
public record ScaleOutGroup(Resource target, int by) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "scale-out-group",
                    "Raises the desired capacity of an Auto Scaling group, never above its maximum.",
                    Repetition.CONVERGENT)
            .on(Kinds.AUTO_SCALING_GROUP)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "autoscaling:SetDesiredCapacity",
                    "autoscaling:DescribeAutoScalingGroups",
                    "elasticloadbalancing:DescribeTargetHealth")
            .optional("by", Form.INTEGER, "How many instances more; 1 where it is not said.")
            .readBy((target, with) -> new ScaleOutGroup(target, ParameterReading.positiveOr(with.at("by"), 1)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("by", by);
    }

    @Override
    public String sentence() {
        return "scale out " + target.name() + " by " + by;
    }
}
