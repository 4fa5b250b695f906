package io.nightshift.backup.aws;

import static java.util.Objects.requireNonNullElse;

import io.nightshift.aws.AwsCalls;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.core.act.CallFailed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;

/**
 * Instances that are in no cluster.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html">RDS:
 *     RestoreDBInstanceFromDBSnapshot</a>
 */
record RdsInstances(RdsClient rds) implements RdsRestores {

    /** The default is to take part in a life of the engine that costs extra. */
    static final String NO_EXTENDED_SUPPORT = "open-source-rds-extended-support-disabled";

    @Override
    public List<StoredBackup> snapshots(String database) throws CallFailed {
        return listed(database).stream().map(RdsInstances::backup).toList();
    }

    private List<DBSnapshot> listed(String database) throws CallFailed {
        var request = DescribeDbSnapshotsRequest.builder().dbInstanceIdentifier(database);
        return AwsCalls.read(() -> {
            var all = new ArrayList<DBSnapshot>();
            rds.describeDBSnapshotsPaginator(request.build()).dbSnapshots().forEach(all::add);
            rds.describeDBSnapshotsPaginator(request.snapshotType(AWS_BACKUP).build())
                    .dbSnapshots()
                    .forEach(all::add);
            return all;
        });
    }

    private static StoredBackup backup(DBSnapshot found) {
        return RdsBackups.snapshot(
                found.dbSnapshotIdentifier(),
                // Of a copy, the other one is the time of copying.
                Optional.ofNullable(found.originalSnapshotCreateTime())
                        .or(() -> Optional.ofNullable(found.snapshotCreateTime())),
                String.valueOf(found.status()),
                new RdsBackups.Data(
                        found.allocatedStorage(),
                        found.encrypted(),
                        found.kmsKeyId(),
                        found.engine(),
                        found.engineVersion()));
    }

    @Override
    public List<String> originals(String database) throws CallFailed {
        return listed(database).stream()
                .filter(found -> "available".equals(found.status()))
                .flatMap(found -> Optional.ofNullable(found.sourceDBSnapshotIdentifier()).stream())
                .toList();
    }

    @Override
    public Optional<StoredBackup> latestTime(String database) throws CallFailed {
        return described(database)
                .flatMap(found -> RdsBackups.time(
                        found.latestRestorableTime(),
                        new RdsBackups.Data(
                                found.allocatedStorage(),
                                found.storageEncrypted(),
                                found.kmsKeyId(),
                                found.engine(),
                                found.engineVersion())));
    }

    private Optional<DBInstance> described(String name) throws CallFailed {
        return RdsCalls.find(() -> rds.describeDBInstances(request -> request.dbInstanceIdentifier(name))
                .dbInstances()
                .getFirst());
    }

    @Override
    public Optional<RdsDatabase> find(String name) throws CallFailed {
        return described(name).map(RdsInstances::database);
    }

    static RdsDatabase database(DBInstance found) {
        var endpoint = found.endpoint();
        var pending = found.pendingModifiedValues();
        return new RdsDatabase(
                found.dbInstanceIdentifier(),
                false,
                String.valueOf(found.dbInstanceStatus()),
                found.engine(),
                requireNonNullElse(found.engineVersion(), ""),
                RdsCalls.tags(found.tagList()),
                requireNonNullElse(found.instanceCreateTime(), Instant.EPOCH),
                endpoint == null ? "" : requireNonNullElse(endpoint.address(), ""),
                endpoint == null ? 0 : requireNonNullElse(endpoint.port(), 0),
                requireNonNullElse(found.masterUsername(), ""),
                pending != null && pending.masterUserPassword() != null,
                Optional.empty());
    }

    @Override
    public List<RdsDatabase> all() throws CallFailed {
        return AwsCalls.read(() -> rds.describeDBInstancesPaginator().dbInstances().stream()
                .filter(found -> found.dbClusterIdentifier() == null)
                .map(RdsInstances::database)
                .toList());
    }

    @Override
    public void fromSnapshot(String snapshot, String name, RdsPlace place, Map<String, String> tags) throws CallFailed {
        RdsCalls.change(() -> rds.restoreDBInstanceFromDBSnapshot(request -> request.dbInstanceIdentifier(name)
                .dbSnapshotIdentifier(snapshot)
                .dbInstanceClass(place.instanceClass().orElse(null))
                .dbSubnetGroupName(place.subnetGroup().orElse(null))
                .vpcSecurityGroupIds(place.securityGroups())
                .dbParameterGroupName(place.parameterGroup().orElse(null))
                .publiclyAccessible(false)
                .multiAZ(false)
                .deletionProtection(false)
                .autoMinorVersionUpgrade(false)
                .engineLifecycleSupport(NO_EXTENDED_SUPPORT)
                .tags(RdsCalls.tags(tags))));
    }

    @Override
    public void fromTime(String database, Instant time, String name, RdsPlace place, Map<String, String> tags)
            throws CallFailed {
        RdsCalls.change(() -> rds.restoreDBInstanceToPointInTime(request -> request.targetDBInstanceIdentifier(name)
                .sourceDBInstanceIdentifier(database)
                .restoreTime(time)
                .dbInstanceClass(place.instanceClass().orElse(null))
                .dbSubnetGroupName(place.subnetGroup().orElse(null))
                .vpcSecurityGroupIds(place.securityGroups())
                .dbParameterGroupName(place.parameterGroup().orElse(null))
                .publiclyAccessible(false)
                .multiAZ(false)
                .deletionProtection(false)
                .autoMinorVersionUpgrade(false)
                .engineLifecycleSupport(NO_EXTENDED_SUPPORT)
                .tags(RdsCalls.tags(tags))));
    }

    /** An instance is restored by one call. */
    @Override
    public void complete(RdsDatabase found, RdsPlace place, Map<String, String> tags) {}

    @Override
    public void setPassword(String name, RestorePassword password) throws CallFailed {
        RdsCalls.change(() -> rds.modifyDBInstance(request -> request.dbInstanceIdentifier(name)
                .masterUserPassword(password.text())
                .applyImmediately(true)));
    }

    @Override
    public void delete(RdsDatabase found) throws CallFailed {
        if (!found.isRemoving()) {
            RdsCalls.change(() -> rds.deleteDBInstance(request -> request.dbInstanceIdentifier(found.name())
                    .skipFinalSnapshot(true)
                    .deleteAutomatedBackups(true)));
        }
    }
}
