package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Restores a base backup on a copy of its files: compare them with the manifest, replay the WAL to the restore point, promote. Nothing
 * is thrown for a damaged backup; an {@link IOException} means that this machine failed.
 *
 * @param parent the folder in which the temporary server makes its own
 */
public record BaseBackupRestore(PostgresTools tools, Path parent, Clock clock) {

    /** The check of the files against the manifest. */
    public static final String FILES = "files";

    /** The check that the server recovered. */
    public static final String RECOVERY = "recovery";

    /** Recovery fails if one of these is lower than it was at the source. */
    private static final Pattern SETTING =
            Pattern.compile("(?m)^(max_prepared_xacts|max_locks_per_xact|max_worker_processes) setting: +(\\d+)$");

    public RestoredBackup restore(BaseBackup backup) throws IOException {
        var results = new ArrayList<CheckResult>();
        var begin = clock.instant();
        var folder = TemporaryFolder.in(parent);
        boolean kept = false;
        try {
            tools.need("postgres", "psql", "pg_controldata", "pg_verifybackup");
            readable(backup);
            var data = folder.resolve("data");
            new BaseBackupFiles(backup.files(), folder.resolve("tablespaces")).copy(data);
            sameMajor(data);
            results.add(verified(data).taking(Duration.between(begin, clock.instant())));
            labelled(data);
            if (results.getLast().verdict() != BackupVerdict.GOOD) {
                return RestoredBackup.nothing(results);
            }
            var recovery = clock.instant();
            var server = TemporaryServer.over(
                    tools, folder, ignored -> prepare(backup, data, folder), settings(backup, data));
            kept = true;
            results.add(recovered(backup).taking(Duration.between(recovery, clock.instant())));
            return new RestoredBackup(
                    results, Optional.of(server), Optional.of(server.address().in(backup.database())));
        } catch (NotRestored e) {
            results.add(e.result(results.isEmpty() ? FILES : RECOVERY));
            return RestoredBackup.nothing(results);
        } catch (ToolRun.Overran e) {
            results.add(NotRestored.here(e).result(results.isEmpty() ? FILES : RECOVERY));
            return RestoredBackup.nothing(results);
        } finally {
            if (!kept) {
                folder.close();
            }
        }
    }

    /** The server's user fetches the segments: what it cannot read would look like missing WAL. */
    private void readable(BaseBackup backup) throws IOException, NotRestored {
        if (backup.wal().isEmpty()) {
            return;
        }
        var wal = backup.wal().get().toAbsolutePath();
        if (!Files.isDirectory(wal)) {
            throw NotRestored.broken("the folder of the WAL archive is missing");
        }
        var user = ServerUser.ofThisProcess();
        var test = "cd \"$1\" && for file in *; do [ -r \"$file\" ] || exit 1; done";
        if (!tools.run(user.command(List.of("/bin/sh", "-c", test, "readable", wal.toString())))
                .run()
                .good()) {
            throw NotRestored.here(
                    user.other().orElse("this user") + " may not read " + wal + ": the server runs as this user");
        }
    }

    private void sameMajor(Path data) throws IOException, NotRestored {
        var file = data.resolve("PG_VERSION");
        var version = Files.exists(file) ? Files.readString(file).strip() : "";
        if (version.isEmpty()) {
            throw NotRestored.broken("PG_VERSION is missing or empty");
        }
        if (!version.equals(Integer.toString(tools.major()))) {
            throw NotRestored.here("the backup is of PostgreSQL " + version + "; this machine has " + tools.major()
                    + ": install postgresql-" + version);
        }
    }

    /**
     * Without its label, a server takes a backup that was made while the source ran for one that crashed: it starts from a later
     * checkpoint, on files that are older. Only files of a server that was shut down have none.
     */
    private void labelled(Path data) throws IOException, NotRestored {
        if (Files.exists(data.resolve("backup_label"))) {
            return;
        }
        var control = tools.run(List.of(tools.program("pg_controldata"), data.toString()))
                .run();
        if (control.good() && !SHUT_DOWN.matcher(control.output()).find()) {
            throw NotRestored.broken(
                    "backup_label is missing: the files are of a running server, and recovery would begin too late");
        }
    }

