package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.ec2.model.OperationType;
import software.amazon.awssdk.services.ec2.model.PermissionGroup;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;

/** Whether everybody may use a snapshot or an image. */
record Sharing(AwsRegionApis apis, String name) {

    private static final String EVERYBODY = "all";
    private static final String RESTORE = "restore";

    static Setting ofSnapshot(AwsRegionApis apis, DeclaredAction act) {
        var sharing = new Sharing(apis, act.target().name());
        return switch (act.target().kind()) {
            case Kinds.RDS_SNAPSHOT ->
                new SdkSetting(sharing::database, (from, to) -> change(to, sharing::shareDatabase));
            case Kinds.RDS_CLUSTER_SNAPSHOT ->
                new SdkSetting(sharing::cluster, (from, to) -> change(to, sharing::shareCluster));
            default -> new SdkSetting(sharing::volume, (from, to) -> sharing.shareVolume(SdkSetting.on(to)));
        };
    }

    static Setting ofImage(AwsRegionApis apis, DeclaredAction act) {
        var sharing = new Sharing(apis, act.target().name());
        return new SdkSetting(sharing::image, (from, to) -> sharing.shareImage(SdkSetting.on(to)));
    }

    private Optional<State> volume() {
        return SdkSetting.found(
                () -> apis.ec2().describeSnapshots(request -> request.snapshotIds(name)).snapshots().stream()
                        .findFirst()
                        .map(found -> State.of(Tags.ofEc2(found.tags()), volumeIsPublic(), false)),
                "InvalidSnapshot.NotFound",
                "InvalidSnapshotID.Malformed");
    }

    private boolean volumeIsPublic() {
        return apis
                .ec2()
                .describeSnapshotAttribute(
                        request -> request.snapshotId(name).attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION))
                .createVolumePermissions()
                .stream()
                .anyMatch(permission -> permission.group() == PermissionGroup.ALL);
    }

    private void shareVolume(boolean all) {
        apis.ec2()
                .modifySnapshotAttribute(request -> request.snapshotId(name)
                        .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION)
                        .operationType(operation(all))
                        .groupNames(EVERYBODY));
    }

    private Optional<State> image() {
        return SdkSetting.found(
                () -> apis.ec2().describeImages(request -> request.imageIds(name)).images().stream()
                        .findFirst()
                        .map(found -> State.of(Tags.ofEc2(found.tags()), found.publicLaunchPermissions(), false)),
                "InvalidAMIID.NotFound",
                "InvalidAMIID.Unavailable",
                "InvalidAMIID.Malformed");
    }

    private void shareImage(boolean all) {
        apis.ec2()
                .modifyImageAttribute(request -> request.imageId(name)
                        .attribute("launchPermission")
                        .operationType(operation(all))
                        .userGroups(EVERYBODY));
    }

    private static OperationType operation(boolean all) {
        return all ? OperationType.ADD : OperationType.REMOVE;
    }

    private Optional<State> database() {
        return SdkSetting.found(
                () ->
                        apis
                                .rds()
                                .describeDBSnapshots(request -> request.dbSnapshotIdentifier(name))
                                .dbSnapshots()
                                .stream()
                                .findFirst()
                                .map(found -> State.of(Tags.ofRds(found.tagList()), databaseIsPublic(), false)
                                        .busyIf(
                                                !found.status().equals("available"),
                                                "the snapshot is " + found.status())),
                "DBSnapshotNotFound");
    }

    private boolean databaseIsPublic() {
        return apis
                .rds()
                .describeDBSnapshotAttributes(request -> request.dbSnapshotIdentifier(name))
                .dbSnapshotAttributesResult()
                .dbSnapshotAttributes()
                .stream()
                .anyMatch(attribute -> attribute.attributeName().equals(RESTORE)
                        && attribute.attributeValues().contains(EVERYBODY));
    }

    private void shareDatabase(Collection<String> add, Collection<String> remove) {
        apis.rds()
                .modifyDBSnapshotAttribute(request -> request.dbSnapshotIdentifier(name)
                        .attributeName(RESTORE)
                        .valuesToAdd(add)
                        .valuesToRemove(remove));
    }

    private Optional<State> cluster() {
        return SdkSetting.found(
                () -> apis
                        .rds()
                        .describeDBClusterSnapshots(request -> request.dbClusterSnapshotIdentifier(name))
                        .dbClusterSnapshots()
                        .stream()
                        .findFirst()
                        .map(found -> State.of(Tags.ofRds(found.tagList()), clusterIsPublic(), false)
                                .busyIf(!found.status().equals("available"), "the snapshot is " + found.status())),
                "DBClusterSnapshotNotFoundFault");
    }

    private boolean clusterIsPublic() {
        return apis
                .rds()
                .describeDBClusterSnapshotAttributes(request -> request.dbClusterSnapshotIdentifier(name))
                .dbClusterSnapshotAttributesResult()
                .dbClusterSnapshotAttributes()
                .stream()
                .anyMatch(attribute -> attribute.attributeName().equals(RESTORE)
                        && attribute.attributeValues().contains(EVERYBODY));
    }

    private void shareCluster(Collection<String> add, Collection<String> remove) {
        apis.rds()
                .modifyDBClusterSnapshotAttribute(request -> request.dbClusterSnapshotIdentifier(name)
                        .attributeName(RESTORE)
                        .valuesToAdd(add)
                        .valuesToRemove(remove));
    }

    private static void change(Json to, BiConsumer<Collection<String>, Collection<String>> call) {
        boolean all = SdkSetting.on(to);
        call.accept(all ? List.of(EVERYBODY) : List.of(), all ? List.of() : List.of(EVERYBODY));
    }
}
