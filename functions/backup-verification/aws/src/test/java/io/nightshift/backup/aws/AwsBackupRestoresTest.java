package io.nightshift.backup.aws;

import static io.nightshift.backup.aws.BackedUpAccount.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restore tests of AWS Backup: taken over by a tag, answered last, deleted by AWS Backup. */
class AwsBackupRestoresTest {

    private static final String PLAN = AwsStandIn.arn("backup", "restore-testing-plan:nightly-1");
    private static final String RESTORED = "awsbackup-restore-test-1";
    private static final BackupCheckReport GOOD = new BackupCheckReport(List.of(CheckResult.good("connects")));

    private BackedUpAccount account;

    @BeforeEach
    void start() {
        use("db:");
    }

    /** @param type of the ARN of the database: {@code db:} or {@code cluster:} */
    private void use(String type) {
        var resource = AwsStandIn.arn("rds", type + "orders");
        account = new BackedUpAccount(
                AwsBackupRestores::new,
                BackedUpAccount.in(
                        AwsStandIn.REGION,
                        Resource.Kinds.BACKUP_VAULT,
                        resource,
                        Json.obj().with("resource", resource).with("vault", "nightly")));
        account.aws.place(
                Database.available(RESTORED, 100),
                Item.of("cluster/" + RESTORED, Json.obj().with("members", Json.arr())),
                job("1", "COMPLETED", type),
                job("2", "RUNNING", type).with("RecoveryPointCreationDate", Json.of(NIGHT.getEpochSecond() + 60)),
                job("3", "FAILED", type).with("RecoveryPointCreationDate", Json.of(NIGHT.getEpochSecond() - 60)),
                job("4", "COMPLETED", type).with("SourceResourceArn", AwsStandIn.arn("rds", type + "other")),
                job("5", "COMPLETED", type).with("BackupVaultArn", AwsStandIn.arn("backup", "backup-vault:other")),
                job("6", "COMPLETED", type).with("CreatedBy", Json.obj()));
    }

    private static Item job(String id, String status, String type) {
        return Item.of(
                "restore-job/job-" + id,
                Json.obj()
                        .with("Status", status)
                        .with("ResourceType", type.equals("db:") ? "RDS" : "Aurora")
                        .with("BackupVaultArn", AwsStandIn.arn("backup", "backup-vault:nightly"))
                        .with("SourceResourceArn", AwsStandIn.arn("rds", type + "orders"))
                        .with("CreatedResourceArn", AwsStandIn.arn("rds", type + RESTORED))
                        .with("RecoveryPointCreationDate", NIGHT.getEpochSecond())
                        .with("BackupSizeInBytes", 1000)
                        .with("CreatedBy", Json.obj().with("RestoreTestingPlanArn", PLAN)));
    }

    @AfterEach
    void close() {
        account.close();
    }

    private State state(RestoreOrder order) throws CallFailed {
        return account.source.status(account.database(), order).state();
    }

    private RestoreOrder takenOver() throws CallFailed {
        var order = account.order(1, "job-1");
        account.source.restore(account.database(), order);
        return order;
    }

    private Item job() {
        return account.aws.thing(Item.class, "restore-job/job-1");
    }

    private static BackupCheckReport broken() {
        return new BackupCheckReport(
                List.of(CheckResult.broken("row-counts", "half of the rows of canary are missing")));
    }

    @Test
    void theRestoresOfThePlanAreItsBackups() throws CallFailed {
        assertThat(account.source.covers(account.database())).isTrue();
        assertThat(account.source.find(account.database()))
                .extracting(StoredBackup::id, StoredBackup::state)
                .containsExactly(
                        tuple("job-2", StoredBackup.State.RUNNING),
                        tuple("job-1", StoredBackup.State.AVAILABLE),
                        tuple("job-3", StoredBackup.State.UNUSABLE));
        assertThat(account.source.find(account.database()).get(1).takenAt()).isEqualTo(NIGHT);
    }

    @Test
    void aRestoreIsTakenOverByItsTagAndAnsweredLast() throws CallFailed {
        var order = takenOver();
        account.source.restore(account.database(), order);
        assertThat(account.aws.calls("AddTagsToResource")).isEqualTo(1);
        assertThat(account.source.status(account.database(), order).isOf(order.run()))
                .isTrue();
        assertThat(account.source.tagged(account.database()))
                .singleElement()
                .satisfies(tagged -> assertThat(tagged.name()).isEqualTo(order.name()));
        assertThat(account.aws.calls("PutRestoreValidationResult")).isZero();

        account.source.answer(account.database(), order, GOOD);
        account.source.answer(account.database(), order, GOOD);
        assertThat(job().text("ValidationStatus")).isEqualTo("SUCCESSFUL");
        account.source.remove(account.database(), order);
        account.pass();
        account.pass();
        assertThat(state(order)).isEqualTo(State.ABSENT);
        account.source.remove(account.database(), order);
        assertThat(account.aws.calls("DeleteDBInstance")).isZero();
        assertThat(account.aws.calls("PutRestoreValidationResult")).isEqualTo(1);
        assertThat(account.source.find(account.database()))
                .extracting(StoredBackup::id)
                .doesNotContain("job-1");
    }

    @Test
    void aBrokenBackupFailsWithoutItsFindings() throws CallFailed {
        account.source.answer(account.database(), takenOver(), broken());
        assertThat(job().text("ValidationStatus")).isEqualTo("FAILED");
        assertThat(job().text("ValidationStatusMessage")).contains("broken").doesNotContain("canary");
    }

    @Test
    void aRestoreThatNobodyVerifiedIsAnsweredWhenItIsRemoved() throws CallFailed {
        account.source.remove(account.database(), takenOver());
        assertThat(job().text("ValidationStatus")).isEqualTo("TIMED_OUT");
    }

    @Test
    void theInstanceThatWePutIntoAClusterGoesFirst() throws CallFailed {
        account.close();
        use("cluster:");
        var order = takenOver();
        assertThat(state(order)).isEqualTo(State.NEXT_STEP);
        account.source.restore(account.database(), order);
        account.pass();
        assertThat(state(order)).isEqualTo(State.READY);
        account.source.answer(account.database(), order, GOOD);
        account.pass();
        account.pass();
        assertThat(state(order)).isEqualTo(State.ABSENT);
        assertThat(job().text("DeletionStatus")).isEqualTo("SUCCESSFUL");
    }

    @Test
    void whatAwsBackupCouldNotDeleteIsDeletedHere() throws CallFailed {
        var order = takenOver();
        account.aws.alter(
                Item.class,
                "restore-job/job-1",
                job -> job.with("ValidationStatus", "FAILED").with("DeletionStatus", "FAILED"));
        account.source.remove(account.database(), order);
        assertThat(account.aws.calls("DeleteDBInstance")).isEqualTo(1);
    }

    @Test
    void theRestoreOfAnotherRunIsLeftAlone() {
        account.aws.alter(
                Database.class,
                "database/" + RESTORED,
                database -> database.tagged(Map.of(RestoreOrder.RUN_TAG, "backup-of-another")));
        assertThatThrownBy(this::takenOver)
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.problem().code()).isEqualTo(BackupSource.NAME_TAKEN));
        assertThat(account.aws.changes()).isEmpty();
    }

    @Test
    void aJobThatDoesNotExistIsNoBackup() {
        assertThatThrownBy(() -> account.source.restore(account.database(), account.order(1, "job-9")))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.problem().code()).isEqualTo(BackupSource.NO_BACKUP));
    }
}
