package io.nightshift.rotation.engine;

import io.nightshift.core.act.Timeouts;
import io.nightshift.rotation.engine.contract.CrashPoint;
import io.nightshift.rotation.engine.contract.ServerCertificate;
import io.nightshift.rotation.engine.contract.SystemUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;

/**
 * A real PostgreSQL that checks passwords: over TLS under the name {@code localhost}, in plaintext as well. The embedded one
 * would trust everybody.
 */
final class PostgresSystem implements SystemUnderTest, AutoCloseable {

    private static final Timeouts TIMEOUTS = Timeouts.of(Duration.ofSeconds(60));

    private static final String RULES = """
            local all all trust
            host all postgres all trust
            hostnossl all all all scram-sha-256
            hostssl all all all scram-sha-256
            """;

    private static final Credential ADMIN = new Credential("rotator", "canary-admin");

    private final EmbeddedPostgres server;
    private final Path folder;
    private final TlsMode tls;
    private final AtomicInteger users = new AtomicInteger();

    private PostgresSystem(EmbeddedPostgres server, Path folder, TlsMode tls) {
        this.server = server;
        this.folder = folder;
        this.tls = tls;
    }

    /** @param version 14 of the class path, or 17 */
    static PostgresSystem start(int version, Path folder) throws IOException, SQLException {
        var data = folder.resolve("data");
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "off")
                .setServerConfig("log_statement", "all")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "statements.log");
        if (version == 17) {
            builder.setPgBinaryResolver((system, hardware) -> newer());
        }
        var system = new PostgresSystem(builder.start(), folder, new TlsMode.VerifyFull(folder.resolve("server.crt")));
        system.prepare(data, ServerCertificate.create(folder, "server"));
        return system;
    }

    private static java.io.InputStream newer() throws IOException {
        var jar = new JarFile("target/servers/postgres-17.jar");
        return jar.getInputStream(jar.stream()
                .filter(entry -> entry.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow());
    }

    private void prepare(Path data, ServerCertificate certificate) throws IOException, SQLException {
        for (var file : List.of(certificate.certificate(), certificate.key())) {
            var copy = Files.copy(file, data.resolve(file.getFileName()));
            copy.toFile().setReadable(false, false);
            copy.toFile().setReadable(true, true);
            Files.setOwner(copy, Files.getOwner(data));
        }
        Files.writeString(data.resolve("pg_hba.conf"), RULES);
        admin(
                "alter system set ssl = on",
                "alter system set ssl_cert_file = 'server.crt'",
                "alter system set ssl_key_file = 'server.key'",
                "create role rotator login createrole in role pg_signal_backend password 'canary-admin'",
                "create role helpless login password 'canary-helpless'",
                "create database shop",
                "select pg_reload_conf()");
    }

    Connection superuser(String database) throws SQLException {
        return server.getDatabase("postgres", database).getConnection();
    }

    void admin(String... statements) throws SQLException {
        in("postgres", statements);
    }

    void inShop(String... statements) throws SQLException {
        in("shop", statements);
    }

    private void in(String database, String... statements) throws SQLException {
        try (var connection = superuser(database);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** As the administrator who made it: from 16 on, no other one may change a role. */
    void as(Credential user, String... statements) throws SQLException {
        try (var connection = new PostgresConnector(TIMEOUTS).open(endpoint(), user);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String one(Credential user, String query) throws SQLException {
        try (var connection = new PostgresConnector(TIMEOUTS).open(endpoint(), user);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Everything that the server has logged. */
    String log() throws IOException {
        try (var files = Files.walk(folder.resolve("data"))) {
            var text = new StringBuilder();
            for (var file :
                    files.filter(path -> path.endsWith("statements.log")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    int port() {
        return server.getPort();
    }

    SystemEndpoint endpoint() {
        return new SystemEndpoint("localhost", port(), tls, "shop");
    }

    @Override
    public CredentialEngine engine(Timeouts timeouts) {
        return new PostgresEngine(timeouts);
    }

    @Override
    public CredentialEngine crashing(CrashPoint point) {
        return new PostgresEngine(new CrashingConnector(new PostgresConnector(TIMEOUTS), point), TIMEOUTS);
    }

    @Override
    public RotationTarget target(RotationStrategy strategy) {
        var old = new Credential("App " + users.incrementAndGet(), "canary-old");
        try {
            as(ADMIN, "create role " + PostgresStatements.name(old.user()) + " login password 'canary-old'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var target =
                new RotationTarget(endpoint(), Optional.empty(), strategy, old, Optional.empty(), Optional.of(ADMIN));
        return with(target, pending(target), ADMIN);
    }

    static RotationTarget with(RotationTarget target, Credential pending, Credential admin) {
        return new RotationTarget(
                target.endpoint(),
                target.application(),
                target.strategy(),
                target.old(),
                Optional.of(pending),
                Optional.of(admin));
    }

    @Override
    public Credential pending(RotationTarget target) {
        var user = target.strategy() == RotationStrategy.ALTERNATING
                ? UserPair.other(target.old().user())
                : target.old().user();
        return new Credential(user, "canary-'\\é-" + users.incrementAndGet());
    }

    @Override
    public RotationTarget powerless(RotationTarget target) {
        return with(target, target.pendingOne(), new Credential("helpless", "canary-helpless"));
    }

    @Override
    public int portWithoutTls() {
        return WithoutTls.SERVER.getPort();
    }

    /** One for all tests of this JVM. */
    private static final class WithoutTls {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public Session open(SystemEndpoint endpoint, Credential credential) {
        return SqlSession.open(new PostgresConnector(TIMEOUTS), endpoint, credential);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
