package io.nightshift.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps of every format, whole and damaged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DumpDamageTest {

    private static final int ORDERS = 2000;

    private Path folder;
    private Shop shop;
    private PostgresTools tools;
    private CheckBaseline baseline;
    private Path custom;
    private Path plain;

    @BeforeAll
    void open(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        this.folder = folder;
        shop = Shop.open(folder, ORDERS);
        tools = CopiedCluster.in(folder, shop.tools);
        baseline = shop.baseline();
        custom = dump("shop.dump", "-Fc");
        plain = dump("shop.sql", "-Fp");
    }

    @AfterAll
    void close() throws Exception {
        if (shop != null) {
            shop.close();
        }
    }

    private Path dump(String name, String... options) throws IOException {
        return dumpOf("shop", name, options);
    }

    private Path dumpOf(String database, String name, String... options) throws IOException {
        var file = folder.resolve(name);
        var arguments = new ArrayList<>(List.of("-f", file.toString()));
        arguments.addAll(Arrays.asList(options));
        shop.tool(database, "pg_dump", arguments.toArray(String[]::new));
        return file;
    }

    private RestoredBackup restore(DumpFile file) throws IOException {
        return restore(file, DumpExpectation.of(CheckBaseline.EMPTY));
    }

    private RestoredBackup restore(DumpFile file, DumpExpectation expectation) throws IOException {
        return new DumpRestore(tools, folder, Clock.systemUTC()).restore(file, expectation);
    }

    private Path cut(Path whole, String name, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(folder.resolve(name), Arrays.copyOf(bytes, (int) (bytes.length * share)));
    }

    private Path gzipped(Path file) throws IOException {
        var target = folder.resolve(file.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
            Files.copy(file, out);
        }
        return target;
    }

    /** Restores and performs all checks of the data. */
    private void passes(DumpFile file) throws Exception {
        try (var restored = restore(file, new DumpExpectation(CheckBaseline.EMPTY, Optional.of("shop"), false))) {
            assertThat(restored.verdict()).as(restored.results().toString()).isEqualTo(BackupVerdict.GOOD);
            assertThat(restored.results())
                    .extracting(CheckResult::check)
                    .containsExactly("backup-size", "archive", "restore");
            var report = Shop.check(restored.database().orElseThrow(), baseline);
            assertThat(report.findings()).isEmpty();
            assertThat(report.verdict()).isEqualTo(BackupVerdict.GOOD);
        }
        nothingIsLeft();
    }

    private void nothingIsLeft() throws IOException {
        try (var left = Files.newDirectoryStream(folder, "nightshift-restore-*")) {
            assertThat(left).containsExactly(shop.server.folder());
        }
    }

    private CheckResult fails(DumpFile file) throws IOException {
        return fails(file, DumpExpectation.of(CheckBaseline.EMPTY));
    }

    private CheckResult fails(DumpFile file, DumpExpectation expectation) throws IOException {
        try (var restored = restore(file, expectation)) {
            assertThat(restored.database()).isEmpty();
            assertThat(restored.results().toString()).doesNotContain("canary");
            nothingIsLeft();
            return restored.results().stream()
                    .filter(result -> result.verdict() != BackupVerdict.GOOD)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void says(CheckResult result, BackupVerdict verdict, String check, String finding) {
        assertThat(result.findings()).anyMatch(line -> line.contains(finding));
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.check()).isEqualTo(check);
    }

    private static void broken(CheckResult result, String check, String finding) {
        says(result, BackupVerdict.BROKEN, check, finding);
    }

    private static void undecidable(CheckResult result, String check, String finding) {
        says(result, BackupVerdict.UNDECIDABLE, check, finding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Fc", "-Fd", "-Ft", "-Fp"})
    void restoresEachFormat(String format) throws Exception {
        passes(DumpFile.of(dump("whole" + format, format)));
    }

    @Test
    void restoresACompressedDump() throws Exception {
        passes(DumpFile.of(gzipped(plain)));
    }

    @Test
    void restoresADumpThatCreatesItsDatabase() throws Exception {
        passes(DumpFile.of(dump("created.sql", "-Fp", "-C")));
    }

    @Test
    void restoresACompressedArchive() throws Exception {
        passes(DumpFile.of(gzipped(custom)));
    }

    @Test
    void restoresAnEncryptedDump() throws Exception {
        passes(new DumpFile(encrypted("whole.enc"), decrypting("canary-key")));
    }

    private Path encrypted(String name) throws IOException {
        var target = folder.resolve(name);
        var run = ToolRun.of(List.of(
                        "openssl",
                        "enc",
                        "-aes-256-cbc",
                        "-pbkdf2",
                        "-pass",
                        "pass:canary-key",
                        "-in",
                        custom.toString(),
                        "-out",
                        target.toString()))
                .run();
        assertThat(run.good()).isTrue();
        return target;
    }

    private static List<String> decrypting(String key) {
        return List.of("openssl", "enc", "-d", "-aes-256-cbc", "-pbkdf2", "-pass", "pass:" + key);
    }

    @Test
    void namesAWrongKey() throws Exception {
        var file = encrypted("locked.enc");
        broken(
                fails(new DumpFile(file, decrypting("canary-other"))),
                "archive",
                "locked.enc does not decrypt: wrong key");
        undecidable(fails(DumpFile.of(file)), "archive", "locked.enc is encrypted with openssl: give the command");
        undecidable(
                fails(new DumpFile(file, List.of("no-such-program"))),
                "archive",
                "no-such-program does not run on this machine");
    }

    @Test
    void namesACutCustomDump() throws Exception {
        for (double share : new double[] {0.3, 0.7, 0.99}) {
            broken(fails(DumpFile.of(cut(custom, "cut.dump", share))), "archive", "cut.dump cannot be read to its end");
        }
    }

    @Test
    void namesACutFileOfADirectoryDump() throws Exception {
        var files = dump("cut-directory", "-Fd");
        var largest = largest(files);
        Files.write(largest, Arrays.copyOf(Files.readAllBytes(largest), (int) (Files.size(largest) / 2)));
        broken(fails(DumpFile.of(files)), "archive", "cut-directory cannot be read to its end");
    }

    @Test
    void namesACutUncompressedFileOfADirectoryDump() throws Exception {
        var files = dump("cut-flat", "-Fd", "-Z0");
        var largest = largest(files);
        Files.write(largest, Arrays.copyOf(Files.readAllBytes(largest), (int) (Files.size(largest) / 2)));
        broken(fails(DumpFile.of(files)), "archive", "cut-flat is cut");
    }

    @Test
    void namesAMissingFileOfADirectoryDump() throws Exception {
        var files = dump("less", "-Fd");
        Files.delete(largest(files));
        broken(fails(DumpFile.of(files)), "archive", "less cannot be read to its end: could not open input file");
        Files.delete(files.resolve("toc.dat"));
        broken(fails(DumpFile.of(files)), "archive", "less is a folder without toc.dat");
    }

    private static Path largest(Path files) throws IOException {
        try (var all = Files.list(files)) {
            return all.filter(file -> file.toString().contains(".dat") && !file.endsWith("toc.dat"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    @Test
    void namesAValidGzipOfACutPlainDump() throws Exception {
        broken(
                fails(DumpFile.of(gzipped(cut(plain, "cut.sql", 0.5)))),
                "archive",
                "cut.sql.gz is cut: the line with which each dump ends is missing");
        broken(fails(DumpFile.of(cut(plain, "almost.sql", 0.998))), "archive", "almost.sql is cut");
    }

    @Test
    void namesACutGzip() throws Exception {
        broken(
                fails(DumpFile.of(cut(gzipped(plain), "half.gz", 0.5))),
                "archive",
                "half.gz does not decompress: cut or damaged gzip");
    }

    @Test
    void namesFlippedBytes() throws Exception {
        byte[] bytes = Files.readAllBytes(custom);
        for (int i = 0; i < 8; i++) {
            bytes[bytes.length / 2 + i] ^= 0x55;
        }
        broken(
                fails(DumpFile.of(Files.write(folder.resolve("flipped.dump"), bytes))),
                "archive",
                "flipped.dump cannot be read to its end");
    }

    @Test
    void namesAnEmptyDumpThatRestores() throws Exception {
        shop.in("postgres", "create database void template template0");
        var empty = DumpFile.of(dumpOf("void", "void.dump", "-Fc"));
        broken(fails(empty), "archive", "the dump holds no table");
        try (var restored = restore(empty, new DumpExpectation(CheckBaseline.EMPTY, Optional.empty(), true))) {
            assertThat(restored.verdict()).isEqualTo(BackupVerdict.GOOD);
        }
    }

    @Test
    void namesADumpWithoutRows() throws Exception {
        try (var restored = restore(DumpFile.of(dump("rowless.dump", "-Fc", "--schema-only")))) {
            assertThat(restored.verdict()).isEqualTo(BackupVerdict.GOOD);
            var report = Shop.check(restored.database().orElseThrow(), baseline);
            assertThat(report.findings())
                    .contains("row-counts: public.orders is empty; declare that it may be, if that is right");
        }
    }

    @Test
    void namesWhatIsNoDump() throws Exception {
        broken(fails(DumpFile.of(folder.resolve("gone.dump"))), "archive", "gone.dump is missing");
        broken(fails(DumpFile.of(Files.createFile(folder.resolve("null.sql")))), "archive", "null.sql is empty");
        broken(
                fails(DumpFile.of(gzipped(Files.createFile(folder.resolve("twenty"))))),
                "archive",
                "twenty.gz is empty");
        broken(
                fails(DumpFile.of(Files.writeString(folder.resolve("page.sql"), "<html>Access Denied</html>"))),
                "archive",
                "page.sql is cut");
        broken(
                fails(DumpFile.of(Files.write(folder.resolve("noise"), new byte[] {1, 2, 3, 4}))),
                "archive",
                "noise is not a dump");
    }

    @Test
    void suspectsADumpOfLessThanHalfOfItsForerunners() throws Exception {
        var history = CheckBaseline.EMPTY;
        long usual = Files.size(custom) * 3;
        for (int i : IntStream.range(0, 5).toArray()) {
            history = history.after(List.of(CheckResult.good("backup-size").counting(Map.of("bytes", usual + i))));
        }
        broken(
                fails(DumpFile.of(custom), DumpExpectation.of(history)),
                "backup-size",
                "its 5 forerunners had " + (usual + 2) + ": it cannot hold the same");
    }

    @Test
    void anExtensionThatIsMissingHereIsNotDecidable() throws Exception {
        var text = Files.readString(plain).replace("CREATE EXTENSION IF NOT EXISTS hstore", """
                CREATE EXTENSION IF NOT EXISTS pg_cron WITH SCHEMA pg_catalog;
                CREATE EXTENSION IF NOT EXISTS hstore""");
        undecidable(
                fails(DumpFile.of(Files.writeString(folder.resolve("cron.sql"), text))),
                "restore",
                "extension pg_cron is not available on this machine");
    }

    @Test
    void aDumpOfANewerServerIsNotDecidable() throws Exception {
        var text = Files.readString(plain)
                .replace("-- Dumped from database version 15", "-- Dumped from database version 21");
        undecidable(
                fails(DumpFile.of(Files.writeString(folder.resolve("newer.sql"), text))),
                "archive",
                "the dump is of PostgreSQL 21; this machine has 15: install postgresql-21");
        byte[] archive = Files.readAllBytes(custom);
        archive["PGDMP".length() + 1] = 99;
        undecidable(
                fails(DumpFile.of(Files.write(folder.resolve("newer.dump"), archive))),
                "archive",
                "unsupported version (1.99");
    }

    @Test
    void aLocaleThatIsMissingHereIsNotDecidable() throws Exception {
        var text = Files.readString(dump("locale.sql", "-C")).replace("LOCALE = 'C'", "LOCALE = 'xx_XX.UTF-8'");
        undecidable(
                fails(DumpFile.of(Files.writeString(folder.resolve("locale.sql"), text))),
                "restore",
                "invalid locale name");
    }

    @Test
    void namesAnErrorWhileItIsRestoredAndNoValue() throws Exception {
        var text = Files.readString(plain).replaceFirst("(?m)^1\t1\t[a-z]+\t", "canary-x\t1\topen\t");
        broken(
                fails(DumpFile.of(Files.writeString(folder.resolve("odd.sql"), text))),
                "restore",
                "invalid input syntax for type integer");
    }

    @Test
    void takesTheSchemaPublicForHarmless() throws Exception {
        var text = Files.readString(plain)
                .replaceFirst("CREATE SCHEMA billing;", "CREATE SCHEMA public;\n\nCREATE SCHEMA billing;");
        try (var restored = restore(DumpFile.of(Files.writeString(folder.resolve("public.sql"), text)))) {
            assertThat(restored.verdict()).as(restored.results().toString()).isEqualTo(BackupVerdict.GOOD);
        }
    }

    @Test
    void makesTablespacesOfItsOwn() throws Exception {
        var place = shop.server.tablespace("fast");
        shop.in("postgres", "create tablespace fast location '" + place + "'");
        var copy = shop.clone("spaced");
        shop.in(copy, "alter table orders set tablespace fast");
        for (var format : List.of("-Fc", "-Fp")) {
            try (var restored = restore(DumpFile.of(dumpOf(copy, "spaced" + format, format)))) {
                assertThat(restored.verdict()).as(restored.results().toString()).isEqualTo(BackupVerdict.GOOD);
            }
        }
    }

    /** A dump of all: roles with passwords, databases that it connects to. */
    @Test
    void restoresADumpOfAWholeCluster() throws Exception {
        var file = folder.resolve("all.sql");
        shop.tool(
                "postgres",
                "pg_dumpall",
                "-f",
                file.toString(),
                "--exclude-database=d*",
                "--exclude-database=s*d*",
                "--exclude-database=v*",
                "--exclude-database=o*");
        // The source is one of our servers: no other has our superuser.
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("(?m)^(?:CREATE|ALTER) ROLE " + TemporaryServer.USER + "[ ;].*$", ""));
        try (var restored =
                restore(DumpFile.of(file), new DumpExpectation(CheckBaseline.EMPTY, Optional.of("shop"), false))) {
            assertThat(restored.verdict()).as(restored.results().toString()).isEqualTo(BackupVerdict.GOOD);
            assertThat(Shop.check(restored.database().orElseThrow(), baseline).findings())
                    .isEmpty();
        }
    }

    @Test
    void namesASwappedDump() throws Exception {
        shop.clone("swapped");
        broken(
                fails(
                        DumpFile.of(dumpOf("swapped", "swapped.dump", "-Fc")),
                        new DumpExpectation(CheckBaseline.EMPTY, Optional.of("shop"), false)),
                "archive",
                "the dump is of database swapped; shop is expected");
    }

    @Test
    void namesAnOlderSchema() throws Exception {
        var copy = shop.clone("old");
        shop.in(copy, "alter table orders drop column note");
        try (var restored = restore(DumpFile.of(dumpOf(copy, "old.dump", "-Fc")))) {
            assertThat(Shop.check(restored.database().orElseThrow(), baseline).findings())
                    .contains(
                            "schema: column public.orders.note is missing",
                            "schema: index public.orders_by_note is missing",
                            "identity: the database is old; it was shop: is this the backup of another database?");
        }
    }

    @Test
    void rolesOfTheArchiveCannotLogIn() throws Exception {
        try (var restored = restore(DumpFile.of(custom))) {
            var address = restored.database().orElseThrow();
            var login = new PostgresAddress(
                    address.host(), address.port(), "shop", "shop_app", "canary-login", Optional.empty());
            var report = Shop.check(login, baseline, List.of(new BackupCheck.Connects()));
            assertThat(report.verdict()).isEqualTo(BackupVerdict.BROKEN);
            assertThat(address.toString()).doesNotContain(address.password());
        }
    }
}
