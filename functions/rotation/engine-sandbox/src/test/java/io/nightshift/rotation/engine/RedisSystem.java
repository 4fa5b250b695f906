package io.nightshift.rotation.engine;

import io.nightshift.core.act.Timeouts;
import io.nightshift.rotation.engine.contract.CrashPoint;
import io.nightshift.rotation.engine.contract.ServerCertificate;
import io.nightshift.rotation.engine.contract.SystemUnderTest;
import io.nightshift.sandbox.wire.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Debian's Redis with TLS on one port and without on another, and a file of its users. Its user {@code default} is off. */
final class RedisSystem implements SystemUnderTest, AutoCloseable {

    private static final Timeouts TIMEOUTS = Timeouts.of(Duration.ofSeconds(60));
    private static final Path PROGRAM = Path.of("/usr/bin/redis-server");
    private static final Credential ADMIN = new Credential("rotator", "canary-admin");

    private final PeerProcess server;
    private final Path folder;
    private final int port;
    private final int plain;
    private final AtomicInteger users = new AtomicInteger();

    private RedisSystem(PeerProcess server, Path folder, int port, int plain) {
        this.server = server;
        this.folder = folder;
        this.port = port;
        this.plain = plain;
    }

    /** Empty, and said so, where the machine has none. */
    static Optional<RedisSystem> start(Path folder) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            PeerProcess.missing("redis-server", "apt-get install redis-server");
            return Optional.empty();
        }
        var certificate = ServerCertificate.create(folder, "server");
        Files.writeString(folder.resolve("users.acl"), """
                user default off
                user rotator on #%s +acl +info +config|rewrite +client
                user helpless on >canary-helpless +info +acl|getuser +acl|whoami
                """.formatted(RedisSession.digest(ADMIN)));
        int port = PeerProcess.freePort();
        int plain = PeerProcess.freePort();
        return PeerProcess.start(
                        "redis-server",
                        "Ready to accept connections",
                        List.of(
                                PROGRAM.toString(),
                                "--port",
                                Integer.toString(plain),
                                "--tls-port",
                                Integer.toString(port),
                                "--bind",
                                "127.0.0.1",
                                "--dir",
                                folder.toString(),
                                "--save",
                                "",
                                "--aclfile",
                                folder.resolve("users.acl").toString(),
                                "--tls-cert-file",
                                certificate.certificate().toString(),
                                "--tls-key-file",
                                certificate.key().toString(),
                                "--tls-auth-clients",
                                "no"))
                .map(server -> new RedisSystem(server, folder, port, plain));
    }

    /** The users as a restart would find them. */
    String saved() throws IOException {
        return Files.readString(folder.resolve("users.acl"));
    }

    Object as(Credential user, String... command) throws IOException {
        try (var session = session(endpoint(), user)) {
            return String.valueOf(session.call(command));
        }
    }

    Object asAdmin(String... command) throws IOException {
        return as(ADMIN, command);
    }

    private static RedisSession session(SystemEndpoint endpoint, Credential credential) throws IOException {
        var session = new RedisSession(RedisEngine.wire(endpoint, TIMEOUTS));
        session.login(credential);
        return session;
    }

    SystemEndpoint endpoint() {
        return new SystemEndpoint("localhost", port, new TlsMode.VerifyFull(folder.resolve("server.crt")), "");
    }

    @Override
    public CredentialEngine engine(Timeouts timeouts) {
        return new RedisEngine(timeouts);
    }

    /** Reading and logging in are no places of a crash that leave anything behind, but count. */
    @Override
    public CredentialEngine crashing(CrashPoint point) {
        return new RedisEngine(
                endpoint -> {
                    var wire = RedisEngine.wire(endpoint, TIMEOUTS);
                    return new RedisSession.Wire() {
                        @Override
                        public @Nullable Object call(byte[]... parts) throws IOException {
                            try {
                                return point.around(() -> wire.call(parts));
                            } catch (IOException e) {
                                throw e;
                            } catch (Exception e) {
                                throw new IOException(e);
                            }
                        }

                        @Override
                        public void close() throws IOException {
                            wire.close();
                        }
                    };
                },
                TIMEOUTS);
    }

    @Override
    public RotationTarget target(RotationStrategy strategy) {
        var old = new Credential("app" + users.incrementAndGet(), "canary-old");
        try {
            asAdmin("ACL", "SETUSER", old.user(), "on", "#" + RedisSession.digest(old), "+ping", "+acl|whoami");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var target =
                new RotationTarget(endpoint(), Optional.empty(), strategy, old, Optional.empty(), Optional.of(ADMIN));
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
        return plain;
    }

    @Override
    public boolean saysThatItHasNoTls() {
        return false;
    }

    @Override
    public Session open(SystemEndpoint endpoint, Credential credential) {
        try {
            var session = session(endpoint, credential);
            return new Session() {
                @Override
                public boolean alive() {
                    try {
                        return "PONG".equals(session.call("PING"));
                    } catch (IOException e) {
                        return false;
                    }
                }

                @Override
                public void close() {
                    try {
                        session.close();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
