package io.nightshift.backup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsRole;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract does not say: parameters, states, counts against the source, what a restore does not carry, removal. */
class DynamoDbBackupsTest {

    private static final String SOURCE = "orders";

    private BackedUpTables tables = new BackedUpTables("backup");

    @AfterEach
    void close() {
        tables.close();
    }

    private void use(String by) {
        tables.close();
        tables = new BackedUpTables(by);
    }

    private List<StoredBackup> found() throws CallFailed {
        return tables.source.find(tables.database());
    }

    private State state(RestoreOrder order) throws CallFailed {
        return tables.source.status(tables.database(), order).state();
    }

    private RestoreOrder restored() throws CallFailed {
        var order = tables.order(1, found().getFirst().id());
        tables.source.restore(tables.database(), order);
        for (int i = 0; i < 5; i++) {
            tables.pass();
            if (state(order) == State.NEXT_STEP) {
                tables.source.restore(tables.database(), order);
            }
        }
        assertThat(state(order)).isEqualTo(State.READY);
        return order;
    }

    private RestoreAccess.Counted counted(RestoreOrder order) throws CallFailed {
        return (RestoreAccess.Counted) tables.source.login(tables.database(), order, BackedUpAccount.password(order));
    }

    private static CheckResult result(RestoreAccess.Counted counted, String check) {
        return counted.results().stream()
                .filter(one -> one.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static Problem failed(ThrowingCallable call) {
        var problems = new ArrayList<Problem>();
        assertThatThrownBy(call).isInstanceOfSatisfying(CallFailed.class, e -> problems.add(e.problem()));
        return problems.getFirst();
    }

    private Json.Obj body(String operation) {
        return tables.aws.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .findFirst()
                .orElseThrow()
                .body();
    }

    @Test
    void aBackupHasItsTimeItsSizeAndTheKeyOfItsTable() throws CallFailed {
        assertThat(found())
                .extracting(StoredBackup::id)
                .containsExactly(BackedUpTables.arn("2"), BackedUpTables.arn("1"));
        assertThat(found().getFirst())
                .isEqualTo(StoredBackup.available(BackedUpTables.arn("2"), BackedUpTables.NIGHT, 1_000_000)
                        .encryptedWith(BackedUpTables.KEY));
    }

    @Test
    void aBackupThatIsBeingMadeIsNotRestored() throws CallFailed {
        tables.aws.place(BackedUpTables.backup("3", "2026-11-30T04:00:00Z").with("BackupStatus", "CREATING"));
        assertThat(found().getFirst().state()).isEqualTo(StoredBackup.State.RUNNING);
        var problem = failed(() -> tables.source.restore(tables.database(), tables.order(1, BackedUpTables.arn("3"))));
        assertThat(problem.code()).isEqualTo("BackupInUseException");
        assertThat(problem.retryable()).isTrue();
    }

    @Test
    void theLatestPointInTimeIsRestoredToANewTable() throws CallFailed, JsonException {
        use("point-in-time");
        assertThat(found()).extracting(StoredBackup::takenAt).containsExactly(BackedUpTables.LATEST);
        var order = restored();
        var body = View.of(body("RestoreTableToPointInTime"));
        assertThat(body.at("SourceTableName").text()).isEqualTo(SOURCE);
        assertThat(body.at("TargetTableName").text()).isEqualTo(order.name());
        assertThat(body.at("BillingModeOverride").text()).isEqualTo("PAY_PER_REQUEST");
        assertThat(counted(order).counts()).containsEntry("items", 250L);
    }

    @Test
    void aTableWithoutPointInTimeOrOneThatIsGoneHasNone() throws CallFailed {
        use("point-in-time");
        tables.aws.place(Item.of("table/orders", BackedUpTables.table()));
        assertThat(found()).isEmpty();
        tables.aws.remove("table/orders");
        assertThat(found()).isEmpty();
        assertThat(failed(() -> tables.source.restore(tables.database(), tables.order(1, "time:2026-11-30T03:00:00Z")))
                        .code())
                .isEqualTo(BackupSource.NO_BACKUP);
    }

    @Test
    void theBackupOfAnotherTableIsRefusedBeforeAnyCall() {
        var other = AwsStandIn.arn("dynamodb", "table/customers/backup/2");
        assertThat(failed(() -> tables.source.restore(tables.database(), tables.order(1, other)))
                        .code())
                .isEqualTo(BackupSource.NO_BACKUP);
        assertThat(tables.aws.calls("RestoreTableFromBackup")).isZero();
    }

    @Test
    void itemsAreCountedPageByPageAndComparedWithTheBackupsRecord() throws CallFailed {
        var counted = counted(restored());
        assertThat(counted.counts()).isEqualTo(Map.of("items", 250L, "bytes", 1_024_000L));
        assertThat(tables.aws.calls("Scan")).isEqualTo(3);
        var recorded = result(counted, "recorded-count");
        assertThat(recorded.verdict()).isEqualTo(BackupVerdict.GOOD);
        assertThat(recorded.findings()).containsExactly("250 items were restored, 240 are recorded in the backup");
    }

    @Test
    void halfOfTheItemsMissingIsBroken() throws CallFailed {
        tables.aws.place(
                BackedUpTables.backup("2", BackedUpTables.NIGHT.toString()).with("Items", Json.of(110)));
        assertThat(result(counted(restored()), "recorded-count").verdict()).isEqualTo(BackupVerdict.BROKEN);
    }

    @Test
    void anIndexThatIsMissingIsNamed() throws CallFailed {
        tables.aws.place(Item.of("table/orders", BackedUpTables.table().with("GlobalSecondaryIndexes", Json.arr())));
        var structure = result(counted(restored()), "table-structure");
        assertThat(structure.verdict()).isEqualTo(BackupVerdict.BROKEN);
        assertThat(structure.findings()).containsExactly("index by-customer is missing");
    }

    @Test
    void whatARestoreDoesNotCarryIsListed() throws CallFailed {
        assertThat(result(counted(restored()), "settings").findings())
                .containsExactly(
                        "to set by hand after a restore: time to live by expires, the stream NEW_IMAGE, point-in-time recovery, deletion protection, the tags team, auto scaling");
    }

    @Test
    void theCountIsTakenOnceForARestore() throws CallFailed {
        var order = restored();
        counted(order);
        counted(order);
        assertThat(tables.aws.calls("Scan")).isEqualTo(3);
    }

    @Test
    void aCountThatFailedIsTakenAgain() throws CallFailed {
        var order = restored();
        tables.aws.fail("Scan", new AwsFault.Denied());
        assertThat(failed(() -> counted(order)).code()).isEqualTo("AccessDenied");
        assertThat(counted(order).counts()).containsEntry("items", 250L);
    }

    @Test
    void aSlowRestoreIsWaitedForAndAFailedOneIsFinal() throws CallFailed {
        tables.aws.place(Item.of(
                "restores",
                Json.obj()
                        .with(
                                "states",
                                Json.strings(List.of(
                                        "CREATING", "CREATING", "CREATING", "INACCESSIBLE_ENCRYPTION_CREDENTIALS")))));
        var order = tables.order(1, BackedUpTables.arn("2"));
        tables.source.restore(tables.database(), order);
        for (int i = 0; i < 2; i++) {
            tables.pass();
            assertThat(state(order)).isEqualTo(State.WORKING);
        }
        tables.pass();
        assertThat(state(order)).isEqualTo(State.FAILED);
        tables.source.remove(tables.database(), order);
        tables.pass();
        assertThat(state(order)).isEqualTo(State.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRestoreWhoseReplyWasLostIsFoundAgain(boolean cut) throws CallFailed {
        tables.aws.fail("RestoreTableFromBackup", cut ? new AwsFault.CutReply() : new AwsFault.BrokenAfterwards());
        var order = tables.order(1, BackedUpTables.arn("2"));
        try {
            tables.source.restore(tables.database(), order);
        } catch (CallFailed e) {
            assertThat(e.problem().mayHaveHappened()).isTrue();
        }
        tables.source.restore(tables.database(), order);
        assertThat(tables.aws.changes())
                .filteredOn(change -> change.startsWith("restore"))
                .hasSize(1);
    }

    /** The process died between the restore and its tag. */
    @Test
    void aTableThatACrashLeftUntaggedIsListedForTheSweep() throws CallFailed {
        var order = tables.order(1, BackedUpTables.arn("2"));
        tables.source.restore(tables.database(), order);
        assertThat(tables.source.tagged(tables.database()))
                .extracting(found -> found.name() + " " + found.run())
                .containsExactly(order.name() + " " + order.run());
    }

    @Test
    void aProtectedRestoreOfOursIsRemovedAndAProtectedStrangerIsNot() throws CallFailed {
        var order = restored();
        tables.aws.alter(Item.class, "table/" + order.name(), table -> table.with("DeletionProtectionEnabled", true));
        tables.source.remove(tables.database(), order);
        tables.pass();
        assertThat(state(order)).isEqualTo(State.ABSENT);
        tables.stranger(order.name(), Map.of());
        assertThat(failed(() -> tables.source.remove(tables.database(), order)).code())
                .isEqualTo(BackupSource.NOT_OURS);
        assertThat(tables.aws.calls("UpdateTable")).isEqualTo(1);
        tables.removeStranger(order.name());
    }

    @Test
    void theSourceIsNeverChanged() throws CallFailed {
        var before = tables.aws.thing(Item.class, "table/orders");
        var order = restored();
        counted(order);
        tables.source.remove(tables.database(), order);
        assertThat(tables.aws.thing(Item.class, "table/orders")).isEqualTo(before);
        assertThat(tables.aws.changes()).allMatch(change -> change.endsWith("table/" + order.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "point-in-time"})
    void theRoleAllowsEveryCallAndChangesOnlyRestores(String by) throws CallFailed, JsonException {
        use(by);
        var order = restored();
        counted(order);
        tables.source.tagged(tables.database());
        tables.aws.alter(Item.class, "table/" + order.name(), table -> table.with("DeletionProtectionEnabled", true));
        tables.source.remove(tables.database(), order);
        var allowed = new TreeSet<String>();
        for (var statement : BackupStatements.tables(AwsRole.ANY, List.of(tables.database()))) {
            allowed.addAll(View.of(statement).at("Action").strings());
            if (View.of(statement).at("Action").strings().contains("dynamodb:DeleteTable")) {
                assertThat(View.of(statement).at("Resource").strings())
                        .containsExactly("arn:aws:dynamodb:*:*:table/nightshift-backup-*");
            }
        }
        tables.aws
                .calls()
                .forEach(call ->
                        assertThat(allowed).containsAll(call.permissions().toList()));
    }
}
