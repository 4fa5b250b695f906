package io.nightshift.backup.aws;

import static java.util.Objects.requireNonNullElse;

import io.nightshift.aws.AwsCalls;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.restore.StoredBackup.State;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupDescription;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.BackupTypeFilter;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** The tables and backups of DynamoDB in one region, with its refusals in the terms of {@link BackupSource}. */
record DynamoDbTables(DynamoDbClient client) {

    private static final Set<String> NO_BACKUP = Set.of(
            "BackupNotFoundException",
            "PointInTimeRecoveryUnavailableException",
            "InvalidRestoreTimeException",
            "TableNotFoundException");

    /** Another operation is under way, or too many are. */
    private static final Set<String> PASSING = Set.of(
            "ResourceInUseException",
            "TableInUseException",
            "BackupInUseException",
            "LimitExceededException",
            "ContinuousBackupsUnavailableException");

    static final String EXISTS = "TableAlreadyExistsException";
    private static final Set<String> ABSENT = Set.of("ResourceNotFoundException", "TableNotFoundException");

    static <T> T change(Supplier<T> call) throws CallFailed {
        try {
            return AwsCalls.change(call);
        } catch (CallFailed e) {
            var problem = e.problem();
            if (NO_BACKUP.contains(problem.code())) {
                throw new CallFailed(Problem.permanent(BackupSource.NO_BACKUP, problem.message()));
            }
            throw PASSING.contains(problem.code())
                    ? new CallFailed(Problem.transientFault(problem.code(), problem.message()))
                    : e;
        }
    }

    static boolean isAbsent(CallFailed failed) {
        return ABSENT.contains(failed.problem().code());
    }

    private static <T> Optional<T> found(Supplier<T> call) throws CallFailed {
        try {
            return Optional.of(AwsCalls.read(call));
        } catch (CallFailed e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Optional<TableDescription> table(String name) throws CallFailed {
        return found(
                () -> client.describeTable(request -> request.tableName(name)).table());
    }

    List<String> names() throws CallFailed {
        return AwsCalls.read(
                () -> client.listTablesPaginator().tableNames().stream().toList());
    }

    /** A table that is just made has none yet. */
    Map<String, String> tags(String arn) throws CallFailed {
        var tags = new TreeMap<String, String>();
        var next = Optional.<String>empty();
        do {
            var token = next.orElse(null);
            var page = found(() -> client.listTagsOfResource(
                    request -> request.resourceArn(arn).nextToken(token)));
            page.ifPresent(some -> some.tags().forEach(tag -> tags.put(tag.key(), tag.value())));
            next = page.flatMap(some -> Optional.ofNullable(some.nextToken()));
        } while (next.isPresent());
        return tags;
    }

    void tag(String arn, Map<String, String> tags) throws CallFailed {
        var all = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        change(() -> client.tagResource(request -> request.resourceArn(arn).tags(all)));
    }

    /** On-demand backups; recovery points in the vaults of AWS Backup are restored by AWS Backup only. */
    List<StoredBackup> backups(String table) throws CallFailed {
        var all = new ArrayList<StoredBackup>();
        var last = Optional.<String>empty();
        do {
            var after = last.orElse(null);
            var page = AwsCalls.read(() -> client.listBackups(request ->
                    request.tableName(table).backupType(BackupTypeFilter.ALL).exclusiveStartBackupArn(after)));
            page.backupSummaries().stream()
                    .filter(backup -> backup.backupStatus() != BackupStatus.DELETED
                            && backup.backupArn().contains(":dynamodb:"))
                    .map(DynamoDbTables::backup)
                    .forEach(all::add);
            last = Optional.ofNullable(page.lastEvaluatedBackupArn());
        } while (last.isPresent());
        return all;
    }

    private static StoredBackup backup(BackupSummary found) {
        var backup = StoredBackup.available(
                found.backupArn(),
                requireNonNullElse(found.backupCreationDateTime(), Instant.EPOCH),
                requireNonNullElse(found.backupSizeBytes(), 0L));
        return found.backupStatus() == BackupStatus.CREATING
                ? backup.in(State.RUNNING, "the backup is being made")
                : backup;
    }

    /** Empty if it was deleted meanwhile. */
    Optional<BackupDescription> backup(String arn) throws CallFailed {
        try {
            return Optional.of(AwsCalls.read(() ->
                    client.describeBackup(request -> request.backupArn(arn)).backupDescription()));
        } catch (CallFailed e) {
            if (NO_BACKUP.contains(e.problem().code())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Empty if the table does not exist, or has no point in time. */
    Optional<PointInTimeRecoveryDescription> pointInTime(String table) throws CallFailed {
        return found(() -> client.describeContinuousBackups(request -> request.tableName(table)))
                .flatMap(found -> Optional.ofNullable(found.continuousBackupsDescription()))
                .flatMap(found -> Optional.ofNullable(found.pointInTimeRecoveryDescription()))
                .filter(found -> found.latestRestorableDateTime() != null);
    }

    /** The attribute with the time to live; empty if none is enabled. */
    Optional<String> timeToLive(String table) throws CallFailed {
        return found(() -> client.describeTimeToLive(request -> request.tableName(table)))
                .map(found -> found.timeToLiveDescription())
                .filter(ttl -> ttl != null
                        && String.valueOf(ttl.timeToLiveStatusAsString()).startsWith("ENABL"))
                .flatMap(ttl -> Optional.ofNullable(ttl.attributeName()));
    }
}
