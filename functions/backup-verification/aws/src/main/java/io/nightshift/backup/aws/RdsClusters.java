package io.nightshift.backup.aws;

import static java.util.Objects.requireNonNullElse;

import io.nightshift.aws.AwsCalls;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.core.act.CallFailed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;

/**
 * Aurora clusters. A restored one has no instance: nobody can log in until one is created in it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html">RDS:
 *     RestoreDBClusterFromSnapshot</a>
 */
record RdsClusters(RdsClient rds) implements RdsRestores {

    /** The other one shares the storage of the source, and proves nothing about a backup. */
    private static final String FULL_COPY = "full-copy";

    @Override
    public List<StoredBackup> snapshots(String database) throws CallFailed {
        var all = listed(database);
        return all.stream().map(found -> backup(found, all)).toList();
    }

    private List<DBClusterSnapshot> listed(String database) throws CallFailed {
        var request = DescribeDbClusterSnapshotsRequest.builder().dbClusterIdentifier(database);
        return AwsCalls.read(() -> {
            var all = new ArrayList<DBClusterSnapshot>();
            rds.describeDBClusterSnapshotsPaginator(request.build())
                    .dbClusterSnapshots()
                    .forEach(all::add);
            rds.describeDBClusterSnapshotsPaginator(
                            request.snapshotType(AWS_BACKUP).build())
                    .dbClusterSnapshots()
                    .forEach(all::add);
            return all;
        });
    }

    private static StoredBackup backup(DBClusterSnapshot found, List<DBClusterSnapshot> all) {
        return RdsBackups.snapshot(
                found.dbClusterSnapshotIdentifier(),
                takenAt(found, all),
                String.valueOf(found.status()),
                new RdsBackups.Data(
                        found.allocatedStorage(),
                        found.storageEncrypted(),
                        found.kmsKeyId(),
                        found.engine(),
                        found.engineVersion()));
    }

    /** RDS keeps no time of the original: it is that of the original itself, or part of its name. */
    private static Optional<Instant> takenAt(DBClusterSnapshot found, List<DBClusterSnapshot> all) {
        var source = found.sourceDBClusterSnapshotArn();
        if (source == null || source.isEmpty()) {
            return Optional.ofNullable(found.snapshotCreateTime());
        }
        return all.stream()
                .filter(original -> source.equals(original.dbClusterSnapshotArn()))
                .flatMap(original -> Optional.ofNullable(original.snapshotCreateTime()).stream())
                .findFirst()
                .or(() -> RdsBackups.timeInName(source));
    }

