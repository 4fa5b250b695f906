package io.nightshift.rotation.engine;

import io.nightshift.core.act.Timeouts;
import io.nightshift.rotation.engine.contract.CrashPoint;
import io.nightshift.rotation.engine.contract.ServerCertificate;
import io.nightshift.rotation.engine.contract.SystemUnderTest;
import io.nightshift.sandbox.wire.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Debian's MariaDB with TLS and a log of all statements. Each user has two accounts, for two hosts. */
final class MariaDbSystem implements SystemUnderTest, AutoCloseable {

    private static final Timeouts TIMEOUTS = Timeouts.of(Duration.ofSeconds(60));
    private static final String PEER = "mariadbd";
    private static final Path PROGRAM = Path.of("/usr/sbin/mariadbd");
    private static final Credential ADMIN = new Credential("rotator", "canary-admin");

    private final PeerProcess server;
    private final Path folder;
    private final int port;
    private final TlsMode tls;
    private final AtomicInteger users = new AtomicInteger();
    private Optional<PeerProcess> withoutTls = Optional.empty();
    private int portWithoutTls;

    private MariaDbSystem(PeerProcess server, Path folder, int port, TlsMode tls) {
        this.server = server;
        this.folder = folder;
        this.port = port;
        this.tls = tls;
    }

    /** Empty, and said so, where the machine has none. */
    static Optional<MariaDbSystem> start(Path folder) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            PeerProcess.missing(PEER, "apt-get install mariadb-server");
            return Optional.empty();
        }
        install(folder.resolve("data"));
        var certificate = ServerCertificate.create(folder, "server");
        int port = PeerProcess.freePort();
        return run(
                        folder.resolve("data"),
                        port,
                        List.of(
                                "--ssl-cert=" + certificate.certificate(),
                                "--ssl-key=" + certificate.key(),
                                "--general-log",
                                "--general-log-file=" + folder.resolve("statements.log")))
                .map(server ->
                        new MariaDbSystem(server, folder, port, new TlsMode.VerifyFull(certificate.certificate())));
    }

    private static void install(Path data) throws IOException {
        var command = List.of(
                "/usr/bin/mariadb-install-db",
                "--no-defaults",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--user=root",
                "--innodb-log-file-size=4M",
                "--datadir=" + data);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(output);
        }
    }

    private static Optional<PeerProcess> run(Path data, int port, List<String> options) {
        var command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + data.resolve("socket"),
                "--pid-file=" + data.resolve("pid"),
                "--innodb-log-file-size=4M",
                "--innodb-flush-log-at-trx-commit=0",
                "--skip-name-resolve"));
        command.addAll(options);
        return PeerProcess.start(PEER, "ready for connections", command);
    }

    MariaDbSystem prepared() throws SQLException {
        admin(
                "delete from mysql.global_priv where User = ''",
                "flush privileges",
                "create database shop",
                "create user rotator identified by 'canary-admin'",
                "grant create user, process, connection admin on *.* to rotator",
                "grant select on mysql.* to rotator",
                "create user helpless identified by 'canary-helpless'");
        return this;
    }

    void admin(String... statements) throws SQLException {
        var local = new SystemEndpoint("127.0.0.1", port, new TlsMode.Plaintext(), "");
        try (var connection = new MariaDbConnector(TIMEOUTS).open(local, new Credential("root", ""));
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Everything that clients sent. */
    String log() throws IOException {
        return Files.readString(folder.resolve("statements.log"));
    }

    int port() {
        return port;
    }

    TlsMode tls() {
        return tls;
    }

    @Override
    public CredentialEngine engine(Timeouts timeouts) {
        return new MySqlEngine(timeouts);
    }

    @Override
    public CredentialEngine crashing(CrashPoint point) {
        return new MySqlEngine(new CrashingConnector(new MariaDbConnector(TIMEOUTS), point), TIMEOUTS);
    }

    @Override
    public RotationTarget target(RotationStrategy strategy) {
        var user = "App `" + users.incrementAndGet() + "'";
        var hash = "identified by password '" + MySqlHash.nativePassword(new Credential("", "canary-old")) + "'";
        try {
            for (var host : List.of("%", "127.0.0.1")) {
                var account = MySqlAccount.quoted(user) + "@" + MySqlAccount.quoted(host);
                admin("create user " + account + " " + hash, "grant all on shop.* to " + account);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var target = new RotationTarget(
                new SystemEndpoint("localhost", port, tls, "shop"),
                Optional.empty(),
                strategy,
                new Credential(user, "canary-old"),
                Optional.empty(),
                Optional.of(ADMIN));
        return PostgresSystem.with(target, pending(target), ADMIN);
    }

    @Override
    public Credential pending(RotationTarget target) {
        return new Credential(target.old().user(), "canary-'\\é-" + users.incrementAndGet());
    }

    @Override
    public RotationTarget powerless(RotationTarget target) {
        return PostgresSystem.with(target, target.pendingOne(), new Credential("helpless", "canary-helpless"));
    }

    @Override
    public int portWithoutTls() {
        if (withoutTls.isEmpty()) {
            try {
                install(folder.resolve("plain"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            portWithoutTls = PeerProcess.freePort();
            withoutTls = run(folder.resolve("plain"), portWithoutTls, List.of("--skip-ssl"));
        }
        return portWithoutTls;
    }

    @Override
    public Session open(SystemEndpoint endpoint, Credential credential) {
        return SqlSession.open(new MariaDbConnector(TIMEOUTS), endpoint, credential);
    }

    @Override
    public void close() {
        server.close();
        withoutTls.ifPresent(PeerProcess::close);
    }
}
