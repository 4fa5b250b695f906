package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Terminates an instance of an Auto Scaling group, which starts a new one. The desired capacity stays as it is, so
 * the group fills the gap. It refuses an instance outside of any group.
 */
public record ReplaceInstance(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "replace-instance",
                    "Terminates an instance of an Auto Scaling group, which starts a new one.",
                    Repetition.CONVERGENT)
            .on(Kinds.EC2_INSTANCE)
            .disruptive()
            .needs(
                    Cloud.AWS,
                    "autoscaling:TerminateInstanceInAutoScalingGroup",
                    "autoscaling:DescribeAutoScalingInstances",
                    "autoscaling:DescribeAutoScalingGroups",
                    "elasticloadbalancing:DescribeTargetHealth",
                    "ec2:DescribeInstances")
            .withoutParameters(ReplaceInstance::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "replace instance " + target.name() + " in its Auto Scaling group";
    }
}
