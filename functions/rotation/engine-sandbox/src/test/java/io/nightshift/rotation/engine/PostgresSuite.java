package io.nightshift.rotation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import io.nightshift.rotation.engine.contract.CredentialEngineSuite;
import io.nightshift.rotation.engine.contract.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Roles of a real PostgreSQL. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PostgresSuite extends CredentialEngineSuite {

    private final int version;
    private PostgresSystem postgres;

    PostgresSuite(int version) {
        this.version = version;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, SQLException {
        postgres = PostgresSystem.start(version, folder);
    }

    @AfterAll
    void stop() throws IOException {
        postgres.close();
    }

    @Override
    protected SystemUnderTest system() {
        return postgres;
    }

    final PostgresSystem postgres() {
        return postgres;
    }

    private static String quoted(RotationTarget target) {
        return PostgresStatements.name(target.old().user());
    }

    private RotationTarget alternating() {
        return postgres.target(RotationStrategy.ALTERNATING);
    }

    private String problem(RotationTarget target, String field) {
        return engine().check(target).problems().stream()
                .filter(problem -> problem.field().equals(field))
                .map(Shortcoming::toString)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thisIsThatVersion() throws SQLException {
        assertThat(postgres.one(alternating().old(), "show server_version")).startsWith(version + ".");
    }

    @Test
    void whatTheCloneMakesBelongsToTheOriginal() throws Exception {
        var target = alternating();
        postgres.inShop("create schema authorization " + quoted(target));
        engine().set(target);
        var clone = target.pendingOne();
        postgres.as(clone, "create table mine (id int)", "discard all", "reset role", "create table also (id int)");
        assertThat(postgres.one(
                        target.old(),
                        "select string_agg(tablename || '/' || schemaname || '/' || tableowner, ' ' order by tablename)"
                                + " from pg_tables where tablename in ('mine', 'also')"))
                .isEqualTo(
                        "also/%1$s/%1$s mine/%1$s/%1$s".formatted(target.old().user()));
        assertThat(postgres.one(clone, "select session_user || '>' || current_user"))
                .isEqualTo(clone.user() + ">" + target.old().user());
    }

    private String attributes(String user) throws SQLException {
        try (var connection = postgres.superuser("postgres")) {
            var role = PostgresRole.find(connection, user).orElseThrow();
            return role.connectionLimit() + " " + role.validUntil() + " " + role.settings();
        }
    }

    @Test
    void copiesWhatMembershipDoesNotPassOnInEachRotation() throws Exception {
        var target = alternating();
        var alter = "alter role " + quoted(target);
        postgres.admin(
                alter + " connection limit 7 valid until '2099-01-02 03:04:05+00'",
                alter + " set search_path to \"$user\", \"Odd, \"\"one\"\"\", public",
                alter + " set application_name to 'it''s \\ a name, or two'",
                alter + " in database shop set statement_timeout to '5s'");
        engine().set(target);
        var clone = target.pendingOne().user();
        assertThat(attributes(clone))
                .contains("7 2099-01-02", "5s", "Odd, \"\"one", "it's \\ a name, or two")
                .contains("name=role, value=" + target.old().user());
        assertThat(postgres.one(target.pendingOne(), "select current_setting('search_path')"))
                .isEqualTo(postgres.one(target.old(), "select current_setting('search_path')"));

        postgres.admin(
                alter + " connection limit 9 valid until 'infinity'",
                alter + " reset all",
                alter + " in database shop reset all",
                alter + " set work_mem to '5MB'");
        engine().set(target);
        assertThat(attributes(clone))
                .isEqualTo("9 infinity [Setting[database=Optional.empty, name=work_mem, value=5MB], "
                        + "Setting[database=Optional.empty, name=role, value="
                        + target.old().user() + "]]");
    }

    @Test
    void namesASettingThatOnlyASuperuserMayCopy() throws SQLException {
        var target = alternating();
        postgres.admin("alter role " + quoted(target) + " set log_min_messages to 'error'");
        assertThat(problem(target, "admin")).contains("log_min_messages", "GRANT SET ON PARAMETER");
        assertThatThrownBy(() -> engine().set(target)).isInstanceOf(CallFailed.class);
        assertThat(login(target, target.old())).isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void rotatesWithoutAnAdministrator() throws CallFailed {
        var with = postgres.target(RotationStrategy.SINGLE);
        var target = new RotationTarget(
                with.endpoint(), Optional.empty(), with.strategy(), with.old(), with.pending(), Optional.empty());
        assertThat(engine().check(target).problems()).isEmpty();
        engine().set(target);
        engine().set(target);
        assertThat(login(target, target.old())).isInstanceOf(LoginResult.Refused.class);
        assertThat(engine().retire(target, OldSessions.END)).isZero();
        assertThat(login(target, target.pendingOne())).isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void alternatingUsersNeedAnAdministrator() {
        var with = alternating();
        var target = new RotationTarget(
                with.endpoint(), Optional.empty(), with.strategy(), with.old(), with.pending(), Optional.empty());
        assertThat(problem(target, "admin")).contains("CREATEROLE");
        assertThatThrownBy(() -> engine().set(target)).isInstanceOf(CallFailed.class);
    }

    /** The server logs every statement: it has verifiers in them. */
    @Test
    void sendsNoPassword() throws Exception {
        var target = alternating();
        engine().set(target);
        engine().set(postgres.target(RotationStrategy.SINGLE));
        assertThat(postgres.log())
                .contains("PASSWORD 'SCRAM-SHA-256$4096:")
                .doesNotContain(target.pendingOne().secret().text())
                .doesNotContain("canary-'");
    }

    @Test
    void countsTheBytesOfTheSecondName() {
        var long60 = "é".repeat(30);
        var target = alternating();
        var named = new RotationTarget(
                target.endpoint(),
                Optional.empty(),
                target.strategy(),
                new Credential(long60, "canary-old"),
                Optional.empty(),
                target.admin());
        assertThat(problem(named, "user")).contains("66 bytes", "63", "shorten the user by 3");
    }

    private RotationTarget of(String user) {
        var target = alternating();
        return new RotationTarget(
                target.endpoint(),
                Optional.empty(),
                target.strategy(),
                new Credential(user, "canary-old"),
                Optional.empty(),
                target.admin());
    }

    @Test
    void suggestsTheNameInLowerCase() throws SQLException {
        postgres.as(target(), "create role shop_" + version + " login");
        assertThat(problem(of("Shop_" + version), "user")).contains("write it as shop_" + version);
    }

    private Credential target() {
        return alternating().admin().orElseThrow();
    }

    @Test
    void namesAnExpiredUser() throws SQLException {
        var target = alternating();
        postgres.admin("alter role " + quoted(target) + " valid until '2020-01-01'");
        assertThat(login(target, target.old())).isInstanceOf(LoginResult.Refused.class);
        assertThat(problem(target, "user")).contains("2020-01-01", "VALID UNTIL");
    }

    @Test
    void leavesSomebodyElsesRoleAlone() throws SQLException {
        var target = alternating();
        postgres.as(
                target(),
                "create role " + PostgresStatements.name(target.pendingOne().user()) + " login");
        assertThat(problem(target, "user"))
                .contains("no member of " + target.old().user());
    }

    @Test
    void namesADatabaseThatDoesNotExist() {
        var target = alternating();
        var gone = new SystemEndpoint(
                "localhost", postgres.port(), target.endpoint().tls(), "no/such?database");
        assertThat(engine().login(gone, target.old()))
                .isInstanceOfSatisfying(
                        LoginResult.Unreachable.class,
                        result -> assertThat(result.reason()).contains("3D000"));
    }

    /** The embedded server lets the role postgres in without a password. */
    @Test
    void namesAServerThatChecksNoPassword() {
        var target = alternating();
        var open = new RotationTarget(
                target.endpoint(),
                Optional.empty(),
                RotationStrategy.SINGLE,
                new Credential("postgres", "canary-old"),
                Optional.empty(),
                Optional.empty());
        assertThat(problem(open, "host")).contains("pg_hba.conf");
    }

    @Test
    void anApplicationEndpointHasToLetTheOldOneIn() {
        var target = alternating();
        var nowhere = new SystemEndpoint("localhost", 1, target.endpoint().tls(), "shop");
        var through = new RotationTarget(
                target.endpoint(),
                Optional.of(nowhere),
                target.strategy(),
                target.old(),
                target.pending(),
                target.admin());
        assertThat(problem(through, "application")).contains("localhost:1", "nothing listens");
    }
}
