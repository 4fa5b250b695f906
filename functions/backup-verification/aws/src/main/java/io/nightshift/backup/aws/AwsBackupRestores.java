package io.nightshift.backup.aws;

import static java.util.Objects.requireNonNullElse;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.restore.StoredBackup.State;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.RestoreDeletionStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;

/**
 * Restores that a restore testing plan of AWS Backup makes, and that wait for a verdict. The id of a backup is that of its restore
 * job; a run takes such a restore over by its tag. AWS Backup deletes it when it is answered, or when the window of the plan ends.
 *
 * <p>The entry's {@code source} has the ARN of the {@code resource} and the name of the {@code vault}. An Aurora cluster gets its
 * instance from here.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-validation.html">AWS Backup: restore
 *     testing validation</a>
 */
public final class AwsBackupRestores implements BackupSource {

    private static final int MOST = 100;

    private final AwsRegions regions;
    private final Path authorities;

    /** @param authorities PEM file of RDS's certificate authorities */
    public AwsBackupRestores(AwsRegions regions, Path authorities) {
        this.regions = regions;
        this.authorities = authorities;
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.subject().origin().cloud() == Cloud.AWS
                && database.subject().kind().equals(Kinds.BACKUP_VAULT)
                && resource(database).contains(":rds:");
    }

    /** {@code arn:aws:rds:REGION:ACCOUNT:db:NAME} or {@code …:cluster:NAME}. */
    private static String resource(ProtectedDatabase database) {
        return RdsSnapshots.sourceText(database, "resource");
    }

    private static boolean isCluster(ProtectedDatabase database) {
        return resource(database).contains(":cluster:");
    }

    private AwsRegionApis region(ProtectedDatabase database) throws CallFailed {
        return regions.of(database.subject().origin());
    }

