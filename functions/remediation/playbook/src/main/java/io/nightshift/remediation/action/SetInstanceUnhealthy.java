package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Marks an instance unhealthy in its Auto Scaling group, which replaces it on its own schedule. The group's grace
 * period and limits still apply. The undo works as long as the group has not begun to terminate the instance.
 */
public record SetInstanceUnhealthy(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "set-instance-unhealthy",
                    "Marks an instance unhealthy in its Auto Scaling group, which replaces it in its own time.",
                    Repetition.CONVERGENT)
            .on(Kinds.EC2_INSTANCE)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.AWS,
                    "autoscaling:SetInstanceHealth",
                    "autoscaling:DescribeAutoScalingInstances",
                    "autoscaling:DescribeAutoScalingGroups",
                    "elasticloadbalancing:DescribeTargetHealth",
                    "ec2:DescribeInstances")
            .withoutParameters(SetInstanceUnhealthy::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "mark instance " + target.name() + " unhealthy in its Auto Scaling group";
    }
}
