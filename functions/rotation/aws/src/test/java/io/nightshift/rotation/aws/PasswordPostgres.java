package io.nightshift.rotation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Timeouts;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.rotation.engine.PostgresEngine;
import io.nightshift.rotation.engine.SystemEndpoint;
import io.nightshift.rotation.engine.TlsMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** A real PostgreSQL that checks passwords, with an administrator who may make and change roles. */
final class PasswordPostgres implements AutoCloseable {

    static final Credential ADMIN = new Credential("rotator", "canary-admin");

    final PostgresEngine engine = new PostgresEngine(Timeouts.of(Duration.ofSeconds(60)));
    private final EmbeddedPostgres server;

    PasswordPostgres(Path folder) throws IOException, SQLException {
        var data = folder.resolve("data");
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "off")
                .start();
        sql("create role rotator login createrole in role pg_signal_backend password 'canary-admin'");
        Files.writeString(data.resolve("pg_hba.conf"), "host all postgres all trust\nhost all all all scram-sha-256\n");
        sql("select pg_reload_conf()");
    }

    int port() {
        return server.getPort();
    }

    private void sql(String... statements) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The role {@code app} with its first password, which is checked; no clone. */
    void reset() throws SQLException {
        sql("drop role if exists app_clone", "drop role if exists app");
        try (var connection = connect(ADMIN);
                var statement = connection.createStatement()) {
            statement.execute("create role app login password 'canary-0'");
        }
        assertThat(login(new Credential("app", "wrong"))).isInstanceOf(LoginResult.Refused.class);
        assertThat(login(RotationAccount.OLD)).isInstanceOf(LoginResult.Accepted.class);
    }

    Connection connect(Credential credential) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port() + "/postgres",
                credential.user(),
                credential.secret().text());
    }

    LoginResult login(Credential credential) {
        return engine.login(new SystemEndpoint("localhost", port(), new TlsMode.Plaintext(), "postgres"), credential);
    }

    RotationAccount account(String strategy) {
        return new RotationAccount(engine, strategy, "localhost", port(), RotationAccount.OLD, ADMIN);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
