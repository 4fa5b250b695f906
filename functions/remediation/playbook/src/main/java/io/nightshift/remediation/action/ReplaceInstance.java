package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Terminates an instance of an Auto Scaling group, which starts a new one. The desired capacity stays as it is, so
 * the group fills the gap. It refuses an instance outside of any group.
 */
public record ReplaceInstance(Resource target) implements AwsAction {

    public static final ActionType TYPE = new ActionType(
            "replace-instance",
            "Terminates an instance of an Auto Scaling group, which starts a new one.",
            Set.of(Resource.Kinds.EC2_INSTANCE),
            Repetition.CONVERGENT,
            true,
            false,
            Map.of(
                    Cloud.AWS,
                    List.of(
                            "autoscaling:TerminateInstanceInAutoScalingGroup",
                            "autoscaling:DescribeAutoScalingInstances",
                            "autoscaling:DescribeAutoScalingGroups",
                            "elasticloadbalancing:DescribeTargetHealth",
                            "ec2:DescribeInstances")),
            List.of(),
            (target, with) ->
                    new ReplaceInstance(Read.aimed(target, "replace-instance", Set.of(Resource.Kinds.EC2_INSTANCE))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "replace instance " + target.name() + " in its Auto Scaling group";
    }
}
