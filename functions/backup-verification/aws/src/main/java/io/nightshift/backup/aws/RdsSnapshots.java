package io.nightshift.backup.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Snapshots of RDS and Aurora, those of AWS Backup among them, and their points in time. They are found and restored in the region
 * of the database's resource; for copies in a second region, the policy names that one.
 */
public final class RdsSnapshots implements BackupSource {

    private static final String POINT_IN_TIME = "point-in-time";
    private static final int MOST = 100;

    private final AwsRegions regions;

    private final Path authorities;

    /**
     * @param authorities PEM file of RDS's certificate authorities
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html">RDS: certificate bundles</a>
     */
    public RdsSnapshots(AwsRegions regions, Path authorities) {
        this.regions = regions;
        this.authorities = authorities;
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        var kind = database.subject().kind();
        return database.subject().origin().cloud() == Cloud.AWS
                && (kind.equals(Kinds.RDS_INSTANCE) || kind.equals(Kinds.RDS_CLUSTER));
    }

    static String sourceText(ProtectedDatabase database, String key) {
        try {
            return View.of(database.source()).at(key).textOr("");
        } catch (JsonException e) {
            return "";
        }
    }

    private AwsRegionApis region(ProtectedDatabase database) throws CallFailed {
        return regions.of(database.subject());
    }

    private static RdsRestores restores(ProtectedDatabase database, AwsRegionApis region) {
        return database.subject().kind().equals(Kinds.RDS_CLUSTER)
                ? new RdsClusters(region.rds())
                : new RdsInstances(region.rds());
    }

    private RdsRestores restores(ProtectedDatabase database) throws CallFailed {
        return restores(database, region(database));
    }

    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        var name = database.subject().name();
        var region = region(database);
        var restores = restores(database, region);
        if (sourceText(database, "by").equals(POINT_IN_TIME)) {
            return restores.latestTime(name).stream().toList();
        }
        return withCopies(restores.snapshots(name), database, region).stream()
                .sorted(Comparator.comparing(StoredBackup::takenAt).reversed())
                .limit(MOST)
                .toList();
    }

    /** Looks for copies in the other regions of this function. */
    private List<StoredBackup> withCopies(List<StoredBackup> backups, ProtectedDatabase database, AwsRegionApis own)
            throws CallFailed {
        var originals = new TreeMap<String, List<String>>();
        for (var other : regions.all()) {
            if (!other.region().equals(own.region())) {
                originals.put(
                        other.region(),
                        restores(database, other).originals(database.subject().name()));
            }
        }
        return backups.stream()
                .map(backup -> backup.copiedTo(originals.entrySet().stream()
                        .filter(region -> region.getValue().stream().anyMatch(arn -> isOf(arn, own, backup)))
                        .map(Map.Entry::getKey)
                        .toList()))
                .toList();
    }

    /** {@code arn:aws:rds:REGION:ACCOUNT:snapshot:ID}; an id may contain colons. */
    private static boolean isOf(String arn, AwsRegionApis region, StoredBackup backup) {
        return arn.contains(":rds:" + region.region() + ":") && arn.endsWith("snapshot:" + backup.id());
    }

    @Override
    public void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var place = RdsPlace.of(database);
        var restores = restores(database);
        var found = restores.find(order.name());
        if (found.isEmpty()) {
            create(database, order, place, restores);
        } else {
            goOn(ours(found.get(), order, NAME_TAKEN), database, order, place, restores);
        }
    }

    private static void goOn(
            RdsDatabase found, ProtectedDatabase database, RestoreOrder order, RdsPlace place, RdsRestores restores)
            throws CallFailed {
        if (found.state() == RestoreStatus.State.NEXT_STEP) {
            restores.complete(found, place, order.tags(database.entry()));
        }
    }

    /** The name is taken if an earlier call arrived after all, or by somebody else. */
    private static void create(ProtectedDatabase database, RestoreOrder order, RdsPlace place, RdsRestores restores)
            throws CallFailed {
        var tags = order.tags(database.entry());
        try {
            var time = RdsBackups.timeOf(order.backup());
            if (time.isPresent()) {
                restores.fromTime(database.subject().name(), time.get(), order.name(), place, tags);
            } else {
                restores.fromSnapshot(order.backup(), order.name(), place, tags);
            }
        } catch (CallFailed e) {
            if (!RdsCalls.isTaken(e)) {
                throw e;
            }
            var found = restores.find(order.name());
            if (found.isPresent()) {
                ours(found.get(), order, NAME_TAKEN);
            }
        }
    }

    static RdsDatabase ours(RdsDatabase found, RestoreOrder order, String otherwise) throws CallFailed {
        if (!found.isOf(order)) {
            throw AwsCalls.refused(otherwise, found.name() + " does not carry the tag of run " + order.run());
        }
        return found;
    }

    @Override
    public RestoreStatus status(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        return restores(database).find(order.name()).map(RdsDatabase::toStatus).orElse(RestoreStatus.ABSENT);
    }

    @Override
    public void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) throws CallFailed {
        var restores = restores(database);
        ours(existing(restores.find(order.name()), order), order, NOT_OURS);
        restores.setPassword(order.name(), password);
    }

    static RdsDatabase existing(Optional<RdsDatabase> found, RestoreOrder order) throws CallFailed {
        if (found.isEmpty()) {
            throw AwsCalls.refused("DBInstanceNotFound", order.name() + " does not exist");
        }
        return found.get();
    }

    @Override
    public RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        var found = existing(restores(database).find(order.name()), order);
        return RdsAccess.of(found, RdsPlace.of(database), password, authorities);
    }

    @Override
    public void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var restores = restores(database);
        var found = restores.find(order.name());
        if (found.isPresent()) {
            remove(ours(found.get(), order, NOT_OURS), restores);
        }
    }

    static void remove(RdsDatabase found, RdsRestores restores) throws CallFailed {
        try {
            restores.delete(found);
        } catch (CallFailed e) {
            if (!RdsCalls.isAbsent(e)) {
                throw e;
            }
        }
    }

    @Override
    public List<TaggedRestore> tagged(ProtectedDatabase database) throws CallFailed {
        return restores(database).all().stream()
                .flatMap(found -> found.tagged(found.name()).stream())
                .toList();
    }
}
