package io.nightshift.backup.postgres;

import io.nightshift.core.guard.DurationText;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PostgreSQL in a folder of its own, for one restore. Only this machine reaches it, and only with the password that it was made
 * with. A guard process stops it and removes its folder when this object is closed or this process ends, even by {@code kill -9}.
 *
 * <p>It reads no configuration of the backup: an archive command or a primary's address in there would reach production.
 */
public final class TemporaryServer implements AutoCloseable {

    /** Its superuser: a name that no archive creates. */
    static final String USER = "nightshift_verifier";

    private static final int KEPT_LINES = 400;

    /** The path of a socket has at most 107 bytes, and {@code /.s.PGSQL.31999} follows. */
    private static final int LONGEST_SOCKETS = 107 - "/.s.PGSQL.31999".length();

    private static final int FIRST_PORT = 16_000;
    private static final int PORTS = 16_000;
    private static final String ENDED = "guard: server ended";
    private static final String OVERRAN = "the time is over";
    private static final String READY = "database system is ready to accept connections";
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String LOGINS = """
            local all all trust
            local replication all trust
            host all %s 127.0.0.1/32 scram-sha-256
            """.formatted(USER);

    private final PostgresTools tools;
    private final ServerUser user;
    private final TemporaryFolder folder;
    private final List<String> settings;
    private final String password = newPassword();
    private final Lock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<String> log = new ArrayDeque<>();
    private boolean ready;
    private boolean ended;
    private int port;
    private Optional<Process> guard = Optional.empty();

    /** Of the base backup that is recovered. */
    private Optional<TransactionLog> transactions = Optional.empty();

    /** The first file of it that was missing. */
    private Optional<String> missing = Optional.empty();

    private TemporaryServer(PostgresTools tools, TemporaryFolder folder, List<String> settings) {
        this.tools = tools;
        this.user = ServerUser.ofThisProcess();
        this.folder = folder;
        this.settings = List.copyOf(settings);
    }

    /**
     * Starts an empty one.
     *
     * @param parent the folder in which it makes its own
     */
    static TemporaryServer empty(PostgresTools tools, Path parent) throws IOException, NotRestored {
        return empty(tools, parent, List.of("wal_level = minimal", "max_wal_senders = 0"));
    }

    /** @param settings more lines of the configuration */
    static TemporaryServer empty(PostgresTools tools, Path parent, List<String> settings)
            throws IOException, NotRestored {
        tools.need("initdb", "postgres");
        var server = new TemporaryServer(tools, TemporaryFolder.in(parent), settings);
        return server.started(() -> {
            server.initialize();
            server.launchHere();
        });
    }

    /** An empty server that does not start says nothing about a backup. */
    private void launchHere() throws IOException, NotRestored {
        try {
            launch();
        } catch (NotRestored e) {
            throw NotRestored.here(String.valueOf(e.getMessage()));
        }
    }

    /** Fills the data folder of a server before it starts. */
    interface DataFolder {
        /** @param data missing yet */
        void fill(Path data) throws IOException, NotRestored;
    }

    /**
     * Starts one on files of a base backup.
     *
     * @param recovery how it recovers them
     */
    static TemporaryServer over(
            PostgresTools tools, TemporaryFolder folder, DataFolder files, RecoverySettings recovery)
            throws IOException, NotRestored {
        tools.need("postgres", "psql");
        var server = new TemporaryServer(tools, folder, recovery.lines());
        server.transactions = Optional.of(recovery.transactions());
        return server.started(() -> {
            files.fill(server.data());
            server.launch();
            server.admit(recovery.superuser());
        });
    }

    /** What a server says that lacks files. */
    private static final Pattern DAMAGE = Pattern.compile(
            "could not access status of transaction|could not open file|could not read block|invalid page in block");

    private static String newPassword() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private interface Start {
        void run() throws IOException, NotRestored;
    }

