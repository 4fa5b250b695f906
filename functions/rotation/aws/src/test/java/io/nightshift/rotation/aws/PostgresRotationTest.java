package io.nightshift.rotation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Timeouts;
import io.nightshift.core.run.Outcome;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.rotation.engine.PostgresEngine;
import io.nightshift.rotation.engine.SystemEndpoint;
import io.nightshift.rotation.engine.TlsMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Secrets Manager's four steps against a real PostgreSQL that checks passwords. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRotationTest {

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");
    private static final Credential ADMIN = new Credential("rotator", "canary-admin");

    private final PostgresEngine engine = new PostgresEngine(Timeouts.of(Duration.ofSeconds(60)));
    private EmbeddedPostgres server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var data = folder.resolve("data");
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "off")
                .start();
        sql("create role rotator login createrole in role pg_signal_backend password 'canary-admin'");
        Files.writeString(data.resolve("pg_hba.conf"), "host all postgres all trust\nhost all all all scram-sha-256\n");
        sql("select pg_reload_conf()");
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private void sql(String... statements) throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @BeforeEach
    void roles() throws Exception {
        sql("drop role if exists app_clone", "drop role if exists app");
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "rotator", "canary-admin");
                var statement = connection.createStatement()) {
            statement.execute("create role app login password 'canary-0'");
        }
        assertThat(login(new Credential("app", "wrong"))).isInstanceOf(LoginResult.Refused.class);
        assertThat(login(RotationAccount.OLD)).isInstanceOf(LoginResult.Accepted.class);
    }

    private LoginResult login(Credential credential) {
        return engine.login(
                new SystemEndpoint("localhost", server.getPort(), new TlsMode.Plaintext(), "postgres"), credential);
    }

    @Test
    void everyStrategyRotatesAndEndsTheOldLogin() throws Exception {
        for (var strategy : List.of("alternating", "single")) {
            roles();
            try (var account =
                    new RotationAccount(engine, strategy, "localhost", server.getPort(), RotationAccount.OLD, ADMIN)) {
                account.begin();
                for (var step : STEPS) {
                    account.step(step);
                    account.step(step);
                }
                account.pass(Duration.ofMinutes(10));
                assertThat(account.run().outcome())
                        .as(account.run().state().text())
                        .contains(Outcome.RESOLVED);
                assertThat(login(RotationAccount.OLD)).isInstanceOf(LoginResult.Refused.class);
                assertThat(login(account.currentCredential())).isInstanceOf(LoginResult.Accepted.class);
                assertThat(account.written()).doesNotContain("canary");
            }
        }
    }

    @Test
    void anOpenSessionOfTheOldUserHoldsItsEndBack() throws Exception {
        try (var account =
                new RotationAccount(engine, "alternating", "localhost", server.getPort(), RotationAccount.OLD, ADMIN)) {
            try (var session = DriverManager.getConnection(
                    "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "app", "canary-0")) {
                account.begin();
                STEPS.forEach(account::step);
                account.pass(Duration.ofMinutes(10));
                assertThat(account.run().outcome()).isEmpty();
                assertThat(account.run().state().text()).contains("PROVING");
                assertThat(login(RotationAccount.OLD)).isInstanceOf(LoginResult.Accepted.class);
                assertThat(session.isClosed()).isFalse();
            }
            account.pass(Duration.ofMinutes(10));
            assertThat(account.run().outcome()).contains(Outcome.RESOLVED);
        }
    }
}
