package io.nightshift.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A base backup with archived WAL, recovered to a restore point, whole and damaged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BaseBackupDamageTest {

    private static final String BEAT = "beat-4711";

    private Path folder;
    private Path wal;
    private Path files;
    private Shop shop;
    private CheckBaseline baseline;
    private String page;

    @BeforeAll
    void open(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        this.folder = folder;
        Shop.tools();
        wal = Files.createDirectory(folder.resolve("wal"));
        wal.toFile().setWritable(true, false);
        shop = Shop.open(
                folder,
                2000,
                "wal_level = replica",
                "archive_mode = on",
                "archive_command = 'cp \"%p\" " + wal + "/%f && chmod a+r " + wal + "/%f'",
                "max_prepared_transactions = 7");
        var place = shop.server.tablespace("fast");
        shop.in("postgres", "create role postgres superuser login");
        shop.in("shop", "create table beats (beat text)", "create tablespace fast location '" + place + "'");
        shop.in(
                "shop",
                "create table archive tablespace fast as select i, 'canary' || i as t from generate_series(1, 500) i");
        files = base("base", "-Fp", "--no-sync", "--tablespace-mapping=" + place + "=" + folder.resolve("mapped"));
        page = one("select pg_relation_filepath('orders')");
        shop.in("shop", "insert into beats values ('" + BEAT + "')", "select pg_create_restore_point('nightly')");
        shop.in("shop", "insert into beats values ('after')", "select pg_switch_wal()");
        archived();
        baseline = CheckBaseline.EMPTY.after(check(shop.database("shop")).results());
    }

    @AfterAll
    void close() throws Exception {
        if (shop != null) {
            shop.close();
        }
    }

    private String one(String query) throws SQLException {
        try (var connection = shop.database("shop").open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Until the archiver has copied the segment of the restore point. */
    private void archived() throws SQLException {
        while (one("select last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) from pg_stat_archiver")
                .equals("f")) {
            Thread.onSpinWait();
        }
    }

    private Path base(String name, String... options) throws IOException {
        var target = folder.resolve(name);
        var arguments = new ArrayList<>(List.of(
                shop.tools.program("pg_basebackup"),
                "-h",
                shop.server.folder().resolve("sockets").toString(),
                "-p",
                Integer.toString(shop.server.address().port()),
                "-U",
                TemporaryServer.USER,
                "-D",
                target.toString(),
                "-c",
                "fast",
                "-X",
                "none"));
        arguments.addAll(List.of(options));
        var run = ToolRun.of(arguments).run();
        assertThat(run.good()).as(run.errors().toString()).isTrue();
        return target;
    }

    /** A copy that a test may damage. */
    private Path copy(Path source, String name) throws IOException {
        var target = folder.resolve(name);
        var run = ToolRun.of(List.of("cp", "-a", source.toString(), target.toString()))
                .run();
        assertThat(run.good()).isTrue();
        return target;
    }

    private BaseBackup backup(Path files, Path wal) {
        return new BaseBackup(files, Optional.of(wal), Optional.of("nightly"), "shop", "postgres");
    }

    private RestoredBackup restore(BaseBackup backup) throws IOException {
        return new BaseBackupRestore(shop.tools, folder, Clock.systemUTC()).restore(backup);
    }

    private static BackupCheckReport check(RestoreConnector database) {
        return check(database, CheckBaseline.EMPTY);
    }

    private static BackupCheckReport check(RestoreConnector database, CheckBaseline baseline) {
        var checks = new ArrayList<>(Shop.CHECKS);
        checks.add(new BackupCheck.Heartbeat("beats", "beat"));
        return new PostgresChecks(database, Clock.systemUTC())
                .perform(checks, new CheckContext(baseline, Shop.NOW, true, Optional.of(BEAT), Duration.ofMinutes(10)));
    }

    private void nothingIsLeft() throws IOException {
        try (var left = Files.newDirectoryStream(folder, "nightshift-restore-*")) {
            assertThat(left).containsExactly(shop.server.folder());
        }
    }

    private void broken(BaseBackup backup, String check, String finding) throws IOException {
        says(backup, BackupVerdict.BROKEN, check, finding);
    }

    private void says(BaseBackup backup, BackupVerdict verdict, String check, String finding) throws IOException {
        try (var restored = restore(backup)) {
            assertThat(restored.database()).isEmpty();
            assertThat(restored.verdict()).isEqualTo(verdict);
            assertThat(restored.results().getLast().check()).isEqualTo(check);
            assertThat(restored.results().getLast().findings()).anyMatch(line -> line.contains(finding));
            nothingIsLeft();
        }
    }

    @Test
    void recoversToTheRestorePoint() throws Exception {
        try (var restored = restore(backup(files, wal))) {
            assertThat(restored.verdict()).as(restored.results().toString()).isEqualTo(BackupVerdict.GOOD);
            assertThat(restored.results()).extracting(CheckResult::check).containsExactly("files", "recovery");
            var report = check(restored.database().orElseThrow(), baseline);
            assertThat(report.findings()).isEmpty();
            assertThat(report.verdict()).isEqualTo(BackupVerdict.GOOD);
            // What was written after the point is not there.
            assertThat(report.results().stream()
                            .filter(result -> result.check().equals("row-counts"))
                            .findFirst()
                            .orElseThrow()
                            .counts())
                    .containsEntry("public.beats", 1L)
                    .containsEntry("public.archive", 500L);
        }
        nothingIsLeft();
    }

    @Test
    void recoversFromTarAndCompressedWal() throws Exception {
        var tars = base("tars", "-Ft", "-z", "--no-sync");
        var packed = copy(wal, "packed");
        var run = ToolRun.of(List.of("/bin/sh", "-c", "gzip " + packed + "/*")).run();
        assertThat(run.good()).isTrue();
        shop.in("shop", "select pg_create_restore_point('later')", "select pg_switch_wal()");
        archived();
        for (var archive : List.of(wal)) {
            try (var restored =
                    restore(new BaseBackup(tars, Optional.of(archive), Optional.of("later"), "shop", "postgres"))) {
                assertThat(restored.verdict()).as(restored.results().toString()).isEqualTo(BackupVerdict.GOOD);
            }
        }
        try (var restored = restore(backup(files, packed))) {
            assertThat(restored.verdict()).as(restored.results().toString()).isEqualTo(BackupVerdict.GOOD);
        }
    }

    @Test
    void namesTheNewestSegmentMissing() throws Exception {
        var less = copy(wal, "less-wal");
        try (var all = Files.list(less)) {
            var segments = all.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            // The restore point is in the newest one but for what the test beside has written.
            for (var segment : segments) {
                if (segment.getFileName().toString().compareTo(firstAfterBase()) >= 0) {
                    Files.delete(segment);
                }
            }
        }
        broken(
                backup(files, less),
                "recovery",
                "the WAL ends before the restore point: the newest segments are missing");
        var toTheEnd = new BaseBackup(files, Optional.of(less), Optional.empty(), "shop", "postgres");
        try (var restored = restore(toTheEnd)) {
            assertThat(restored.verdict()).isEqualTo(BackupVerdict.GOOD);
            assertThat(restored.results().getLast().findings())
                    .containsExactly("no restore point: only a heartbeat can tell whether the newest WAL is missing");
            assertThat(check(restored.database().orElseThrow(), baseline).findings())
                    .contains(
                            "heartbeat:beats.beat: public.beats lacks the heartbeat: what was written last is not restored");
        }
    }

    /** The segment that holds the restore point. */
    private String firstAfterBase() throws IOException {
        try (var all = Files.list(wal)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".backup"))
                    .map(name -> name.substring(0, 24))
                    .sorted()
                    .findFirst()
                    .map(name -> name.substring(0, 16) + "%08X".formatted(Long.parseLong(name.substring(16), 16) + 1))
                    .orElseThrow();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 0x5a);
        }
    }

    @Test
    void namesFlippedBytesByTheManifest() throws Exception {
        var flipped = copy(files, "flipped");
        flip(flipped.resolve(page), 8192 + 5000);
        broken(backup(flipped, wal), "files", "checksum mismatch for file \"" + page + "\"");
    }

    @Test
    void namesFlippedBytesWithoutManifestByReading() throws Exception {
        var flipped = copy(files, "flipped-page");
        Files.delete(flipped.resolve("backup_manifest"));
        flip(flipped.resolve(page), 8192 + 5000);
        try (var restored = restore(backup(flipped, wal))) {
            assertThat(restored.results().getFirst().findings())
                    .anyMatch(line -> line.startsWith("no backup_manifest"));
            assertThat(check(restored.database().orElseThrow(), baseline).findings())
                    .contains("full-read: public.orders is damaged: invalid page in block 1 of relation " + page
                            + " (XX001)");
        }
    }

    @Test
    void namesAMissingFileOfATable() throws Exception {
        var less = copy(files, "fileless");
        Files.delete(less.resolve(page));
        broken(backup(less, wal), "files", "\"" + page + "\" is present in the manifest but not on disk");
        Files.delete(less.resolve("backup_manifest"));
        try (var restored = restore(backup(less, wal))) {
            assertThat(check(restored.database().orElseThrow(), baseline).findings())
                    .anyMatch(line -> line.startsWith("full-read: public.orders cannot be read: could not open file"));
        }
    }

    @Test
    void namesAMissingTablespace() throws Exception {
        var less = copy(files, "spaceless");
        try (var links = Files.newDirectoryStream(less.resolve("pg_tblspc"))) {
            for (var link : links) {
                Files.delete(link);
                Files.createSymbolicLink(link, Path.of("/no/such/place"));
            }
        }
        broken(backup(less, wal), "files", "is missing: its link leads to nothing");
    }

    @Test
    void namesWhatIsNoBaseBackup() throws Exception {
        broken(backup(Files.createDirectory(folder.resolve("nothing")), wal), "files", "not a base backup");
        broken(backup(files, folder.resolve("no-wal")), "files", "the folder of the WAL archive is missing");
        var other = copy(files, "other-version");
        Files.writeString(other.resolve("PG_VERSION"), "9\n");
        says(
                backup(other, wal),
                BackupVerdict.UNDECIDABLE,
                "files",
                "the backup is of PostgreSQL 9; this machine has 15");
    }

    /** It would start, from a checkpoint that is later than the files. */
    @Test
    void namesAMissingLabel() throws Exception {
        var less = copy(files, "label-less");
        Files.delete(less.resolve("backup_label"));
        broken(backup(less, wal), "recovery", "backup_label is missing");
        Files.delete(less.resolve("backup_manifest"));
        broken(backup(less, wal), "recovery", "backup_label is missing: the files are of a running server");
    }

    @Test
    void namesACutManifestAndACutFile() throws Exception {
        var cut = copy(files, "cut-manifest");
        var manifest = cut.resolve("backup_manifest");
        Files.write(manifest, Arrays.copyOf(Files.readAllBytes(manifest), (int) (Files.size(manifest) / 2)));
        broken(backup(cut, wal), "files", "manifest");
        var shorter = copy(files, "cut-file");
        Files.delete(shorter.resolve("backup_manifest"));
        try (var bytes = new RandomAccessFile(shorter.resolve(page).toFile(), "rw")) {
            bytes.setLength(8192);
        }
        try (var restored = restore(backup(shorter, wal))) {
            assertThat(check(restored.database().orElseThrow(), baseline).findings())
                    .anyMatch(line -> line.startsWith("row-counts: public.orders has "));
        }
    }

    @Test
    void namesASegmentMissingInTheMiddleAndADamagedOne() throws Exception {
        var holed = copy(wal, "holed");
        Files.delete(holed.resolve(firstAfterBase()));
        broken(backup(files, holed), "recovery", "the WAL ends before");
        var packed = copy(wal, "packed-damaged");
        shell("gzip " + packed + "/0*");
        try (var bytes =
                new RandomAccessFile(packed.resolve(firstAfterBase() + ".gz").toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2);
        }
        broken(backup(files, packed), "recovery", "the WAL ends before");
    }

    private static void shell(String line) throws IOException {
        var run = ToolRun.of(List.of("/bin/sh", "-c", line)).run();
        assertThat(run.good()).as(run.errors().toString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd -q --rm", "xz", "bzip2", "lz4 -q -m --rm"})
    void recoversFromWalOfEachCompression(String program) throws Exception {
        var packed = copy(wal, "packed-" + program.split(" ", -1)[0]);
        shell(program + " " + packed + "/0*");
        try (var restored = restore(backup(files, packed))) {
            assertThat(restored.verdict()).as(restored.results().toString()).isEqualTo(BackupVerdict.GOOD);
        }
    }

    /** A server was promoted from an older point: its history does not contain this backup. */
    @Test
    void namesWalOfAnotherTimeline() throws Exception {
        var other = copy(wal, "other-timeline");
        Files.writeString(other.resolve("00000002.history"), "1\t0/1000000\tbefore this backup\n");
        other.resolve("00000002.history").toFile().setReadable(true, false);
        broken(backup(files, other), "recovery", "the WAL belongs to another timeline");
        var renamed = copy(wal, "renamed-timeline");
        shell("cd " + renamed + " && for f in 00000001*; do mv $f 00000002${f#00000001}; done");
        broken(backup(files, renamed), "recovery", "");
    }

    @Test
    void namesAMissingTransactionLog() throws Exception {
        var less = copy(files, "xact-less");
        Files.delete(less.resolve("backup_manifest"));
        Files.delete(less.resolve("pg_xact/0000"));
        broken(
                backup(less, wal),
                "recovery",
                "pg_xact/0000 is missing: the server cannot tell which transactions were committed");
    }

    /** A pipe that nobody writes, as a file on a server that does not answer: the time is over when recovery reads it. */
    @Test
    void namesAnArchiveThatDoesNotAnswer() throws Exception {
        var hung = copy(wal, "hung-wal");
        var segment = hung.resolve(firstAfterBase());
        Files.delete(segment);
        shell("mkfifo -m 666 " + segment);
        // It opens when the other end does.
        var opened = CompletableFuture.supplyAsync(
                () -> opened(segment), task -> Thread.ofPlatform().daemon().start(task));
        var limit = ToolLimit.of(Duration.ofHours(1), () -> opened.thenAccept(ignored -> {}));
        var restore = new BaseBackupRestore(shop.tools.within(limit), folder, Clock.systemUTC());
        try (var restored = restore.restore(backup(files, hung))) {
            assertThat(restored.verdict()).isEqualTo(BackupVerdict.UNDECIDABLE);
            assertThat(restored.results().getLast().findings())
                    .containsExactly("the server was not ready within 1 h and was stopped");
        }
        opened.join().close();
        nothingIsLeft();
    }

    private static OutputStream opened(Path pipe) {
        try {
            return Files.newOutputStream(pipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void namesAMissingArchiveOfATablespace() throws Exception {
        var tars = base("spaceless-tars", "-Ft", "--no-sync");
        try (var all = Files.newDirectoryStream(tars, "[0-9]*.tar")) {
            for (var tar : all) {
                Files.delete(tar);
            }
        }
        broken(backup(tars, wal), "files", ".tar: not a base backup");
    }

    @Test
    void namesADamagedControlFile() throws Exception {
        var flipped = copy(files, "control");
        Files.delete(flipped.resolve("backup_manifest"));
        flip(flipped.resolve("global/pg_control"), 100);
        broken(backup(flipped, wal), "recovery", "global/pg_control is damaged");
    }

    @Test
    void namesWalOfAnotherCluster() throws Exception {
        var foreign = copy(wal, "foreign");
        try (var segments = Files.newDirectoryStream(foreign, "0*")) {
            for (var segment : segments) {
                if (Files.size(segment) > 1_000_000) {
                    flip(segment, 24);
                }
            }
        }
        broken(backup(files, foreign), "recovery", "");
    }
}
