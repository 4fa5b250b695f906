package io.nightshift.backup.aws;

import static io.nightshift.backup.aws.BackedUpAccount.NIGHT;
import static io.nightshift.backup.aws.BackedUpAccount.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract does not say: parameters of the calls, states of the provider, copies, points in time. */
class RdsSnapshotsTest {

    private static final String NEWEST = "rds:orders-2026-11-30-03-05";

    private BackedUpAccount account = new BackedUpAccount(RdsSnapshots::new, BackedUpAccount.instance("snapshot"));

    @AfterEach
    void close() {
        account.close();
    }

    private void use(ProtectedDatabase database) {
        account.close();
        account = new BackedUpAccount(RdsSnapshots::new, database);
    }

    private List<StoredBackup> found() throws CallFailed {
        return account.source.find(account.database());
    }

    private State state(RestoreOrder order) throws CallFailed {
        return account.source.status(account.database(), order).state();
    }

    private RestoreOrder restored(String backup) throws CallFailed {
        var order = account.order(1, backup);
        account.source.restore(account.database(), order);
        for (int i = 0; i < 5; i++) {
            account.pass();
            if (state(order) == State.NEXT_STEP) {
                account.source.restore(account.database(), order);
            }
        }
        assertThat(state(order)).isEqualTo(State.READY);
        return order;
    }

    private Map<String, String> call(String operation) {
        return account.aws.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .map(AwsCall::fields)
                .findFirst()
                .orElseThrow();
    }

    private static Problem failed(ThrowingCallable call) {
        var problems = new ArrayList<Problem>();
        assertThatThrownBy(call).isInstanceOfSatisfying(CallFailed.class, e -> problems.add(e.problem()));
        return problems.getFirst();
    }

    @Test
    void aBackupHasTheTimeOfItsDataItsKeyItsVersionAndTheRegionsOfItsCopies() throws CallFailed {
        assertThat(found())
                .extracting(StoredBackup::id)
                .containsExactly(NEWEST, "rds:orders-2026-11-29-03-05", "awsbackup:job-1");
        assertThat(found().getFirst())
                .isEqualTo(new StoredBackup(
                        NEWEST,
                        NIGHT,
                        StoredBackup.State.AVAILABLE,
                        "",
                        100L << 30,
                        AwsStandIn.arn("kms", "key/1"),
                        List.of(BackedUpAccount.OTHER),
                        "postgres 15.18"));
        assertThat(found().get(1).copies()).isEmpty();
    }

    @Test
    void theTimeOfACopyIsThatOfItsOriginal() throws CallFailed {
        use(BackedUpAccount.in(BackedUpAccount.OTHER, Resource.Kinds.RDS_INSTANCE, "orders", Json.obj()));
        assertThat(found()).extracting(StoredBackup::takenAt).containsExactly(NIGHT);
        account.source.restore(account.database(), account.order(1, "copy"));
        assertThat(account.other.calls("RestoreDBInstanceFromDBSnapshot")).isEqualTo(1);
        assertThat(account.aws.calls("RestoreDBInstanceFromDBSnapshot")).isZero();
    }

    @Test
    void theTimeOfACopiedClusterIsThatOfItsOriginalOrInItsName() throws CallFailed {
        use(BackedUpAccount.cluster("snapshot"));
        var copy = BackedUpAccount.clusterSnapshot("copy", "2026-11-30T07:00:00Z");
        var source = AwsStandIn.arn("rds", "cluster-snapshot:");
        account.aws.place(
                copy.with("SourceDBClusterSnapshotArn", source + NEWEST),
                Item.of("DBClusterSnapshot/old", copy.values())
                        .with("SourceDBClusterSnapshotArn", source + "rds:orders-2026-11-27-03-05"),
                Item.of("DBClusterSnapshot/nameless", copy.values())
                        .with("SourceDBClusterSnapshotArn", source + "before-migration"));
        assertThat(found())
                .extracting(StoredBackup::id, backup -> backup.takenAt().toString(), StoredBackup::isAvailable)
                .contains(
                        tuple("copy", NIGHT.toString(), true),
                        tuple("old", "2026-11-27T03:05:00Z", true),
                        tuple("nameless", "1970-01-01T00:00:00Z", false));
    }

    @Test
    void snapshotsThatCannotBeRestoredSaySo() throws CallFailed {
        account.aws.place(
                BackedUpAccount.snapshot("s1", "2026-11-30T04:00:00Z", "manual").with("Status", "creating"),
                BackedUpAccount.snapshot("s2", "2026-11-30T05:00:00Z", "manual").with("Status", "failed"));
        assertThat(found())
                .extracting(StoredBackup::state)
                .startsWith(StoredBackup.State.UNUSABLE, StoredBackup.State.RUNNING, StoredBackup.State.AVAILABLE);
        assertThat(found().getFirst().reason()).isEqualTo("the snapshot is failed");
    }

