package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Resources of EC2 of any kind, by their ids: what all have in common. */
final class Ec2Resources {

    private static final String[] MISSING = {
        "InvalidInstanceID.NotFound",
        "InvalidInstanceID.Malformed",
        "InvalidVolume.NotFound",
        "InvalidParameterValue",
        "InvalidSnapshot.NotFound",
        "InvalidSnapshotID.Malformed",
        "InvalidAMIID.NotFound",
        "InvalidAMIID.Unavailable",
        "InvalidAMIID.Malformed",
        "InvalidGroup.NotFound",
        "InvalidGroupId.Malformed",
        "InvalidAllocationID.NotFound",
        "InvalidAllocationID.Malformed"
    };

    private static final Map<String, BiFunction<AwsRegionApis, String, Optional<Found>>> BY_KIND = Map.of(
            Kinds.EC2_INSTANCE, Ec2Resources::instance,
            Kinds.EC2_VOLUME, Ec2Resources::volume,
            Kinds.EC2_SNAPSHOT, Ec2Resources::snapshot,
            Kinds.EC2_IMAGE, Ec2Resources::image,
            Kinds.EC2_SECURITY_GROUP, Ec2Resources::group,
            Kinds.EC2_ADDRESS, Ec2Resources::address);

    private Ec2Resources() {}

    /** @param used whether something uses a volume or an address */
    record Found(Map<String, String> tags, boolean used) {}

    static Optional<Found> find(AwsRegionApis apis, Resource target) {
        var reader = BY_KIND.get(target.kind());
        return reader == null ? Optional.empty() : SdkSetting.found(() -> reader.apply(apis, target.name()), MISSING);
    }

    private static Found of(Collection<Tag> tags, boolean used) {
        return new Found(Tags.ofEc2(tags), used);
    }

    private static Optional<Found> instance(AwsRegionApis apis, String id) {
        return apis.ec2().describeInstances(request -> request.instanceIds(id)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .findFirst()
                .map(found -> of(found.tags(), true));
    }

    private static Optional<Found> volume(AwsRegionApis apis, String id) {
        return apis.ec2().describeVolumes(request -> request.volumeIds(id)).volumes().stream()
                .findFirst()
                .map(found -> of(found.tags(), !"available".equals(found.stateAsString())));
    }

    private static Optional<Found> snapshot(AwsRegionApis apis, String id) {
        return apis.ec2().describeSnapshots(request -> request.snapshotIds(id)).snapshots().stream()
                .findFirst()
                .map(found -> of(found.tags(), false));
    }

    private static Optional<Found> image(AwsRegionApis apis, String id) {
        return apis.ec2().describeImages(request -> request.imageIds(id)).images().stream()
                .findFirst()
                .map(found -> of(found.tags(), false));
    }

    private static Optional<Found> group(AwsRegionApis apis, String id) {
        return apis.ec2().describeSecurityGroups(request -> request.groupIds(id)).securityGroups().stream()
                .findFirst()
                .map(found -> of(found.tags(), false));
    }

    private static Optional<Found> address(AwsRegionApis apis, String id) {
        return apis.ec2().describeAddresses(request -> request.allocationIds(id)).addresses().stream()
                .findFirst()
                .map(found -> of(found.tags(), found.associationId() != null));
    }
}
