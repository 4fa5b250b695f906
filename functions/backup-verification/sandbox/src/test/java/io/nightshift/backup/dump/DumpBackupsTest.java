package io.nightshift.backup.dump;

import io.nightshift.backup.postgres.PostgresTools;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.HeldRestores;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.backup.sandbox.BackupSourceSuite;
import io.nightshift.backup.sandbox.SourceUnderTest;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Dumps in a folder keep the contract, with a real PostgreSQL. */
class DumpBackupsTest extends BackupSourceSuite {

    private static final String DUMP = """
            -- PostgreSQL database dump
            -- Dumped from database version 14.1
            CREATE TABLE public.orders (id integer);
            COPY public.orders (id) FROM stdin;
            1
            \\.
            --
            -- PostgreSQL database dump complete
            --
            """;

    @TempDir
    Path folder;

    private final HeldRestores held = new HeldRestores();
    private DumpBackups backups;

    @BeforeEach
    void twoDumps() throws IOException {
        var dumps = Files.createDirectory(folder.resolve("dumps"));
        write(dumps.resolve("old.sql"), "2026-11-28T00:00:00Z");
        write(dumps.resolve("new.sql"), "2026-11-29T00:00:00Z");
        var clock = Clock.systemUTC();
        backups = new DumpBackups(
                new FolderStore(),
                PostgresTools.find(),
                Files.createDirectory(folder.resolve("work")),
                held,
                new VerificationStore(new InMemoryLedger(), clock, "policy"),
                clock);
    }

    private static void write(Path file, String time) throws IOException {
        Files.writeString(file, DUMP);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
    }

    @Override
    protected SourceUnderTest subject() {
        return new SourceUnderTest() {
            @Override
            public BackupSource source() {
                return backups;
            }

            @Override
            public ProtectedDatabase database() {
                var path = folder.resolve("dumps").toString();
                return new ProtectedDatabase(
                        "shop",
                        new Resource(Origin.NOWHERE, BackupKinds.FOLDER, path),
                        Json.obj().with("kind", "folder").with("path", path),
                        Json.obj());
            }

            @Override
            public void pass() {
                LockSupport.parkNanos(100_000_000);
            }

            @Override
            public void stranger(String name, Map<String, String> tags) {
                held.stranger(name, tags, Instant.now());
            }

            @Override
            public void removeStranger(String name) {
                held.strangerLeaves(name);
            }
        };
    }
}
