package io.nightshift.backup.gcp;

import static io.nightshift.backup.gcp.BackedUpProject.NIGHT;
import static io.nightshift.backup.gcp.BackedUpProject.PROJECT;
import static io.nightshift.backup.gcp.BackedUpProject.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.gcp.CloudSqlStandIn;
import io.nightshift.sandbox.gcp.RestError;
import java.util.ArrayList;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract does not say: the guard against overwriting, operations with errors, clones. */
class CloudSqlBackupsTest {

    private BackedUpProject project = new BackedUpProject("backup");

    @AfterEach
    void close() {
        project.close();
    }

    private void clones() {
        project.close();
        project = new BackedUpProject("clone");
    }

    private State state(RestoreOrder order) throws CallFailed {
        return project.source.status(project.database(), order).state();
    }

    private RestoreOrder order() throws CallFailed {
        return project.order(project.source.find(project.database()).getFirst().id());
    }

    private RestoreOrder restored() throws CallFailed {
        var order = order();
        project.source.restore(project.database(), order);
        pass();
        if (state(order) == State.NEXT_STEP) {
            project.source.restore(project.database(), order);
            pass();
        }
        assertThat(state(order)).isEqualTo(State.READY);
        return order;
    }

    private void pass() {
        project.pass();
        project.pass();
    }

    private static Problem failed(ThrowingCallable call) {
        var problems = new ArrayList<Problem>();
        assertThatThrownBy(call).isInstanceOfSatisfying(CallFailed.class, e -> problems.add(e.problem()));
        return problems.getFirst();
    }

    @Test
    void aBackupHasTheTimeOfItsDataItsSizeItsVersionAndItsPlace() throws CallFailed {
        project.sql.backup("4", "orders", "RUNNING", "2026-11-30T09:00:00Z");
        project.sql.backup("5", "orders", "FAILED", "2026-11-30T08:00:00Z");
        assertThat(project.source.find(project.database()))
                .extracting(StoredBackup::state)
                .containsExactly(
                        StoredBackup.State.RUNNING,
                        StoredBackup.State.UNUSABLE,
                        StoredBackup.State.AVAILABLE,
                        StoredBackup.State.AVAILABLE);
        var newest = project.source.find(project.database()).get(2);
        assertThat(newest.id()).isEqualTo(project.sql.backupName("2"));
        assertThat(newest.takenAt()).isEqualTo(NIGHT);
        assertThat(newest.bytes()).isEqualTo(1000);
        assertThat(newest.copies()).containsExactly("eu");
        assertThat(newest.version()).isEqualTo("postgres 15");
    }

    @Test
    void theRestoreIsPrivateUnprotectedAndLabelled() throws Exception {
        var order = restored();
        var body = View.of(Json.parse(project.bodies("/restoreBackup").getFirst()));
        assertThat(body.at("backup").text()).isEqualTo(project.sql.backupName("2"));
        var settings = body.at("restoreInstanceSettings", "settings");
        assertThat(settings.at("ipConfiguration", "ipv4Enabled").bool()).isFalse();
        assertThat(settings.at("ipConfiguration", "privateNetwork").text()).endsWith("/restores");
        assertThat(settings.at("backupConfiguration", "enabled").bool()).isFalse();
        assertThat(settings.at("deletionProtectionEnabled").bool()).isFalse();
        assertThat(settings.at("availabilityType").text()).isEqualTo("ZONAL");
        assertThat(settings.at("userLabels", RestoreOrder.RUN_TAG).text())
                .isEqualTo(order.run().value());
    }

