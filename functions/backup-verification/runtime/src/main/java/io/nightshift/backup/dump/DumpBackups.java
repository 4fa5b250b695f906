package io.nightshift.backup.dump;

import io.nightshift.backup.postgres.BaseBackup;
import io.nightshift.backup.postgres.BaseBackupRestore;
import io.nightshift.backup.postgres.DumpExpectation;
import io.nightshift.backup.postgres.DumpFile;
import io.nightshift.backup.postgres.DumpRestore;
import io.nightshift.backup.postgres.PostgresTools;
import io.nightshift.backup.postgres.RestoredBackup;
import io.nightshift.backup.postgres.TemporaryFolder;
import io.nightshift.backup.postgres.ToolLimit;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.DatabaseAddress;
import io.nightshift.backup.runtime.HeldRestores;
import io.nightshift.backup.runtime.ProcessSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.PolicyAssembly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Dumps and base backups, restored into servers of this process: if it ends, a guard stops the servers and removes their folders.
 */
public final class DumpBackups extends ProcessSource {

    private final DumpStore dumps;
    private final Optional<PostgresTools> tools;
    private final Path folder;
    private final VerificationStore store;
    private final Clock clock;

    /**
     * @param tools PostgreSQL's own; without them every restore fails and says so
     * @param folder in which temporary servers make their own, if the policy names none
     * @param held those of this process
     */
    public DumpBackups(
            DumpStore dumps,
            Optional<PostgresTools> tools,
            Path folder,
            HeldRestores held,
            VerificationStore store,
            Clock clock) {
        super(held, clock);
        this.dumps = dumps;
        this.tools = tools;
        this.folder = folder;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return dumps.covers(database);
    }

    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        return dumps.backups(database);
    }

    static CallFailed unreadable(JsonException e) {
        return new CallFailed(Problem.permanent("Source", "the source cannot be read: " + e.getMessage()));
    }

    @Override
    protected HeldRestores.Work work(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var found = tools.orElseThrow(() -> new CallFailed(Problem.permanent(
                "NoTools",
                "this machine has no pg_restore and psql: install postgresql and postgresql-client, 14 or newer")));
        if (dumps.backups(database).stream().noneMatch(backup -> backup.id().equals(order.backup()))) {
            throw new CallFailed(Problem.permanent(NO_BACKUP, "there is no backup " + order.backup()));
        }
        try {
            var parent = parent(database);
            var until = ToolLimit.of(Duration.between(clock.instant(), order.expires()));
            var restoring = restoring(database, found.within(until), parent);
            boolean physical = isBase(database);
            return () -> {
                // A copy of the dump goes as soon as it is restored.
                try (var copies = TemporaryFolder.in(parent)) {
                    var restored = restoring.restore(dumps.fetch(database, order.backup(), copies.path()));
                    return new HeldRestores.Restored(access(database, restored, physical), restored::close);
                }
            };
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    private Path parent(ProtectedDatabase database) throws JsonException {
        return View.of(database.place())
                .at("folder")
                .optionalText()
                .map(Path::of)
                .orElse(folder);
    }

    /** Copies of dumps, and a server that was not guarded yet. */
    @Override
    protected void forgotten(ProtectedDatabase database) {
        try {
            TemporaryFolder.sweep(parent(database));
        } catch (IOException | JsonException e) {
            // The next restore names what is wrong with the folder.
        }
    }

    /** What restores a file. */
    private interface Restoring {
        RestoredBackup restore(Path file) throws IOException;
    }

    private static boolean isBase(ProtectedDatabase database) throws JsonException {
        return View.of(database.source()).at("kind").text().equals("base-backup");
    }

    private Restoring restoring(ProtectedDatabase database, PostgresTools found, Path parent) throws JsonException {
        var source = View.of(database.source());
        var place = View.of(database.place());
        if (isBase(database)) {
            var wal = source.at("wal").optionalText().map(Path::of);
            var point = source.at("restore-point").optionalText();
            var name = place.at("database").textOr("postgres");
            var superuser = source.at("superuser").textOr("postgres");
            return file -> new BaseBackupRestore(found, parent, clock)
                    .restore(new BaseBackup(file, wal, point, name, superuser));
        }
        var decrypt = source.at("decrypt").exists() ? PolicyAssembly.texts(source.at("decrypt")) : List.<String>of();
        var expected = new DumpExpectation(
                store.baseline(database.entry(), DumpRestore.SIZE),
                place.at("database").optionalText(),
                false);
        return file -> new DumpRestore(found, parent, clock).restore(new DumpFile(file, decrypt), expected);
    }

    private static RestoreAccess access(ProtectedDatabase database, RestoredBackup restored, boolean physical) {
        return restored.database()
                .<RestoreAccess>map(address -> new RestoreAccess.Postgres(
                        new DatabaseAddress(address.host(), address.port(), address.database(), address.authorities()),
                        address.user(),
                        RestorePassword.given(address.password()),
                        restored.results(),
                        physical,
                        heartbeat(database)))
                .orElseGet(() -> new RestoreAccess.Damaged(restored.results()));
    }

    /** The name of the restore point is the value that the heartbeat row has. */
    private static Optional<String> heartbeat(ProtectedDatabase database) {
        return database.source().get("restore-point") instanceof Json.Str(var name)
                ? Optional.of(name)
                : Optional.empty();
    }
}
