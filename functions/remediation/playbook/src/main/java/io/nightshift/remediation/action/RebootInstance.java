package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reboots an EC2 instance. The API takes no token, and a reboot leaves no trace that distinguishes it from another,
 * so it is never repeated blindly.
 */
public record RebootInstance(Resource target) implements AwsAction {

    public static final ActionType TYPE = new ActionType(
            "reboot-instance",
            "Reboots an EC2 instance.",
            Set.of(Resource.Kinds.EC2_INSTANCE),
            Repetition.PROBE,
            true,
            false,
            Map.of(
                    Cloud.AWS,
                    List.of(
                            "ec2:RebootInstances",
                            "ec2:DescribeInstances",
                            "autoscaling:DescribeAutoScalingInstances",
                            "autoscaling:DescribeAutoScalingGroups",
                            "elasticloadbalancing:DescribeTargetHealth")),
            List.of(),
            (target, with) ->
                    new RebootInstance(Read.aimed(target, "reboot-instance", Set.of(Resource.Kinds.EC2_INSTANCE))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "reboot instance " + target.name();
    }
}