    @Test
    void aDatabaseWithoutBackupsHasNone() throws CallFailed {
        account.aws.clear();
        assertThat(found()).isEmpty();
    }

    @Test
    void theRestoreIsIsolatedAndLeavesNothingToDefaults() throws CallFailed {
        restored(NEWEST);
        assertThat(call("RestoreDBInstanceFromDBSnapshot"))
                .containsEntry("DBInstanceClass", "db.t4g.medium")
                .containsEntry("DBSubnetGroupName", "restores")
                .containsEntry("VpcSecurityGroupIds.VpcSecurityGroupId.1", "sg-0a1b2c3d")
                .containsEntry("PubliclyAccessible", "false")
                .containsEntry("MultiAZ", "false")
                .containsEntry("DeletionProtection", "false")
                .containsEntry("EngineLifecycleSupport", "open-source-rds-extended-support-disabled")
                .containsKey("Tags.Tag.3.Key")
                .doesNotContainKeys("KmsKeyId", "DBParameterGroupName");
    }

    @Test
    void theInstanceOfAClusterIsMadeWhenTheClusterIsAvailable() throws CallFailed {
        use(BackedUpAccount.cluster("snapshot"));
        var order = restored(NEWEST);
        assertThat(call("RestoreDBClusterFromSnapshot"))
                .containsEntry("Engine", "aurora-postgresql")
                .containsEntry("EngineLifecycleSupport", "open-source-rds-extended-support-disabled");
        assertThat(call("CreateDBInstance"))
                .containsEntry("DBInstanceIdentifier", order.name() + "-1")
                .containsEntry("PubliclyAccessible", "false")
                .containsKey("Tags.Tag.1.Key");
        account.source.remove(account.database(), order);
        assertThat(account.aws.changes()).endsWith("leave cluster/" + order.name(), "delete cluster/" + order.name());
        assertThat(call("DeleteDBInstance")).containsEntry("SkipFinalSnapshot", "true");
        assertThat(call("DeleteDBCluster")).containsEntry("SkipFinalSnapshot", "true");
    }

    @Test
    void aClusterWhoseRemovalWasInterruptedIsRemoved() throws CallFailed {
        use(BackedUpAccount.cluster("snapshot"));
        var order = restored(NEWEST);
        account.aws.fail("DeleteDBCluster", new AwsFault.Denied());
        failed(() -> account.source.remove(account.database(), order));
        assertThat(state(order)).isNotEqualTo(State.REMOVING);
        account.source.remove(account.database(), order);
        account.pass();
        assertThat(state(order)).isEqualTo(State.ABSENT);
        assertThat(account.aws.things(Database.class)).extracting(Database::id).doesNotContain(order.name() + "-1");
    }

    @Test
    void aPointInTimeIsTheLatestOneAndIsRestoredExactly() throws CallFailed {
        use(BackedUpAccount.instance("point-in-time"));
        assertThat(found()).singleElement().satisfies(backup -> {
            assertThat(backup.takenAt()).isEqualTo("2026-11-30T08:00:00Z");
            assertThat(backup.version()).isEqualTo("postgres 15.18");
        });
        restored(found().getFirst().id());
        assertThat(call("RestoreDBInstanceToPointInTime"))
                .containsEntry("SourceDBInstanceIdentifier", "orders")
                .containsEntry("RestoreTime", "2026-11-30T08:00:00Z")
                .doesNotContainKey("UseLatestRestorableTime");
    }

    @Test
    void aPointInTimeOfAClusterIsAFullCopy() throws CallFailed {
        use(BackedUpAccount.cluster("point-in-time"));
        restored(found().getFirst().id());
        assertThat(call("RestoreDBClusterToPointInTime")).containsEntry("RestoreType", "full-copy");
    }

