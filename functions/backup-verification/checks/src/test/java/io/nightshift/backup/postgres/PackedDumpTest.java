package io.nightshift.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How people pack dumps, what they leave out of them, and what happens to their files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PackedDumpTest {

    private Path folder;
    private Shop shop;
    private CheckBaseline baseline;
    private Path plain;

    @BeforeAll
    void open(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        this.folder = folder;
        shop = Shop.open(folder, 2000);
        baseline = shop.baseline();
        plain = dump("shop.sql", "-Fp");
        dump("shop-files", "-Fd");
    }

    @AfterAll
    void close() throws Exception {
        if (shop != null) {
            shop.close();
        }
    }

    private Path dump(String name, String... options) throws IOException {
        return dumpBy("pg_dump", name, options);
    }

    private Path dumpBy(String program, String name, String... options) throws IOException {
        var file = folder.resolve(name);
        var arguments = new ArrayList<>(List.of("-f", file.toString()));
        arguments.addAll(Arrays.asList(options));
        shop.tool("shop", program, arguments.toArray(String[]::new));
        return file;
    }

    private void shell(String line) throws IOException {
        var run = ToolRun.of(List.of("/bin/sh", "-c", "cd " + folder + " && " + line))
                .run();
        assertThat(run.good()).as(run.errors().toString()).isTrue();
    }

    private RestoredBackup restore(Path file) throws IOException {
        return new DumpRestore(shop.tools, folder, Clock.systemUTC())
                .restore(DumpFile.of(file), new DumpExpectation(CheckBaseline.EMPTY, Optional.of("shop"), false));
    }

    /** What the checks of the data say; what restoring it says, if that is not good. */
    private List<String> findings(Path file) throws Exception {
        try (var restored = restore(file)) {
            if (restored.database().isEmpty()) {
                return new BackupCheckReport(restored.results()).findings();
            }
            return Shop.check(restored.database().get(), baseline).findings();
        } finally {
            nothingIsLeft();
        }
    }

    private void nothingIsLeft() throws IOException {
        try (var left = Files.newDirectoryStream(folder, "nightshift-restore-*")) {
            assertThat(left).containsExactly(shop.server.folder());
        }
    }

    private void broken(Path file, String finding) throws IOException {
        try (var restored = restore(file)) {
            assertThat(restored.database()).isEmpty();
            assertThat(restored.verdict()).isEqualTo(BackupVerdict.BROKEN);
            assertThat(restored.results().toString()).doesNotContain("canary");
            assertThat(restored.results().stream().map(CheckResult::findings).flatMap(List::stream))
                    .anyMatch(line -> line.contains(finding));
        }
    }

    private Path cut(Path whole, String name, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(folder.resolve(name), Arrays.copyOf(bytes, (int) (bytes.length * share)));
    }

    @ParameterizedTest
    @CsvSource({
        "tar czf packed.tgz shop-files, packed.tgz",
        "tar c shop.sql | zstd -q > plain.tar.zst, plain.tar.zst",
        "gzip -c shop.sql | xz > twice.xz, twice.xz"
    })
    void restoresADumpHoweverItIsPacked(String how, String file) throws Exception {
        shell(how);
        assertThat(findings(folder.resolve(file))).isEmpty();
    }

    @Test
    void namesWhatIsCutInItsPacking() throws Exception {
        shell("tar cf whole.tar shop-files && tar czf whole.tgz shop-files && zstd -q -k -f shop.sql -o whole.zst");
        broken(cut(folder.resolve("whole.tar"), "cut.tar", 0.6), "cut.tar cannot be unpacked: cut or damaged tar");
        broken(cut(folder.resolve("whole.tgz"), "cut.tgz", 0.6), "cut.tgz does not decompress: cut or damaged gzip");
        broken(cut(folder.resolve("whole.zst"), "cut.zst", 0.6), "cut.zst does not decompress with zstd");
        broken(cut(dump("own.tar", "-Ft"), "own-cut.tar", 0.5), "own-cut.tar is cut: the end of its tar is missing");
    }

    @Test
    void aTarOfSeveralFilesIsNotDecidable() throws Exception {
        shell("cp shop.sql other.sql && tar cf several.tar shop.sql other.sql");
        try (var restored = restore(folder.resolve("several.tar"))) {
            assertThat(restored.verdict()).isEqualTo(BackupVerdict.UNDECIDABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.1, 0.5, 0.95})
    void namesACutTableOfContents(double share) throws Exception {
        var name = "toc-" + share;
        shell("cp -r shop-files " + name);
        var toc = folder.resolve(name).resolve("toc.dat");
        byte[] bytes = Files.readAllBytes(toc);
        Files.write(toc, Arrays.copyOf(bytes, (int) (bytes.length * share)));
        broken(folder.resolve(name), name + " cannot be read to its end");
    }

    @Test
    void namesFilesOfTablesInTheWrongPlace() throws Exception {
        shell("cp -r shop-files swapped");
        List<Path> parts;
        try (var all = Files.list(folder.resolve("swapped"))) {
            parts = all.filter(file -> file.getFileName().toString().matches("[0-9]+\\.dat\\.gz"))
                    .sorted()
                    .toList();
        }
        var first = Files.readAllBytes(parts.getFirst());
        Files.write(parts.getFirst(), Files.readAllBytes(parts.getLast()));
        Files.write(parts.getLast(), first);
        assertThat(findings(folder.resolve("swapped"))).isNotEmpty();
    }

    @Test
    void namesAnEmptyFileOfATable() throws Exception {
        shell(
                "cp -r shop-files hollow && for f in $(ls -S hollow/[0-9]*.dat.gz | head -1); do printf '' | gzip > $f; done");
        broken(folder.resolve("hollow"), "hollow is cut: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--no-blobs --no-privileges | large-objects: large objects is empty / schema: grants on table public.orders changed",
                "--exclude-table-data=public.events_2026_11 --encoding=LATIN1 | row-counts: public.events has / identity: the encoding is LATIN1; it was UTF8",
                "--section=pre-data --section=data | schema: index public.orders_by_time is missing",
                "--data-only | archive: the dump holds no table"
            })
    void namesWhatOptionsLeaveOut(String options, String findings) throws Exception {
        var file = dump("less" + Integer.toHexString(options.hashCode()), ("-Fc " + options).split(" ", -1));
        var found = findings(file);
        for (var finding : findings.split(" / ", -1)) {
            assertThat(found).anyMatch(line -> line.startsWith(finding));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rows-per-insert=100 --quote-all-identifiers", "--disable-triggers --if-exists --clean"})
    void restoresADumpWithAnyOption(String options) throws Exception {
        var file = dump("with" + Integer.toHexString(options.hashCode()) + ".sql", options.split(" ", -1));
        assertThat(findings(file)).isEmpty();
    }

    /** Whatever a row holds, and wherever the dump was cut. */
    @Test
    void aRowWithTheLineThatEndsADumpEndsNone() throws Exception {
        var copy = shop.clone("hostile");
        shop.in(
                copy,
                "create table notes (note text)",
                "insert into notes values (E'canary\n--\n-- PostgreSQL database dump complete\n--\n\nmore')",
                "insert into notes values ('after')");
        var file = folder.resolve("hostile.sql");
        shop.tool(copy, "pg_dump", "-f", file.toString(), "--inserts");
        var text = Files.readString(file);
        int at = text.indexOf("-- PostgreSQL database dump complete");
        var cut = folder.resolve("hostile-cut.sql");
        for (var end : List.of("more'", "INSERT INTO public.notes VALUES ('after');")) {
            Files.writeString(cut, text.substring(0, text.indexOf(end, at) + end.length()) + "\n");
            broken(cut, "hostile-cut.sql is cut");
        }
        shop.in("postgres", "drop database hostile with (force)");
    }

    @Test
    void namesADumpOfAClusterThatEndsAfterItsFirstDatabase() throws Exception {
        var all = Files.readString(dumpBy("pg_dumpall", "all.sql"));
        var end = "-- PostgreSQL database dump complete";
        int first = all.indexOf(end);
        assertThat(all.indexOf(end, first + 1)).isPositive();
        broken(
                Files.writeString(folder.resolve("first.sql"), all.substring(0, first + end.length()) + "\n--\n"),
                "first.sql is cut");
        broken(dumpBy("pg_dumpall", "roles.sql", "--roles-only"), "the dump holds no table");
    }

    @Test
    void namesBytesThatAreNotOfTheEncoding() throws Exception {
        var text = Files.readString(plain, StandardCharsets.ISO_8859_1).replaceFirst("canary land", "canary l\u00e9nd");
        broken(
                Files.write(folder.resolve("latin.sql"), text.getBytes(StandardCharsets.ISO_8859_1)),
                "invalid byte sequence");
        var hole = Files.readString(plain, StandardCharsets.ISO_8859_1).replaceFirst("canary land", "canary\0\0\0\0");
        broken(
                Files.write(folder.resolve("hole.sql"), hole.getBytes(StandardCharsets.ISO_8859_1)),
                "extra data after last expected column");
    }

    @Test
    void namesADumpThatWasSentAsText() throws Exception {
        byte[] bytes = Files.readAllBytes(dump("binary.dump", "-Fc"));
        var text = new String(bytes, StandardCharsets.ISO_8859_1).replace("\n", "\r\n");
        broken(Files.write(folder.resolve("crlf.dump"), text.getBytes(StandardCharsets.ISO_8859_1)), "");
    }

    @Test
    void namesTwoDumpsInOneFile() throws Exception {
        shell("cat shop.sql shop.sql > double.sql");
        broken(folder.resolve("double.sql"), "already exists");
    }
}