    @Test
    void anInstanceThatExistsIsNeverOverwritten() {
        var order = project.order(project.sql.backupName("2"));
        project.stranger(order.name(), Map.of());
        assertThat(failed(() -> project.source.restore(project.database(), order))
                        .code())
                .isEqualTo(BackupSource.NAME_TAKEN);
        var wrong = new RestoreOrder(order.run(), "orders", order.backup(), order.expires());
        assertThat(failed(() -> project.source.restore(project.database(), wrong))
                        .code())
                .isEqualTo(BackupSource.NAME_TAKEN);
        var other = new RestoreOrder(order.run(), "payments", order.backup(), order.expires());
        assertThat(failed(() -> project.source.restore(project.database(), other))
                        .code())
                .isEqualTo(BackupSource.NAME_TAKEN);
        assertThat(project.sql.overwritten()).isEmpty();
        assertThat(project.bodies("/restoreBackup")).isEmpty();
    }

    @Test
    void aRestoreThatWasRequestedAndIsNotListedYetIsNotRequestedAgain() throws CallFailed {
        var order = order();
        project.source.restore(project.database(), order);
        project.sql.remove(order.name());
        assertThat(failed(() -> project.source.restore(project.database(), order))
                        .retryable())
                .isTrue();
        assertThat(project.bodies("/restoreBackup")).hasSize(1);
        assertThat(project.sql.overwritten()).isEmpty();
    }