    @Override
    public List<String> originals(String database) throws CallFailed {
        return listed(database).stream()
                .filter(found -> "available".equals(found.status()))
                .flatMap(found -> Optional.ofNullable(found.sourceDBClusterSnapshotArn()).stream())
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

    private Optional<DBCluster> described(String name) throws CallFailed {
        return RdsCalls.find(() -> rds.describeDBClusters(request -> request.dbClusterIdentifier(name))
                .dbClusters()
                .getFirst());
    }

    @Override
    public Optional<RdsDatabase> find(String name) throws CallFailed {
        var cluster = described(name);
        if (cluster.isEmpty()) {
            return Optional.empty();
        }
        var members = cluster.get().dbClusterMembers();
        return Optional.of(database(
                cluster.get(),
                members.isEmpty()
                        ? Optional.empty()
                        : new RdsInstances(rds).find(members.getFirst().dbInstanceIdentifier())));
    }

    private static RdsDatabase database(DBCluster found, Optional<RdsDatabase> member) {
        var pending = found.pendingModifiedValues();
        return new RdsDatabase(
                found.dbClusterIdentifier(),
                true,
                String.valueOf(found.status()),
                found.engine(),
                requireNonNullElse(found.engineVersion(), ""),
                RdsCalls.tags(found.tagList()),
                requireNonNullElse(found.clusterCreateTime(), Instant.EPOCH),
                requireNonNullElse(found.endpoint(), ""),
                requireNonNullElse(found.port(), 0),
                requireNonNullElse(found.masterUsername(), ""),
                pending != null && pending.masterUserPassword() != null,
                member);
    }

    @Override
    public List<RdsDatabase> all() throws CallFailed {
        return AwsCalls.read(() -> rds.describeDBClustersPaginator().dbClusters().stream()
                .map(found -> database(found, Optional.empty()))
                .toList());
    }

    @Override
    public void fromSnapshot(String snapshot, String name, RdsPlace place, Map<String, String> tags) throws CallFailed {
        RdsCalls.change(() -> rds.restoreDBClusterFromSnapshot(request -> request.dbClusterIdentifier(name)
                .snapshotIdentifier(snapshot)
                .engine(engine(snapshot))
                .dbSubnetGroupName(place.subnetGroup().orElse(null))
                .vpcSecurityGroupIds(place.securityGroups())
                .dbClusterParameterGroupName(place.parameterGroup().orElse(null))
                .deletionProtection(false)
                .engineLifecycleSupport(RdsInstances.NO_EXTENDED_SUPPORT)
                .tags(RdsCalls.tags(tags))));
    }

    /** The call needs the engine, which only the snapshot knows. */
    private String engine(String snapshot) {
        return rds.describeDBClusterSnapshots(request -> request.dbClusterSnapshotIdentifier(snapshot))
                .dbClusterSnapshots()
                .getFirst()
                .engine();
    }

    @Override
    public void fromTime(String database, Instant time, String name, RdsPlace place, Map<String, String> tags)
            throws CallFailed {
        RdsCalls.change(() -> rds.restoreDBClusterToPointInTime(request -> request.dbClusterIdentifier(name)
                .sourceDBClusterIdentifier(database)
                .restoreToTime(time)
                .restoreType(FULL_COPY)
                .dbSubnetGroupName(place.subnetGroup().orElse(null))
                .vpcSecurityGroupIds(place.securityGroups())
                .dbClusterParameterGroupName(place.parameterGroup().orElse(null))
                .deletionProtection(false)
                .engineLifecycleSupport(RdsInstances.NO_EXTENDED_SUPPORT)
                .tags(RdsCalls.tags(tags))));
    }

    /** One of an earlier attempt joins the cluster late; an instance of that name elsewhere is not ours. */
    @Override
    public void complete(RdsDatabase found, RdsPlace place, Map<String, String> tags) throws CallFailed {
        var name = found.name() + "-1";
        var instanceClass = place.neededClass();
        try {
            RdsCalls.change(() -> rds.createDBInstance(request -> request.dbInstanceIdentifier(name)
                    .dbClusterIdentifier(found.name())
                    .dbInstanceClass(instanceClass)
                    .engine(found.engine())
                    .publiclyAccessible(false)
                    .autoMinorVersionUpgrade(false)
                    .tags(RdsCalls.tags(tags))));
        } catch (CallFailed e) {
            if (!e.problem().code().equals(RdsCalls.EXISTS)) {
                throw e;
            }
            if (!isMember(name, found.name())) {
                throw AwsCalls.refused(BackupSource.NAME_TAKEN, "an instance outside the cluster is named " + name);
            }
        }
    }

    private boolean isMember(String name, String cluster) throws CallFailed {
        return RdsCalls.find(() -> rds.describeDBInstances(request -> request.dbInstanceIdentifier(name))
                        .dbInstances()
                        .getFirst())
                .filter(instance -> cluster.equals(instance.dbClusterIdentifier()))
                .isPresent();
    }

    @Override
    public void setPassword(String name, RestorePassword password) throws CallFailed {
        RdsCalls.change(() -> rds.modifyDBCluster(request -> request.dbClusterIdentifier(name)
                .masterUserPassword(password.text())
                .applyImmediately(true)));
    }

    /** A cluster can be deleted once its instance is being deleted. */
    @Override
    public void delete(RdsDatabase found) throws CallFailed {
        deleteMember(found);
        if (!found.isRemoving()) {
            RdsCalls.change(() -> rds.deleteDBCluster(
                    request -> request.dbClusterIdentifier(found.name()).skipFinalSnapshot(true)));
        }
    }

    /** Without automated backups: those of a cluster go with the cluster. */
    void deleteMember(RdsDatabase found) throws CallFailed {
        if (found.member().isPresent() && !found.member().get().isRemoving()) {
            var instance = found.member().get().name();
            RdsCalls.change(() -> rds.deleteDBInstance(
                    request -> request.dbInstanceIdentifier(instance).skipFinalSnapshot(true)));
        }
    }
}
