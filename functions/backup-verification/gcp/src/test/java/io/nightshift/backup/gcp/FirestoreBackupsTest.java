package io.nightshift.backup.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract does not say: clones, slow and failing restores, counts, protection, lost replies. */
class FirestoreBackupsTest {

    private BackedUpFirestore firestore = new BackedUpFirestore("backup");

    @AfterEach
    void close() {
        firestore.close();
    }

    private void use(String by) {
        firestore.close();
        firestore = new BackedUpFirestore(by);
    }

    private List<StoredBackup> found() throws CallFailed {
        return firestore.source.find(firestore.database());
    }

    private State state(RestoreOrder order) throws CallFailed {
        return firestore.source.status(firestore.database(), order).state();
    }

    private RestoreOrder begun() throws CallFailed {
        var order = firestore.order(found().getFirst().id());
        firestore.source.restore(firestore.database(), order);
        return order;
    }

    private RestoreOrder restored() throws CallFailed {
        var order = begun();
        firestore.pass();
        assertThat(state(order)).isEqualTo(State.WORKING);
        firestore.pass();
        assertThat(state(order)).isEqualTo(State.READY);
        return order;
    }

    private RestoreAccess.Counted counted(RestoreOrder order) throws CallFailed {
        return (RestoreAccess.Counted)
                firestore.source.login(firestore.database(), order, BackedUpProject.password(order));
    }

    private CheckResult recorded(RestoreOrder order) throws CallFailed {
        return counted(order).results().getFirst();
    }

    private static Problem failed(ThrowingCallable call) {
        var problems = new ArrayList<Problem>();
        assertThatThrownBy(call).isInstanceOfSatisfying(CallFailed.class, e -> problems.add(e.problem()));
        assertThat(problems.getFirst().message()).doesNotContain("canary");
        return problems.getFirst();
    }

    private static boolean restores(WireRequest request) {
        return request.path().endsWith("/databases:restore");
    }

    @Test
    void aBackupHasItsTimeSizeAndPlace() throws CallFailed {
        assertThat(found())
                .first()
                .isEqualTo(StoredBackup.available(
                                firestore.firestore.backupName("2"), Instant.parse(BackedUpFirestore.NIGHT), 2_000_000)
                        .copiedTo(List.of("eur3")));
        assertThat(found()).hasSize(2);
    }

    @Test
    void aBackupThatIsBeingMadeOrGoneSaysSo() throws CallFailed {
        firestore.firestore.backup("4", "orders", "CREATING", "2026-11-30T04:00:00Z", 0);
        firestore.firestore.backup("5", "orders", "NOT_AVAILABLE", "2026-11-30T05:00:00Z", 0);
        assertThat(found())
                .extracting(StoredBackup::state)
                .startsWith(StoredBackup.State.UNUSABLE, StoredBackup.State.RUNNING, StoredBackup.State.AVAILABLE);
    }

    @Test
    void documentsAreCountedByQueriesAndComparedWithTheBackupsRecord() throws CallFailed {
        var order = restored();
        assertThat(counted(order).counts())
                .isEqualTo(Map.of(
                        "collection customers",
                        40L,
                        "collection orders",
                        200L,
                        "collection prices",
                        10L,
                        "documents",
                        250L));
        assertThat(recorded(order).verdict()).isEqualTo(BackupVerdict.GOOD);
        assertThat(recorded(order).findings()).isEmpty();
        assertThat(firestore.wire.requests(request -> request.path().contains("AggregationQuery")))
                .hasSize(4);
    }

    @Test
    void halfOfTheDocumentsMissingIsBroken() throws CallFailed {
        firestore.firestore.backup("2", "orders", "READY", BackedUpFirestore.NIGHT, 900);
        assertThat(recorded(restored()).verdict()).isEqualTo(BackupVerdict.BROKEN);
    }

    @Test
    void whereFirestoreDoesNotCountAcrossCollectionsTheRecordDecidesNothing() throws CallFailed {
        firestore.firestore.countsCollectionsOnly = true;
        var order = restored();
        assertThat(recorded(order).verdict()).isEqualTo(BackupVerdict.UNDECIDABLE);
        assertThat(counted(order).counts()).doesNotContainKey("documents").hasSize(3);
    }

    @Test
    void aCloneIsOfAFullMinuteAndIsOurs() throws CallFailed {
        use("clone");
        assertThat(found()).extracting(StoredBackup::id).containsExactly("time:2026-11-30T07:59:00Z");
        var order = restored();
        assertThat(firestore.source.status(firestore.database(), order).isOf(order.run()))
                .isTrue();
        assertThat(counted(order).results()).isEmpty();
        assertThat(firestore.source.tagged(firestore.database())).hasSize(1);
        firestore.source.remove(firestore.database(), order);
        assertThat(state(order)).isEqualTo(State.ABSENT);
    }

