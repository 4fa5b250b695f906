package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.core.act.Repetition.PROBE;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;

/**
 * Actions that tag, mark and delete what nobody uses. What is deleted was marked first: the tag {@link #MARK} says from which day
 * on, and whoever removes it keeps the resource.
 */
public final class CleanupActions {

    /** The tag of a mark; its value is a date such as 2026-12-01, in UTC. */
    public static final String MARK = "nightshift-delete-after";

    public static final ActionType TAG_RESOURCE = named("tag-resource", "Sets a tag or label.", CONVERGENT)
            .on(
                    Kinds.GCE_INSTANCE,
                    Kinds.GCE_DISK,
                    Kinds.GCE_SNAPSHOT,
                    Kinds.GCE_ADDRESS,
                    Kinds.EC2_INSTANCE,
                    Kinds.EC2_VOLUME,
                    Kinds.EC2_SNAPSHOT,
                    Kinds.EC2_IMAGE,
                    Kinds.EC2_SECURITY_GROUP,
                    Kinds.EC2_ADDRESS)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "ec2:DescribeInstances",
                    "ec2:DescribeVolumes",
                    "ec2:DescribeSnapshots",
                    "ec2:DescribeImages",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeAddresses",
                    "ec2:CreateTags",
                    "ec2:DeleteTags")
            .needs(
                    Cloud.GCP,
                    "compute.addresses.get",
                    "compute.addresses.setLabels",
                    "compute.disks.get",
                    "compute.disks.setLabels",
                    "compute.globalAddresses.get",
                    "compute.globalAddresses.setLabels",
                    "compute.instances.get",
                    "compute.instances.setLabels",
                    "compute.snapshots.get",
                    "compute.snapshots.setLabels")
            .required("key", Form.TEXT, "The key of the tag.")
            .required("value", Form.TEXT, "Its value.")
            .fillable("shop")
            .madeBy(says(
                    "tag {target} with {key}={value}",
                    Map.of("key", ParameterReading::tag, "value", ParameterReading::tagValue)));

    public static final ActionType MARK_FOR_DELETION = named(
                    "mark-for-deletion",
                    "Marks something unused by the tag `" + MARK + "`. Whoever removes the tag keeps it.",
                    CONVERGENT)
            .on(
                    Kinds.GCE_DISK,
                    Kinds.GCE_SNAPSHOT,
                    Kinds.GCE_ADDRESS,
                    Kinds.EC2_VOLUME,
                    Kinds.EC2_SNAPSHOT,
                    Kinds.EC2_ADDRESS)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "ec2:DescribeVolumes",
                    "ec2:DescribeSnapshots",
                    "ec2:DescribeAddresses",
                    "ec2:CreateTags",
                    "ec2:DeleteTags")
            .needs(
                    Cloud.GCP,
                    "compute.addresses.get",
                    "compute.addresses.setLabels",
                    "compute.disks.get",
                    "compute.disks.setLabels",
                    "compute.globalAddresses.get",
                    "compute.globalAddresses.setLabels",
                    "compute.snapshots.get",
                    "compute.snapshots.setLabels")
            .optional("after", Form.DURATION, "How long the owner has time to object.", Json.of("PT168H"))
            .madeBy(says("mark {target} for deletion in {after}"));

    public static final ActionType SNAPSHOT_VOLUME = named("snapshot-volume", "Takes a snapshot of a volume.", PROBE)
            .on(Kinds.GCE_DISK, Kinds.EC2_VOLUME)
            .needs(Cloud.AWS, "ec2:DescribeVolumes", "ec2:DescribeSnapshots", "ec2:CreateSnapshot", "ec2:CreateTags")
            .needs(
                    Cloud.GCP,
                    "compute.disks.createSnapshot",
                    "compute.disks.get",
                    "compute.snapshots.create",
                    "compute.snapshots.list")
            .madeBy(says("take a snapshot of volume {target}"));

    public static final ActionType DELETE_VOLUME = named(
                    "delete-volume",
                    "Deletes a volume that is attached to nothing, whose mark has passed, and of which a complete snapshot of the last 24 hours exists.",
                    CONVERGENT)
            .on(Kinds.GCE_DISK, Kinds.EC2_VOLUME)
            .disruptive()
            .irreversible()
            .needs(Cloud.AWS, "ec2:DescribeVolumes", "ec2:DescribeSnapshots", "ec2:DeleteVolume")
            .needs(Cloud.GCP, "compute.disks.delete", "compute.disks.get", "compute.snapshots.list")
            .madeBy(says("delete volume {target}"));

    public static final ActionType DELETE_SNAPSHOT = named(
                    "delete-snapshot", "Deletes a snapshot whose mark has passed.", CONVERGENT)
            .on(Kinds.GCE_SNAPSHOT, Kinds.EC2_SNAPSHOT)
            .irreversible()
            .needs(Cloud.AWS, "ec2:DescribeSnapshots", "ec2:DeleteSnapshot")
            .needs(Cloud.GCP, "compute.snapshots.delete", "compute.snapshots.get")
            .madeBy(says("delete snapshot {target}"));

    public static final ActionType RELEASE_ADDRESS = named(
                    "release-address",
                    "Gives back a reserved address that belongs to nothing and whose mark has passed.",
                    CONVERGENT)
            .on(Kinds.GCE_ADDRESS, Kinds.EC2_ADDRESS)
            .irreversible()
            .needs(Cloud.AWS, "ec2:DescribeAddresses", "ec2:ReleaseAddress")
            .needs(
                    Cloud.GCP,
                    "compute.addresses.delete",
                    "compute.addresses.deleteInternal",
                    "compute.addresses.get",
                    "compute.globalAddresses.delete",
                    "compute.globalAddresses.deleteInternal",
                    "compute.globalAddresses.get")
            .madeBy(says("release address {target}"));

    static final List<ActionType> ALL =
            List.of(TAG_RESOURCE, MARK_FOR_DELETION, SNAPSHOT_VOLUME, DELETE_VOLUME, DELETE_SNAPSHOT, RELEASE_ADDRESS);

    private CleanupActions() {}
}