    @Test
    void aDatabaseThatIsGoneHasNoPointInTime() throws CallFailed {
        use(BackedUpAccount.instance("point-in-time"));
        account.aws.remove("database/orders");
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "incompatible-restore", "incompatible-network", "incompatible-parameters"})
    void aRestoreThatFailsIsFinalAndCanBeRemoved(String status) throws CallFailed {
        account.aws.place(Item.of("restores", Json.obj().with("states", Json.strings(List.of("creating", status)))));
        var order = account.order(1, NEWEST);
        account.source.restore(account.database(), order);
        assertThat(state(order)).isEqualTo(State.WORKING);
        account.pass();
        assertThat(account.source.status(account.database(), order).said()).isEqualTo(status);
        assertThat(state(order)).isEqualTo(State.FAILED);
        assertThat(account.source.login(account.database(), order, password(order)))
                .isEqualTo(new RestoreAccess.Impossible(order.name() + " is " + status));
        account.source.remove(account.database(), order);
        account.pass();
        assertThat(state(order)).isEqualTo(State.ABSENT);
    }

    @Test
    void aStateThatNobodyKnowsIsWaitedFor() throws CallFailed {
        account.aws.place(Item.of(
                "restores", Json.obj().with("states", Json.strings(List.of("creating", "polishing", "available")))));
        var order = account.order(1, NEWEST);
        account.source.restore(account.database(), order);
        account.pass();
        assertThat(account.source.status(account.database(), order))
                .satisfies(status -> assertThat(status.state()).isEqualTo(State.WORKING))
                .satisfies(status -> assertThat(status.said()).isEqualTo("polishing"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPasswordTakesEffectLater(boolean cluster) throws CallFailed {
        use(cluster ? BackedUpAccount.cluster("snapshot") : BackedUpAccount.instance("snapshot"));
        var order = restored(NEWEST);
        account.source.open(account.database(), order, password(order));
        assertThat(state(order)).isEqualTo(State.WORKING);
        assertThat(account.source.login(account.database(), order, password(order)))
                .isInstanceOf(RestoreAccess.NotYet.class);
        account.pass();
        assertThat(state(order)).isEqualTo(State.WORKING);
        account.pass();
        assertThat(account.source.login(account.database(), order, password(order)))
                .isInstanceOfSatisfying(RestoreAccess.Postgres.class, access -> {
                    assertThat(access.address().host()).startsWith(order.name() + ".");
                    assertThat(access.address().authorities()).isPresent();
                    assertThat(access.user()).isEqualTo("app");
                    assertThat(access.toString()).doesNotContain(password(order).text());
                });
    }

    @Test
    void anotherEngineIsRestoredAndNotChecked() throws CallFailed {
        account.aws.place(
                BackedUpAccount.snapshot("m", "2026-11-30T04:00:00Z", "manual").with("Engine", "mysql"));
        var order = restored("m");
        assertThat(account.source.login(account.database(), order, password(order)))
                .isEqualTo(new RestoreAccess.Impossible("only PostgreSQL is checked, and this is mysql"));
    }

    @Test
    void aCallWhoseReplyIsLostIsRepeatedWithoutASecondDatabase() throws CallFailed {
        account.aws.fail("RestoreDBInstanceFromDBSnapshot", new AwsFault.CutReply());
        var order = restored(NEWEST);
        assertThat(account.source.tagged(account.database())).hasSize(1);
        assertThat(account.aws.calls("RestoreDBInstanceFromDBSnapshot")).isEqualTo(2);
        assertThat(order.name())
                .isEqualTo(account.source.tagged(account.database()).getFirst().name());
    }

    @Test
    void aMissingPermissionIsNamedAndNothingIsMade() {
        account.aws.fail("RestoreDBInstanceFromDBSnapshot", new AwsFault.Denied());
        var problem = failed(() -> account.source.restore(account.database(), account.order(1, NEWEST)));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message())
                .contains("rds:RestoreDBInstanceFromDBSnapshot")
                .doesNotContain("canary");
    }

    @Test
    void aSnapshotThatIsStillWrittenIsNotRestored() {
        account.aws.place(
                BackedUpAccount.snapshot("s", "2026-11-30T04:00:00Z", "manual").with("Status", "creating"));
        assertThat(failed(() -> account.source.restore(account.database(), account.order(1, "s")))
                        .code())
                .isEqualTo("InvalidDBSnapshotState");
    }

    @Test
    void aPlaceThatCannotBeReadIsRefusedByTheNameOfItsKey() {
        var database = account.database();
        var wrong = new ProtectedDatabase(
                database.entry(),
                database.subject(),
                database.source(),
                Json.obj().with("security-groups", "sg-1"));
        assertThat(failed(() -> account.source.restore(wrong, account.order(1, NEWEST)))
                        .message())
                .contains("backups.orders.restore", "security-groups");
        assertThat(account.aws.changes()).isEmpty();
    }

    @Test
    void theInstanceOfAClusterNeedsAClass() throws CallFailed {
        use(BackedUpAccount.cluster("snapshot"));
        var database = account.database();
        var bare = new ProtectedDatabase(database.entry(), database.subject(), database.source(), Json.obj());
        var order = account.order(1, NEWEST);
        account.source.restore(bare, order);
        account.pass();
        account.pass();
        assertThat(failed(() -> account.source.restore(bare, order)).message()).contains("restore.class");
    }

    @Test
    void whatSomebodyElseMadeIsNeitherOpenedNorRemoved() {
        var order = account.order(1, NEWEST);
        account.stranger(order.name(), Map.of(RestoreOrder.RUN_TAG, "backup-of-another"));
        assertThat(failed(() -> account.source.open(account.database(), order, password(order)))
                        .code())
                .isEqualTo(BackupSource.NOT_OURS);
        assertThat(failed(() -> account.source.remove(account.database(), order))
                        .code())
                .isEqualTo(BackupSource.NOT_OURS);
        assertThat(account.aws.changes()).isEmpty();
    }
}