    private RdsRestores restores(ProtectedDatabase database) throws CallFailed {
        var rds = region(database).rds();
        return isCluster(database) ? new RdsClusters(rds) : new RdsInstances(rds);
    }

    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        var client = region(database).backup();
        return AwsCalls.read(() -> client
                .listRestoreJobsPaginator(request -> request.byResourceType(isCluster(database) ? "Aurora" : "RDS"))
                .restoreJobs()
                .stream()
                .filter(job -> isTest(job) && isOf(job, database))
                .map(AwsBackupRestores::backup)
                .sorted(Comparator.comparing(StoredBackup::takenAt).reversed())
                .limit(MOST)
                .toList());
    }

    @Override
    public List<StoredBackup> waiting(ProtectedDatabase database) throws CallFailed {
        return find(database).stream().filter(StoredBackup::isAvailable).toList();
    }

    /** Made by a restore testing plan, and still there. */
    private static boolean isTest(RestoreJobsListMember job) {
        return job.createdBy() != null
                && job.createdBy().restoreTestingPlanArn() != null
                && job.deletionStatus() == null;
    }

    private static boolean isOf(RestoreJobsListMember job, ProtectedDatabase database) {
        return resource(database).equals(job.sourceResourceArn())
                && requireNonNullElse(job.backupVaultArn(), "")
                        .endsWith(":backup-vault:" + RdsSnapshots.sourceText(database, "vault"));
    }

    private static StoredBackup backup(RestoreJobsListMember job) {
        var backup = StoredBackup.available(
                job.restoreJobId(),
                requireNonNullElse(job.recoveryPointCreationDate(), Instant.EPOCH),
                requireNonNullElse(job.backupSizeInBytes(), 0L));
        if (job.status() == RestoreJobStatus.PENDING || job.status() == RestoreJobStatus.RUNNING) {
            return backup.in(State.RUNNING, "AWS Backup is restoring it");
        }
        if (job.status() != RestoreJobStatus.COMPLETED) {
            return backup.in(State.UNUSABLE, "AWS Backup could not restore it: " + job.statusAsString());
        }
        return isAnswered(job.validationStatus()) ? backup.in(State.ANSWERED, "it is verified already") : backup;
    }

    private static boolean isAnswered(@Nullable RestoreValidationStatus status) {
        return status != null && status != RestoreValidationStatus.VALIDATING;
    }

    private Optional<DescribeRestoreJobResponse> job(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var client = region(database).backup();
        try {
            return Optional.of(
                    AwsCalls.read(() -> client.describeRestoreJob(request -> request.restoreJobId(order.backup()))));
        } catch (CallFailed e) {
            if (e.problem().code().equals("ResourceNotFoundException")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<RdsDatabase> restored(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var arn = job(database, order).map(DescribeRestoreJobResponse::createdResourceArn);
        return arn.isEmpty()
                ? Optional.empty()
                : restores(database).find(arn.get().substring(arn.get().lastIndexOf(':') + 1));
    }

    /** Marks what AWS Backup restored as this run's; a tag of another run is not replaced. */
    @Override
    public void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var arn = job(database, order).map(DescribeRestoreJobResponse::createdResourceArn);
        var found = restored(database, order);
        if (arn.isEmpty() || found.isEmpty()) {
            throw AwsCalls.refused(NO_BACKUP, "no restore of that job exists");
        }
        var tags = order.tags(database.entry());
        if (!found.get().tags().containsKey(RestoreOrder.RUN_TAG)) {
            var rds = region(database).rds();
            RdsCalls.change(() -> rds.addTagsToResource(
                    request -> request.resourceName(arn.get()).tags(RdsCalls.tags(tags))));
        } else if (RdsSnapshots.ours(found.get(), order, NAME_TAKEN).state() == RestoreStatus.State.NEXT_STEP) {
            restores(database).complete(found.get(), RdsPlace.of(database), tags);
        }
    }

    @Override
    public RestoreStatus status(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        return restored(database, order).map(RdsDatabase::toStatus).orElse(RestoreStatus.ABSENT);
    }

    @Override
    public void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) throws CallFailed {
        var found = RdsSnapshots.existing(restored(database, order), order);
        restores(database).setPassword(RdsSnapshots.ours(found, order, NOT_OURS).name(), password);
    }

    @Override
    public RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        var found = RdsSnapshots.existing(restored(database, order), order);
        return RdsAccess.of(found, RdsPlace.of(database), password, authorities);
    }

    /** AWS Backup deletes the restore now. It knows only what it made itself, so our instance of a cluster goes first. */
    @Override
    public void answer(ProtectedDatabase database, RestoreOrder order, BackupCheckReport report) throws CallFailed {
        answer(
                database,
                order,
                status(report.verdict()),
                "Nightshift, run " + order.run() + ": "
                        + report.verdict().name().toLowerCase(Locale.ROOT));
    }

    /** There is no status for a restore that could not be judged. */
    private static RestoreValidationStatus status(BackupVerdict verdict) {
        return switch (verdict) {
            case GOOD -> RestoreValidationStatus.SUCCESSFUL;
            case BROKEN -> RestoreValidationStatus.FAILED;
            case UNDECIDABLE -> RestoreValidationStatus.TIMED_OUT;
        };
    }

    private void answer(ProtectedDatabase database, RestoreOrder order, RestoreValidationStatus status, String message)
            throws CallFailed {
        var job = job(database, order);
        if (job.isEmpty() || isAnswered(job.get().validationStatus())) {
            return;
        }
        var found = restored(database, order);
        if (found.isPresent() && restores(database) instanceof RdsClusters clusters) {
            clusters.deleteMember(RdsSnapshots.ours(found.get(), order, NOT_OURS));
        }
        var client = region(database).backup();
        AwsCalls.change(() -> client.putRestoreValidationResult(request ->
                request.restoreJobId(order.backup()).validationStatus(status).validationStatusMessage(message)));
    }

    /** An answer makes AWS Backup delete it; what AWS Backup could not delete is deleted here. */
    @Override
    public void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var job = job(database, order);
        var found = restored(database, order);
        if (job.isEmpty() || found.isEmpty()) {
            return;
        }
        var ours = RdsSnapshots.ours(found.get(), order, NOT_OURS);
        if (job.get().deletionStatus() == RestoreDeletionStatus.FAILED) {
            RdsSnapshots.remove(ours, restores(database));
        } else {
            answer(
                    database,
                    order,
                    RestoreValidationStatus.TIMED_OUT,
                    "Nightshift, run " + order.run() + ": not verified");
        }
    }

    /** Under the names of their runs: those of AWS Backup are of its own. */
    @Override
    public List<TaggedRestore> tagged(ProtectedDatabase database) throws CallFailed {
        return restores(database).all().stream()
                .flatMap(found -> found
                        .tagged("")
                        .map(tag -> new TaggedRestore(RestoreOrder.nameOf(tag.run()), tag.run(), tag.since()))
                        .stream())
                .toList();
    }
}