    private static final Pattern SHUT_DOWN = Pattern.compile("(?m)^Database cluster state: +shut down");

    /** The WAL is proved by recovery. */
    private CheckResult verified(Path data) throws IOException {
        if (!Files.exists(data.resolve("backup_manifest"))) {
            return CheckResult.of(
                    FILES,
                    BackupVerdict.GOOD,
                    List.of("no backup_manifest: damage of files shows only where they are read"));
        }
        var run = tools.run(List.of(tools.program("pg_verifybackup"), "--no-parse-wal", data.toString()))
                .run();
        if (run.good()) {
            return CheckResult.good(FILES);
        }
        var findings = run.errors().stream()
                .map(line -> line.replaceFirst("^pg_verifybackup: (?:error|fatal): ", ""))
                .toList();
        return CheckResult.of(FILES, BackupVerdict.BROKEN, findings);
    }

    /** What belongs to the source's server and not to the data. */
    private static void prepare(BaseBackup backup, Path data, TemporaryFolder folder) throws IOException {
        for (var name : List.of(
                "postmaster.pid",
                "postmaster.opts",
                "standby.signal",
                "recovery.signal",
                "tablespace_map",
                "postgresql.auto.conf")) {
            Files.deleteIfExists(data.resolve(name));
        }
        Files.createDirectories(data.resolve("pg_wal"));
        if (backup.wal().isPresent()) {
            Files.createFile(data.resolve("recovery.signal"));
            Files.createSymbolicLink(
                    folder.resolve("archive"), backup.wal().get().toAbsolutePath());
        }
        if (Files.isDirectory(folder.resolve("tablespaces"))) {
            ServerUser.ofThisProcess().own(folder.resolve("tablespaces"));
        }
    }

    /** Without hot standby the source's limits of connections need not be repeated. */
    private RecoverySettings settings(BaseBackup backup, Path data) throws IOException {
        var settings = new ArrayList<>(List.of("hot_standby = off"));
        var control = tools.run(List.of(tools.program("pg_controldata"), data.toString()))
                .run();
        var matcher = SETTING.matcher(control.output());
        while (matcher.find()) {
            var name = matcher.group(1).replace("_xacts", "_transactions").replace("_xact", "_transaction");
            settings.add(name + " = " + matcher.group(2));
        }
        if (backup.wal().isPresent()) {
            var archive = "../archive/%f";
            settings.add("restore_command = '" + fetching(archive) + "'");
            settings.add("recovery_target_timeline = 'latest'");
            settings.add("recovery_target_action = 'promote'");
            backup.restorePoint()
                    .ifPresent(name -> settings.add("recovery_target_name = '" + name.replace("'", "''") + "'"));
        }
        return new RecoverySettings(settings, backup.superuser(), TransactionLog.of(control.output()));
    }

    /** Programs that decompress, by the ending that their files have. */
    private static final Map<String, String> UNPACKERS =
            new TreeMap<>(Map.of("gz", "gzip", "zst", "zstd", "lz4", "lz4", "xz", "xz", "bz2", "bzip2"));

    /** One line of shell: a segment as it is, or by the program of its ending. */
    private static String fetching(String segment) {
        var line = new StringBuilder();
        UNPACKERS.forEach((ending, program) -> line.append(
                "if [ -e %1$s.%2$s ]; then %3$s -dc %1$s.%2$s > \"%%p\"; el".formatted(segment, ending, program)));
        return line.append("se cp ").append(segment).append(" \"%p\"; fi").toString();
    }

    private static CheckResult recovered(BaseBackup backup) {
        return CheckResult.of(
                RECOVERY,
                BackupVerdict.GOOD,
                backup.wal().isEmpty() || backup.restorePoint().isPresent()
                        ? List.of()
                        : List.of("no restore point: only a heartbeat can tell whether the newest WAL is missing"));
    }
}
