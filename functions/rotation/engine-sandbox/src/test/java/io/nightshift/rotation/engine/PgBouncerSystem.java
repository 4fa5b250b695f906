package io.nightshift.rotation.engine;

import io.nightshift.sandbox.wire.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Debian's PgBouncer in plaintext before a PostgreSQL, with either way to know passwords. */
record PgBouncerSystem(PeerProcess peer, int port) implements AutoCloseable {

    static final String PEER = "pgbouncer";

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    /**
     * Empty, and said so, where the machine has none.
     *
     * @param users lines of {@code auth_file}
     * @param options more lines of the configuration
     */
    static Optional<PgBouncerSystem> start(Path folder, int database, String users, String options) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            PeerProcess.missing(PEER, "apt-get install pgbouncer");
            return Optional.empty();
        }
        int port = PeerProcess.freePort();
        Files.writeString(folder.resolve("users.txt"), users);
        var configuration = Files.writeString(
                folder.resolve("pgbouncer.ini"), """
                [databases]
                shop = host=localhost port=%d dbname=shop
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                ignore_startup_parameters = extra_float_digits
                %s
                """.formatted(database, port, folder.resolve("users.txt"), options));
        // It refuses to run as root.
        open(Objects.requireNonNull(folder.getParent()));
        open(folder);
        open(folder.resolve("users.txt"));
        open(configuration);
        return PeerProcess.start(
                        PEER, "process up", List.of(PROGRAM.toString(), "-u", "nobody", configuration.toString()))
                .map(peer -> new PgBouncerSystem(peer, port));
    }

    private static void open(Path path) {
        path.toFile().setReadable(true, false);
        path.toFile().setExecutable(true, false);
    }

    SystemEndpoint endpoint() {
        return new SystemEndpoint("localhost", port, new TlsMode.Plaintext(), "shop");
    }

    @Override
    public void close() {
        peer.close();
    }
}