    private TemporaryServer started(Start start) throws IOException, NotRestored {
        boolean done = false;
        try {
            start.run();
            done = true;
            return this;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void initialize() throws IOException, NotRestored {
        var secret = folder.resolve("password");
        Files.writeString(secret, password);
        Files.createDirectory(data());
        user.own(secret);
        user.own(data());
        var run = tools.run(user.command(List.of(
                        tools.program("initdb"),
                        "--pgdata=" + data(),
                        "--username=" + USER,
                        "--pwfile=" + secret,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--data-checksums",
                        "--no-sync")))
                .run();
        Files.delete(secret);
        if (!run.good()) {
            throw NotRestored.here("initdb failed: " + run.lastError());
        }
    }

    /** Until it is ready. */
    @SuppressWarnings("FutureReturnValueIgnored") // the note wakes who waits
    private void launch() throws IOException, NotRestored {
        var sockets = Files.createDirectories(folder.resolve("sockets"));
        if (sockets.toString().length() > LONGEST_SOCKETS) {
            throw NotRestored.here("the path " + folder.path()
                    + " is too long for the server's socket: name a shorter restore.folder in the policy");
        }
        user.own(sockets);
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("logins"), LOGINS);
        Files.writeString(folder.resolve("identities"), "");
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwx------"));
        user.own(data());
        port = freePort();
        Files.writeString(folder.resolve("configuration"), configuration(sockets));
        guard = Optional.of(guarded());
        var expired = tools.limit().begin();
        expired.thenRun(() -> note(OVERRAN));
        boolean isReady = isReady();
        expired.cancel(false);
        if (!isReady) {
            throw log().contains(OVERRAN)
                    ? NotRestored.here("the server was not ready within "
                            + DurationText.say(tools.limit().longest()) + " and was stopped")
                    : RecoveryFailure.of(log());
        }
        if (missing.isPresent()) {
            throw NotRestored.broken(
                    missing.get() + " is missing: the server cannot tell which transactions were committed");
        }
    }

    private String configuration(Path sockets) {
        var lines = new ArrayList<>(List.of(
                "listen_addresses = '127.0.0.1'",
                "port = " + port,
                "unix_socket_directories = '" + sockets + "'",
                "hba_file = '" + folder.resolve("logins") + "'",
                "ident_file = '" + folder.resolve("identities") + "'",
                "fsync = off",
                "full_page_writes = off",
                "synchronous_commit = off",
                "autovacuum = off",
                "archive_mode = off",
                "max_connections = 40",
                "max_wal_size = '4GB'",
                "maintenance_work_mem = '128MB'",
                "shared_preload_libraries = ''",
                "session_preload_libraries = ''",
                "ssl = off",
                "logging_collector = off",
                "log_min_messages = warning",
                "lc_messages = 'C'",
                "timezone = 'UTC'"));
        lines.addAll(settings);
        return String.join("\n", lines) + "\n";
    }

    private Process guarded() throws IOException {
        var script = folder.resolve("guard.sh");
        try (var stream = Objects.requireNonNull(TemporaryServer.class.getResourceAsStream("guard.sh"))) {
            Files.write(script, stream.readAllBytes());
        }
        var command = new ArrayList<>(
                List.of("/bin/sh", script.toString(), folder.path().toString()));
        command.addAll(user.command(List.of(
                tools.program("postgres"),
                "-D",
                data().toString(),
                "-c",
                "config_file=" + folder.resolve("configuration"))));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        Thread.ofVirtual().start(() -> follow(process));
        return process;
    }

    private void follow(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
        } catch (IOException e) {
            note(ENDED);
        }
        note(ENDED);
    }

    private void note(String line) {
        lock.lock();
        try {
            log.addLast(line);
            if (log.size() > KEPT_LINES) {
                log.removeFirst();
            }
            missing = missing.or(() -> transactions.flatMap(log -> log.missing(line)));
            ready |= line.contains(READY);
            ended |= line.startsWith(ENDED) || line.equals(OVERRAN);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isReady() {
        lock.lock();
        try {
            while (!ready && !ended) {
                news.awaitUninterruptibly();
            }
            return ready;
        } finally {
            lock.unlock();
        }
    }

    /** The last lines of its log. */
    List<String> log() {
        lock.lock();
        try {
            return List.copyOf(log);
        } finally {
            lock.unlock();
        }
    }

    /** Below the range for outgoing connections: one of them could take it in between. */
    private static int freePort() {
        while (true) {
            int candidate = FIRST_PORT + RANDOM.nextInt(PORTS);
            try (var socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // The port is in use.
            }
        }
    }

    /** Creates our superuser through the socket, which nobody else can open. */
    private void admit(String superuser) throws IOException, NotRestored {
        // A source whose own backup was verified by restoring over it may have the role.
        var sql = "select 'create role ' || '" + USER + "' where not exists (select from pg_roles where rolname = '"
                + USER + "') \\gexec\nalter role " + USER + " superuser login password '" + password + "';\n";
        var run = tools.run(user.command(List.of(
                        tools.program("psql"),
                        "-X",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-h",
                        folder.resolve("sockets").toString(),
                        "-p",
                        Integer.toString(port),
                        "-U",
                        superuser,
                        "-d",
                        "template1")))
                .run(input -> input.write(sql.getBytes(StandardCharsets.UTF_8)));
        var damage = Stream.concat(run.errors().stream(), log().stream())
                .filter(line -> DAMAGE.matcher(line).find())
                .findFirst();
        if (!run.good() && damage.isPresent()) {
            throw NotRestored.broken("the restored server cannot read its own catalog: "
                    + damage.get().replaceFirst("^.*(?:FATAL|ERROR): +", ""));
        }
        if (!run.good()) {
            throw NotRestored.here("the restored server refuses " + superuser + ": name a superuser of the backup");
        }
    }

    /** Its database {@code postgres}. */
    public PostgresAddress address() {
        return new PostgresAddress("127.0.0.1", port, "postgres", USER, password, Optional.empty());
    }

    /** A folder that the server may write, for a tablespace. */
    Path tablespace(String name) throws IOException {
        var path = Files.createDirectories(folder.resolve("tablespaces").resolve(name));
        user.own(folder.resolve("tablespaces"));
        return path;
    }

    Path folder() {
        return folder.path();
    }

    @Override
    public void close() throws IOException {
        if (guard.isPresent()) {
            guard.get().getOutputStream().close();
            guard.get().onExit().join();
        }
        folder.close();
    }
}