    @Test
    void anOperationThatEndsWithAnErrorIsAFailedRestore() throws CallFailed {
        project.sql.failNext("INTERNAL_ERROR");
        var order = order();
        project.source.restore(project.database(), order);
        pass();
        var status = project.source.status(project.database(), order);
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.said()).contains("INTERNAL_ERROR");
        assertThat(project.source.login(project.database(), order, password(order)))
                .isInstanceOf(RestoreAccess.Impossible.class);
        project.source.remove(project.database(), order);
        pass();
        assertThat(state(order)).isEqualTo(State.ABSENT);
    }

    @Test
    void aNameStaysTakenAfterItsDeletion() throws CallFailed {
        var order = restored();
        project.source.remove(project.database(), order);
        pass();
        assertThat(failed(() -> project.source.restore(project.database(), order))
                        .code())
                .isEqualTo(BackupSource.NAME_TAKEN);
        assertThat(project.bodies("/restoreBackup")).hasSize(1);
    }

    @Test
    void aDeletionWaitsForTheOperationThatRuns() throws CallFailed {
        var order = order();
        project.source.restore(project.database(), order);
        var problem = failed(() -> project.source.remove(project.database(), order));
        assertThat(problem.code()).isEqualTo("operationInProgress");
        assertThat(problem.retryable()).isTrue();
        pass();
        project.source.remove(project.database(), order);
        assertThat(state(order)).isEqualTo(State.REMOVING);
    }

    @Test
    void aPasswordIsAnOperation() throws Exception {
        var order = restored();
        project.source.open(project.database(), order, password(order));
        assertThat(project.source.login(project.database(), order, password(order)))
                .isInstanceOf(RestoreAccess.NotYet.class);
        pass();
        assertThat(project.source.login(project.database(), order, password(order)))
                .isInstanceOfSatisfying(RestoreAccess.Postgres.class, access -> {
                    assertThat(access.address().host()).startsWith(order.name() + ".");
                    assertThat(access.user()).isEqualTo("postgres");
                    assertThat(access.address().authorities().orElseThrow()).isReadable();
                });
    }

    @Test
    void aPointInTimeIsClonedAndThenLabelled() throws CallFailed {
        clones();
        assertThat(project.source.find(project.database())).singleElement().satisfies(backup -> {
            assertThat(backup.takenAt()).isEqualTo("2026-11-30T08:00:00Z");
            assertThat(backup.version()).isEqualTo("postgres 15");
        });
        var order = order();
        project.source.restore(project.database(), order);
        assertThat(project.source.status(project.database(), order).isOf(order.run()))
                .isTrue();
        assertThat(project.source.tagged(project.database())).isEmpty();
        pass();
        assertThat(state(order)).isEqualTo(State.NEXT_STEP);
        project.source.restore(project.database(), order);
        pass();
        assertThat(state(order)).isEqualTo(State.READY);
        assertThat(project.source.tagged(project.database())).hasSize(1);
        assertThat(project.sql.changes()).containsExactly("CLONE " + order.name(), "UPDATE " + order.name());
    }

    @Test
    void theProtectionOfTheSourceIsTakenFromAClone() throws CallFailed {
        clones();
        project.sql.alter(
                "orders",
                orders -> orders.with(
                        "settings",
                        Json.obj()
                                .with("deletionProtectionEnabled", true)
                                .with("ipConfiguration", Json.obj().with("ipv4Enabled", false))));
        var order = order();
        project.source.restore(project.database(), order);
        pass();
        assertThat(failed(() -> project.source.remove(project.database(), order))
                        .retryable())
                .isTrue();
        pass();
        project.source.remove(project.database(), order);
        pass();
        assertThat(state(order)).isEqualTo(State.ABSENT);
        assertThat(project.sql.instance("orders")).isNotEqualTo(Json.Obj.EMPTY);
    }

    @Test
    void aSourceWithAPublicAddressIsNotCloned() {
        clones();
        project.sql.alter(
                "orders",
                orders -> orders.with(
                        "settings",
                        Json.obj().with("ipConfiguration", Json.obj().with("ipv4Enabled", true))));
        assertThat(failed(() -> project.source.restore(project.database(), order()))
                        .code())
                .isEqualTo("PublicAddress");
        assertThat(project.sql.changes()).isEmpty();
    }

    @Test
    void aPointInTimeWithoutABackupIsNone() {
        clones();
        var late = project.order("time:2026-12-01T00:00:00Z");
        assertThat(failed(() -> project.source.restore(project.database(), late))
                        .code())
                .isEqualTo(BackupSource.NO_BACKUP);
    }

    @Test
    void anUnlabelledInstanceThatIsNoCloneIsNotOurs() throws CallFailed {
        clones();
        var order = order();
        project.stranger(order.name(), Map.of());
        assertThat(project.source.status(project.database(), order).isOf(order.run()))
                .isFalse();
        assertThat(failed(() -> project.source.remove(project.database(), order))
                        .code())
                .isEqualTo(BackupSource.NOT_OURS);
    }

    @Test
    void anotherEngineIsRestoredAndNotChecked() throws CallFailed {
        var order = restored();
        project.sql.alter(order.name(), found -> found.with("databaseVersion", "MYSQL_8_0"));
        assertThat(project.source.login(project.database(), order, password(order)))
                .isEqualTo(new RestoreAccess.Impossible("only PostgreSQL is checked, and this is MYSQL_8_0"));
    }

    @Test
    void anotherProjectIsOutOfScope() {
        var other = BackedUpProject.database("backup", "other-project", BackedUpProject.PLACE);
        assertThat(failed(() -> project.source.find(other)).code()).isEqualTo("OtherProject");
        assertThat(failed(() -> project.source.restore(
                                project.database(), project.order("projects/other-project/backups/2")))
                        .code())
                .isEqualTo(BackupSource.NO_BACKUP);
    }

    @Test
    void aPlaceThatIsNotCompleteIsRefusedByTheNameOfItsKey() {
        var database = BackedUpProject.database("backup", PROJECT, Json.obj());
        assertThat(failed(() -> project.source.restore(database, project.order("x")))
                        .message())
                .contains("backups.orders.restore", "network");
    }

    @Test
    void aMissingPermissionIsNamed() {
        project.wire.script(
                request -> request.path().endsWith("/restoreBackup"),
                RestError.older(
                        403, "notAuthorized", "Permission 'cloudsql.instances.restoreBackup' denied on canary"));
        var problem = failed(() -> project.source.restore(project.database(), order()));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.message())
                .contains("cloudsql.instances.restoreBackup")
                .doesNotContain("canary");
    }

    @Test
    void listsAllPages() throws CallFailed {
        for (int number = 1; number <= 5; number++) {
            project.sql.place(CloudSqlStandIn.instance("x" + number, Map.of(RestoreOrder.RUN_TAG, "backup-" + number)));
        }
        assertThat(project.source.tagged(project.database())).hasSize(5);
    }
}
