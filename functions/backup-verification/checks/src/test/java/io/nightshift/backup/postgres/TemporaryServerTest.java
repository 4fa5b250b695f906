package io.nightshift.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryServerTest {

    /** Another JVM that starts a server and waits: {@code kill -9} ends it. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws IOException, NotRestored {
            TemporaryServer.empty(PostgresTools.find().orElseThrow(), Path.of(arguments[0]));
            System.out.println("started");
            int ignored = System.in.read();
        }
    }

    @Test
    void isGoneWhenItsProcessIsKilled(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        Shop.tools();
        folder.toFile().setExecutable(true, false);
        var victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(victim.inputReader().readLine()).isEqualTo("started");
        var guards = victim.descendants().toList();
        assertThat(children(folder)).hasSize(1);
        victim.destroyForcibly();
        guards.forEach(guard -> guard.onExit().join());
        assertThat(children(folder)).isEmpty();
    }

    @Test
    void removesWhatACrashOfTheMachineLeftBehindAndNothingElse(@TempDir(factory = MemoryFolder.class) Path folder)
            throws Exception {
        var dead = Files.createDirectory(folder.resolve("nightshift-restore-1"));
        Files.writeString(dead.resolve("nightshift.pid"), "999999999");
        var foreign = Files.createDirectory(folder.resolve("nightshift-restore-2"));
        var alive = Files.createDirectory(folder.resolve("nightshift-restore-3"));
        Files.writeString(
                alive.resolve("nightshift.pid"),
                Long.toString(ProcessHandle.current().pid()));
        var outside = Files.writeString(folder.resolve("outside"), "kept");
        Files.createSymbolicLink(dead.resolve("link"), outside);
        try (var fresh = TemporaryFolder.in(folder)) {
            assertThat(children(folder)).containsExactlyInAnyOrder(foreign, alive, outside, fresh.path());
        }
        assertThat(children(folder)).containsExactlyInAnyOrder(foreign, alive, outside);
        assertThat(outside).hasContent("kept");
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void saysWhichToolIsMissing(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        assertThat(PostgresTools.in(folder)).isEmpty();
        var tools = new PostgresTools(folder, 15);
        var dump = Files.write(folder.resolve("a.dump"), "PGDMP".getBytes(StandardCharsets.US_ASCII));
        try (var restored = new DumpRestore(tools, folder, Clock.systemUTC())
                .restore(DumpFile.of(dump), DumpExpectation.of(CheckBaseline.EMPTY))) {
            assertThat(restored.results().getLast().findings())
                    .containsExactly("pg_restore is not in " + folder + "; install postgresql-15");
            assertThat(restored.verdict()).isEqualTo(BackupVerdict.UNDECIDABLE);
        }
    }

    @Test
    void aServerThatDoesNotStartHereSaysNothingAboutTheBackup(@TempDir(factory = MemoryFolder.class) Path folder)
            throws Exception {
        var tools = Shop.tools();
        var far = Files.createDirectories(
                folder.resolve("a-folder-with-a-name-that-nobody-would-choose-but-somebody-has"));
        folder.toFile().setExecutable(true, false);
        far.toFile().setExecutable(true, false);
        var dump = Files.writeString(
                folder.resolve("a.sql"), "create table a (b int);\n-- PostgreSQL database dump complete\n");
        try (var restored = new DumpRestore(tools, far, Clock.systemUTC())
                .restore(DumpFile.of(dump), new DumpExpectation(CheckBaseline.EMPTY, Optional.empty(), true))) {
            assertThat(restored.results().getLast().findings())
                    .singleElement()
                    .asString()
                    .contains("is too long for the server's socket: name a shorter restore.folder");
            assertThat(restored.verdict()).isEqualTo(BackupVerdict.UNDECIDABLE);
        }
    }
}