    @Test
    void aDatabaseThatIsGoneCannotBeCloned() throws CallFailed {
        use("clone");
        firestore.firestore.remove("orders");
        assertThat(found()).isEmpty();
        assertThat(failed(() -> firestore.source.restore(
                                firestore.database(), firestore.order("time:2026-11-30T07:59:00Z")))
                        .code())
                .isEqualTo(BackupSource.NO_BACKUP);
    }

    @Test
    void aRestoreThatIsListedLateIsNoMissingOne() throws CallFailed {
        firestore.firestore.listsLate = true;
        var order = begun();
        assertThat(state(order)).isEqualTo(State.WORKING);
        assertThat(failed(() -> firestore.source.remove(firestore.database(), order))
                        .retryable())
                .isTrue();
        firestore.pass();
        firestore.pass();
        assertThat(state(order)).isEqualTo(State.READY);
    }

    @Test
    void aFailedRestoreIsFinalAndIsRemoved() throws CallFailed {
        firestore.firestore.failNext(13);
        var order = begun();
        firestore.pass();
        firestore.pass();
        var status = firestore.source.status(firestore.database(), order);
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.said()).isEqualTo("FAILED, error 13");
        firestore.source.remove(firestore.database(), order);
        assertThat(state(order)).isEqualTo(State.ABSENT);
    }

    @Test
    void aRestoreWhoseReplyWasLostIsFoundAgain() throws CallFailed {
        var order = firestore.order(found().getFirst().id());
        firestore.wire.happensButAnswers(FirestoreBackupsTest::restores, new WireReply.HangUp());
        var lost = failed(() -> firestore.source.restore(firestore.database(), order));
        assertThat(lost.mayHaveHappened()).isTrue();
        firestore.source.restore(firestore.database(), order);
        assertThat(firestore.firestore.changes()).containsExactly("make " + order.name());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aBusyServiceIsAskedAgain(int status) {
        var reply = RestError.newer(status, status == 429 ? "RESOURCE_EXHAUSTED" : "UNAVAILABLE", "canary-busy");
        firestore.wire.repeat(9, FirestoreBackupsTest::restores, reply);
        var problem = failed(() ->
                firestore.source.restore(firestore.database(), firestore.order(firestore.firestore.backupName("2"))));
        assertThat(problem.retryable()).isTrue();
    }

    @Test
    void theBackupOfAnotherDatabaseOrProjectIsRefused() {
        for (var other : List.of(firestore.firestore.backupName("3"), "projects/else/locations/eur3/backups/2")) {
            assertThat(failed(() -> firestore.source.restore(firestore.database(), firestore.order(other)))
                            .code())
                    .isEqualTo(BackupSource.NO_BACKUP);
        }
        assertThat(firestore.wire.requests(FirestoreBackupsTest::restores)).isEmpty();
    }

    @Test
    void aProtectedRestoreOfOursLosesItsProtectionAndAStrangersDoesNot() throws CallFailed {
        var order = restored();
        firestore.firestore.alter(
                order.name(), database -> database.with("deleteProtectionState", "DELETE_PROTECTION_ENABLED"));
        assertThat(failed(() -> firestore.source.remove(firestore.database(), order))
                        .retryable())
                .isTrue();
        firestore.source.remove(firestore.database(), order);
        assertThat(state(order)).isEqualTo(State.ABSENT);
        firestore.stranger(order.name(), Map.of());
        assertThat(failed(() -> firestore.source.remove(firestore.database(), order))
                        .code())
                .isEqualTo(BackupSource.NOT_OURS);
        assertThat(firestore.firestore.changes())
                .filteredOn(change -> change.startsWith("protect"))
                .hasSize(1);
    }

    /** A database of the user whose id begins like ours, and one of the user that was restored by hand. */
    @Test
    void otherDatabasesAreNeverListed() throws CallFailed {
        firestore.firestore.placeRestored("nightshift-ledger");
        firestore.firestore.placeRestored("orders-restored");
        firestore.firestore.place("nightshift-backup-old", Map.of());
        assertThat(firestore.source.tagged(firestore.database())).isEmpty();
    }

    @Test
    void anotherModeAndABadIdAreSaid() {
        firestore.firestore.alter("orders", database -> database.with("type", Json.of("DATASTORE_MODE")));
        assertThat(failed(this::found).message())
                .isEqualTo("orders is in Datastore mode, whose data has no collections");
        var bad = BackedUpFirestore.database("backup", BackedUpFirestore.PROJECT, "../other");
        assertThat(failed(() -> firestore.source.find(bad)).message())
                .isEqualTo("backups.orders.source.database is not the id of a database");
        var elsewhere = BackedUpFirestore.database("backup", "else", "orders");
        assertThat(failed(() -> firestore.source.find(elsewhere)).code()).isEqualTo("OtherProject");
    }
}
