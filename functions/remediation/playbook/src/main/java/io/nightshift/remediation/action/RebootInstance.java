package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Reboots an instance; on Google Cloud it is reset. The API takes no token, and a reboot leaves no trace that distinguishes it from another,
 * so it is never repeated blindly.
 */
public record RebootInstance(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "reboot-instance",
                    "Reboots an EC2 instance, or resets a virtual machine of Compute Engine.",
                    Repetition.PROBE)
            .on(Kinds.EC2_INSTANCE, Kinds.GCE_INSTANCE)
            .disruptive()
            .needs(
                    Cloud.GCP,
                    "compute.instances.get",
                    "compute.instances.reset",
                    "compute.instanceGroupManagers.get",
                    "compute.zoneOperations.list")
            .needs(
                    Cloud.AWS,
                    "ec2:RebootInstances",
                    "ec2:DescribeInstances",
                    "autoscaling:DescribeAutoScalingInstances",
                    "autoscaling:DescribeAutoScalingGroups",
                    "elasticloadbalancing:DescribeTargetHealth")
            .withoutParameters(RebootInstance::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "reboot instance " + target.name();
    }
}
