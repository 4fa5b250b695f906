package io.nightshift.backup.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegions;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.HeldCounts;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/**
 * On-demand backups and points in time of DynamoDB, restored to a new table that pays per request. It is counted; there is no
 * password. A table that somebody protected from deletion meanwhile loses that protection only if it is ours.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Restore.Tutorial.html">DynamoDB: restoring a
 *     table</a>
 */
public final class DynamoDbBackups implements BackupSource {

    private static final String POINT_IN_TIME = "point-in-time";
    private static final String OURS = RestoreOrder.nameOf(new RunId(RestoreOrder.RUNS));
    private static final int MOST = 100;

    private final AwsRegions regions;
    private final HeldCounts counts;

    /** @param counts those of this process */
    public DynamoDbBackups(AwsRegions regions, HeldCounts counts) {
        this.regions = regions;
        this.counts = counts;
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.subject().origin().cloud() == Cloud.AWS
                && database.subject().kind().equals(Kinds.DYNAMODB_TABLE);
    }

    private DynamoDbTables tables(ProtectedDatabase database) throws CallFailed {
        return new DynamoDbTables(regions.of(database.subject()).dynamoDb());
    }

    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        var tables = tables(database);
        var name = database.subject().name();
        if (RdsSnapshots.sourceText(database, "by").equals(POINT_IN_TIME)) {
            return tables
                    .pointInTime(name)
                    .map(found -> StoredBackup.available(
                            RdsBackups.idOf(found.latestRestorableDateTime()), found.latestRestorableDateTime(), 0))
                    .stream()
                    .toList();
        }
        return withKey(
                tables.backups(name).stream()
                        .sorted(Comparator.comparing(StoredBackup::takenAt).reversed())
                        .limit(MOST)
                        .toList(),
                tables);
    }

    /** A listing names no keys; the key of the newest is the one that is judged. */
    private static List<StoredBackup> withKey(List<StoredBackup> backups, DynamoDbTables tables) throws CallFailed {
        var all = new ArrayList<>(backups);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isAvailable()) {
                var key = tables.backup(all.get(i).id())
                        .flatMap(found -> Optional.ofNullable(found.sourceTableFeatureDetails()))
                        .flatMap(features -> Optional.ofNullable(features.sseDescription()))
                        .flatMap(sse -> Optional.ofNullable(sse.kmsMasterKeyArn()));
                all.set(i, all.get(i).encryptedWith(key.orElse("")));
                return all;
            }
        }
        return all;
    }

    private static Optional<DynamoDbRestore> restored(DynamoDbTables tables, String name) throws CallFailed {
        var table = tables.table(name);
        return table.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new DynamoDbRestore(table.get(), tables.tags(table.get().tableArn())));
    }

    @Override
    public void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var tables = tables(database);
        var found = restored(tables, order.name());
        if (found.isEmpty()) {
            create(database, order, tables);
        } else if (ours(found.get(), database, order, NAME_TAKEN).state(order, database) == State.NEXT_STEP) {
            tables.tag(found.get().table().tableArn(), order.tags(database.entry()));
        }
    }

    private static DynamoDbRestore ours(
            DynamoDbRestore found, ProtectedDatabase database, RestoreOrder order, String otherwise) throws CallFailed {
        if (!found.isOf(order, database)) {
            throw AwsCalls.refused(
                    otherwise, found.table().tableName() + " does not carry the tag of run " + order.run());
        }
        return found;
    }

    /** The name is taken if an earlier call arrived after all, or by somebody else. */
    private static void create(ProtectedDatabase database, RestoreOrder order, DynamoDbTables tables)
            throws CallFailed {
        try {
            var time = RdsBackups.timeOf(order.backup());
            if (time.isPresent()) {
                fromTime(database, order, time.get(), tables);
            } else {
                fromBackup(database, order, tables);
            }
        } catch (CallFailed e) {
            if (!e.problem().code().equals(DynamoDbTables.EXISTS)) {
                throw e;
            }
            var found = restored(tables, order.name());
            if (found.isPresent()) {
                ours(found.get(), database, order, NAME_TAKEN);
            }
        }
    }

    private static void fromTime(ProtectedDatabase database, RestoreOrder order, Instant time, DynamoDbTables tables)
            throws CallFailed {
        DynamoDbTables.change(() -> tables.client()
                .restoreTableToPointInTime(
                        request -> request.sourceTableName(database.subject().name())
                                .targetTableName(order.name())
                                .restoreDateTime(time)
                                .billingModeOverride(BillingMode.PAY_PER_REQUEST)));
    }

    /** {@code arn:aws:dynamodb:REGION:ACCOUNT:table/TABLE/backup/ID}: the backup of another table is refused. */
    private static void fromBackup(ProtectedDatabase database, RestoreOrder order, DynamoDbTables tables)
            throws CallFailed {
        if (!order.backup().contains(":table/" + database.subject().name() + "/backup/")) {
            throw AwsCalls.refused(
                    NO_BACKUP, "not a backup of table " + database.subject().name());
        }
        DynamoDbTables.change(() -> tables.client()
                .restoreTableFromBackup(request -> request.backupArn(order.backup())
                        .targetTableName(order.name())
                        .billingModeOverride(BillingMode.PAY_PER_REQUEST)));
    }

    @Override
    public RestoreStatus status(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        return restored(tables(database), order.name())
                .map(found -> found.toStatus(order, database))
                .orElse(RestoreStatus.ABSENT);
    }

    /** IAM lets this function in. */
    @Override
    public void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) {}

    @Override
    public RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        var tables = tables(database);
        var found = restored(tables, order.name())
                .orElseThrow(() -> AwsCalls.refused("TableNotFound", order.name() + " does not exist"));
        ours(found, database, order, NOT_OURS);
        return counts.of(
                order,
                () -> new DynamoDbComparison(
                                tables,
                                found.table(),
                                tables.table(database.subject().name()),
                                order.backup().startsWith("arn:") ? tables.backup(order.backup()) : Optional.empty())
                        .count());
    }

    @Override
    public void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var tables = tables(database);
        var found = restored(tables, order.name());
        if (found.isEmpty() || ours(found.get(), database, order, NOT_OURS).isRemoving()) {
            return;
        }
        counts.forget(order);
        if (Boolean.TRUE.equals(found.get().table().deletionProtectionEnabled())) {
            DynamoDbTables.change(() -> tables.client()
                    .updateTable(request -> request.tableName(order.name()).deletionProtectionEnabled(false)));
        }
        try {
            DynamoDbTables.change(() -> tables.client().deleteTable(request -> request.tableName(order.name())));
        } catch (CallFailed e) {
            if (!DynamoDbTables.isAbsent(e)) {
                throw e;
            }
        }
    }

    /** Those under names of runs: of a table that a crash left without a tag, the name and DynamoDB's own record stand for it. */
    @Override
    public List<TaggedRestore> tagged(ProtectedDatabase database) throws CallFailed {
        var tables = tables(database);
        var all = new ArrayList<TaggedRestore>();
        for (var name : tables.names()) {
            var found = name.startsWith(OURS) ? restored(tables, name) : Optional.<DynamoDbRestore>empty();
            found.filter(table -> !table.isRemoving())
                    .flatMap(table -> run(table, database).map(run -> new TaggedRestore(name, run, table.since())))
                    .ifPresent(all::add);
        }
        return all;
    }

    private static Optional<RunId> run(DynamoDbRestore table, ProtectedDatabase database) {
        return Optional.ofNullable(table.tags().get(RestoreOrder.RUN_TAG))
                .filter(run -> !run.isBlank())
                .or(() -> table.isRestoredFrom(database)
                        ? Optional.of(
                                RestoreOrder.runOf(table.table().tableName()).value())
                        : Optional.empty())
                .map(RunId::new);
    }
}
