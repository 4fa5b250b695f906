package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.stream.Stream;

/** Actions on machines and their disks. */
public final class InstanceActions {

    public static final ActionType STOP_INSTANCE = named(
                    "stop-instance",
                    "Stops an instance. One of an Auto Scaling group or a managed group is refused: its group would replace it.",
                    CONVERGENT)
            .on(Kinds.GCE_INSTANCE, Kinds.EC2_INSTANCE)
            .disruptive()
            .undoable()
            .needs(Cloud.AWS, readingAnd("ec2:StopInstances", "ec2:StartInstances"))
            .needs(Cloud.GCP, "compute.instances.get", "compute.instances.start", "compute.instances.stop")
            .madeBy(says("stop instance {target}"));

    public static final ActionType START_INSTANCE = named("start-instance", "Starts a stopped instance.", CONVERGENT)
            .on(Kinds.GCE_INSTANCE, Kinds.EC2_INSTANCE)
            .undoable()
            .needs(Cloud.AWS, readingAnd("ec2:StartInstances", "ec2:StopInstances"))
            .needs(Cloud.GCP, "compute.instances.get", "compute.instances.start", "compute.instances.stop")
            .madeBy(says("start instance {target}"));

    public static final ActionType GROW_VOLUME = named(
                    "grow-volume",
                    "Grows a disk by a share, up to a limit. The file system on it has to grow by itself, and a disk can never be made smaller again.",
                    CONVERGENT)
            .on(Kinds.GCE_DISK, Kinds.EC2_VOLUME)
            .needs(Cloud.AWS, "ec2:DescribeVolumes", "ec2:ModifyVolume")
            .needs(Cloud.GCP, "compute.disks.get", "compute.disks.resize")
            .optional("by-percent", Form.INTEGER, "How much more than now.", Json.of(20))
            .required("up-to-gib", Form.INTEGER, "The size in GiB that is never exceeded.")
            .madeBy(says("grow volume {target} by {by-percent} %, up to {up-to-gib} GiB"));

    static final List<ActionType> ALL = List.of(STOP_INSTANCE, START_INSTANCE, GROW_VOLUME);

    private InstanceActions() {}

    /** The permissions to read an instance and its group, and those. */
    static String[] readingAnd(String... changes) {
        return Stream.concat(
                        Stream.of(
                                "ec2:DescribeInstances",
                                "autoscaling:DescribeAutoScalingInstances",
                                "autoscaling:DescribeAutoScalingGroups",
                                "elasticloadbalancing:DescribeTargetHealth"),
                        Stream.of(changes))
                .toArray(String[]::new);
    }
}
