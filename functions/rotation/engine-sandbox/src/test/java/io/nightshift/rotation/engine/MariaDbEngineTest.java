package io.nightshift.rotation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.rotation.engine.contract.CredentialEngineSuite;
import io.nightshift.rotation.engine.contract.SystemUnderTest;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of a real MariaDB. */
@TestInstance(Lifecycle.PER_CLASS)
class MariaDbEngineTest extends CredentialEngineSuite {

    private Optional<MariaDbSystem> peer = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        peer = MariaDbSystem.start(folder);
        Assumptions.assumeTrue(peer.isPresent(), "peer missing: mariadbd");
        peer.get().prepared();
    }

    @AfterAll
    void stop() {
        peer.ifPresent(MariaDbSystem::close);
    }

    private MariaDbSystem mariaDb() {
        return peer.orElseThrow();
    }

    @Override
    protected SystemUnderTest system() {
        return mariaDb();
    }

    /** The address of the test has an account of its own, which counts; the other one must follow nevertheless. */
    @Test
    void changesEveryAccountOfTheName() throws Exception {
        var target = mariaDb().target(RotationStrategy.DUAL);
        engine().set(target);
        var account = new MySqlAccount(target.old().user(), "127.0.0.1", "", "");
        mariaDb().admin("drop user " + account.quoted());
        assertThat(login(target, target.pendingOne())).isInstanceOf(LoginResult.Accepted.class);
        assertThat(login(target, target.old())).isInstanceOf(LoginResult.Accepted.class);
        engine().retire(target, OldSessions.KEEP);
        assertThat(login(target, target.old())).isInstanceOf(LoginResult.Refused.class);
    }

    /** Another host's account of the same name may be another application's. */
    @Test
    void refusesToOverwriteAnotherPassword() throws Exception {
        var target = mariaDb().target(RotationStrategy.DUAL);
        var other = new MySqlAccount(target.old().user(), "10.%", "", "");
        mariaDb().admin("create user " + other.quoted() + " identified by 'canary-other'");
        assertThat(engine().check(target).problems())
                .extracting(CheckReport.Shortcoming::message)
                .containsExactly(other + " has another password than the secret, which the rotation would overwrite");
    }

    @Test
    void refusesToRemoveAnotherWayToLogIn() throws Exception {
        var target = mariaDb().target(RotationStrategy.DUAL);
        var local = new MySqlAccount(target.old().user(), "localhost", "", "");
        mariaDb()
                .admin("create or replace user " + local.quoted() + " identified via unix_socket or "
                        + MySqlAccount.NATIVE + " using '" + MySqlHash.nativePassword(target.old()) + "'");
        assertThat(engine().check(target).problems())
                .extracting(CheckReport.Shortcoming::message)
                .containsExactly(local
                        + " logs in by mysql_native_password or unix_socket, whose hash only the server can make");
        assertThatThrownBy(() -> engine().set(target)).hasMessageContaining("logs in by");
    }

    @Test
    void sendsNoPassword() throws Exception {
        var target = mariaDb().target(RotationStrategy.DUAL);
        engine().set(target);
        engine().set(own(mariaDb().target(RotationStrategy.SINGLE)));
        engine().retire(target, OldSessions.KEEP);
        assertThat(mariaDb().log())
                .contains(MySqlHash.nativePassword(target.pendingOne()), "SET PASSWORD = '*")
                .doesNotContain("canary-'")
                .doesNotContain("canary-old");
    }

    private static RotationTarget own(RotationTarget with) {
        return new RotationTarget(
                with.endpoint(), Optional.empty(), with.strategy(), with.old(), with.pending(), Optional.empty());
    }

    @Test
    void rotatesWithoutAnAdministrator() throws CallFailed {
        var target = own(mariaDb().target(RotationStrategy.SINGLE));
        assertThat(engine().check(target).problems()).isEmpty();
        engine().set(target);
        engine().set(target);
        assertThat(login(target, target.old())).isInstanceOf(LoginResult.Refused.class);
        assertThat(engine().retire(target, OldSessions.END)).isZero();
        assertThat(login(target, target.pendingOne())).isInstanceOf(LoginResult.Accepted.class);
        var dual = own(mariaDb().target(RotationStrategy.DUAL));
        assertThat(engine().check(dual).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("admin"));
        assertThatThrownBy(() -> engine().set(dual)).isInstanceOf(CallFailed.class);
    }

    @Test
    void namesAPluginWhoseHashesItCannotMake() throws Exception {
        var target = mariaDb().target(RotationStrategy.SINGLE);
        mariaDb().admin("alter user " + MySqlAccount.quoted(target.old().user()) + "@`%` identified via unix_socket");
        assertThat(engine().check(target).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("@`%` logs in by unix_socket"));
        assertThatThrownBy(() -> engine().set(target)).hasMessageContaining("unix_socket");
    }

    @Test
    void namesAReplicaAndADatabaseThatDoesNotExist() throws Exception {
        var target = mariaDb().target(RotationStrategy.SINGLE);
        mariaDb().admin("set global read_only = 1");
        try {
            assertThat(engine().check(target).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("read-only"));
        } finally {
            mariaDb().admin("set global read_only = 0");
        }
        var gone = new SystemEndpoint("localhost", mariaDb().port(), mariaDb().tls(), "no/such?database&x=");
        assertThat(engine().login(gone, target.old()))
                .isInstanceOfSatisfying(
                        LoginResult.Unreachable.class,
                        result -> assertThat(result.reason()).contains("(10"));
    }
}
