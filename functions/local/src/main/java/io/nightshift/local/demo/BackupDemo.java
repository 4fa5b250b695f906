package io.nightshift.local.demo;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.backup.BackupProgress;
import io.nightshift.backup.BackupRequest;
import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.Backups;
import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.dump.DumpBackups;
import io.nightshift.backup.dump.FolderStore;
import io.nightshift.backup.dump.PostgresRestoreChecks;
import io.nightshift.backup.postgres.PostgresTools;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.runtime.BackupActor;
import io.nightshift.backup.runtime.BackupObserver;
import io.nightshift.backup.runtime.BackupSources;
import io.nightshift.backup.runtime.HeldRestores;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.backup.sandbox.BackupSandbox;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.sandbox.TestHost;
import io.nightshift.sandbox.simulation.PlanRules;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Verifications of real dumps of a real PostgreSQL by the real function. Each dump is restored into a temporary server. The first
 * teaches what is normal; the second is a valid archive of a table that lost half of its rows.
 */
public final class BackupDemo implements AutoCloseable {

    private static final String NAME = "shop";
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final EmbeddedPostgres server;
    private final Path dumps;
    private final PostgresTools tools;
    private final Consumer<String> story;
    private final Clock clock = Clock.systemUTC();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final DumpBackups source;
    private final Engine engine;
    private int requests;

    /**
     * @param folder for everything
     * @param story takes each line of the runs' stories
     * @throws IOException if this machine has no pg_dump
     */
    public BackupDemo(Path folder, Consumer<String> story) throws IOException, SQLException {
        this.story = story;
        tools = PostgresTools.find().orElseThrow(() -> new IOException("install postgresql and postgresql-client"));
        dumps = Files.createDirectory(folder.resolve("dumps"));
        var store = new VerificationStore(ledger, clock, "demo");
        source = new DumpBackups(
                new FolderStore(),
                Optional.of(tools),
                Path.of(System.getProperty("java.io.tmpdir")),
                new HeldRestores(),
                store,
                clock);
        var sources = new BackupSources(List.of(source));
        var seed = BackupSandbox.seed();
        var checks = new PostgresRestoreChecks(clock, HOUR);
        var rules = new PlanRules(
                BackupPlaybook.NAME, BackupSpec.STAGE, Map.of(NAME, spec().toJson()), Mode.ACT, false, List.of());
        engine = new Engine(Ports.of(ledger, (run, name, at) -> {}, rules, new TestHost(clock))
                .function(Backups.MODULE)
                .adapters(Adapters.NONE.with(
                        new BackupActor(sources, ledger, store, checks, seed),
                        new BackupObserver(sources, checks, store, seed)))
                .build());
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setServerConfig("fsync", "off")
                .start();
        sql("create table orders (id serial primary key, total numeric not null, placed timestamptz default now())");
        sql("insert into orders (total) select i % 100 from generate_series(1, 200000) i");
        sql("create table customers (id serial primary key, name text unique)");
        sql("insert into customers (name) select 'customer ' || i from generate_series(1, 5000) i");
    }

    private BackupSpec spec() {
        return new BackupSpec(
                Json.obj().with("kind", "folder").with("path", dumps.toString()),
                Json.obj(),
                Optional.of(DAY),
                Optional.of(HOUR),
                Optional.empty(),
                List.of(),
                List.of(
                        new BackupCheck.Connects(),
                        new BackupCheck.Schema(),
                        new BackupCheck.InvalidIndexes(),
                        new BackupCheck.Sequences(),
                        new BackupCheck.RowCounts(List.of(), List.of(), BackupCheck.TOLERANCE),
                        new BackupCheck.FullRead(List.of())),
                10,
                HOUR,
                Optional.empty(),
                false,
                Optional.empty(),
                "");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    /** How a verification ended. */
    public record Verified(boolean good, String reason, List<String> findings) {
        public Json.Obj toJson() {
            return Json.obj().with("good", good).with("reason", reason).with("findings", Json.strings(findings));
        }
    }

    public Verified verifyGood() throws IOException {
        dump("monday.dump");
        return verify();
    }

    public Verified verifyDamaged() throws IOException, SQLException {
        sql("delete from orders where id % 2 = 0");
        dump("tuesday.dump");
        return verify();
    }

    private void dump(String name) throws IOException {
        var process = new ProcessBuilder(
                        tools.folder().resolve("pg_dump").toString(),
                        "--format=custom",
                        "--file=" + dumps.resolve(name),
                        "--host=localhost",
                        "--port=" + server.getPort(),
                        "--username=postgres",
                        "postgres")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("pg_dump: " + output.strip());
        }
    }

    private Verified verify() throws IOException {
        var subject = new Resource(Origin.NOWHERE, BackupKinds.FOLDER, dumps.toString());
        var header = new Signal.Header(new SignalId("demo " + requests++), "demo", clock.instant(), subject, Map.of());
        var id = engine.handle(new Signal.Request(
                        header, NAME, BackupRequest.verify(false, true).toJson(), "the demo"))
                .getFirst()
                .run()
                .orElseThrow();
        var end = clock.instant().plus(LONGEST);
        int told = 0;
        while (clock.instant().isBefore(end)) {
            var run = ledger.run(id).orElseThrow();
            var progress = progress(run);
            for (; told < progress.story().size(); told++) {
                story.accept(progress.story().get(told));
            }
            if (run.outcome().isPresent()) {
                return new Verified(
                        run.outcome().get() == Outcome.RESOLVED,
                        run.reason(),
                        progress.report().findings());
            }
            wake(id, run);
        }
        throw new IOException("the verification did not end");
    }

    private void wake(RunId id, Run run) {
        if (run.dueAt().filter(at -> !at.isAfter(clock.instant())).isPresent()) {
            engine.wake(id);
        } else {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static BackupProgress progress(Run run) throws IOException {
        try {
            return BackupProgress.of(run);
        } catch (JsonException e) {
            throw new IOException(e);
        }
    }

    /** How many restores exist. */
    public int left() {
        return source.tagged(new ProtectedDatabase(
                        NAME,
                        new Resource(Origin.NOWHERE, BackupKinds.FOLDER, dumps.toString()),
                        Json.obj(),
                        Json.obj()))
                .size();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
