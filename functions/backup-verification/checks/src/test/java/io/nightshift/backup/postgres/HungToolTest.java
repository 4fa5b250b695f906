package io.nightshift.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.sandbox.wire.HungTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool of PostgreSQL that hangs is killed with its children, and the verdict names it. Its time is over as soon as it hangs. */
final class HungToolTest {

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @BeforeEach
    void open() {
        folder.toFile().setExecutable(true, false);
    }

    /** The tools of this machine, but for one. */
    private PostgresTools with(HungTool hung) throws IOException {
        var real = Shop.tools();
        var programs = Files.createDirectory(folder.resolve("programs"));
        Files.setPosixFilePermissions(programs, Files.getPosixFilePermissions(real.folder()));
        try (var all = Files.list(real.folder())) {
            for (var program : all.toList()) {
                boolean hangs = program.getFileName().equals(hung.path().getFileName());
                Files.createSymbolicLink(programs.resolve(program.getFileName()), hangs ? hung.path() : program);
            }
        }
        return new PostgresTools(programs, real.major(), ToolLimit.of(Duration.ofHours(1), hung::hanging));
    }

    private void hangs(String program, String check, byte[] dump) throws IOException {
        try (var hung = HungTool.in(folder, program)) {
            var restores = Files.createDirectory(folder.resolve("r"));
            restores.toFile().setExecutable(true, false);
            var file = Files.write(folder.resolve("dump"), dump);
            try (var restored = new DumpRestore(with(hung), restores, Clock.systemUTC())
                    .restore(DumpFile.of(file), new DumpExpectation(CheckBaseline.EMPTY, Optional.empty(), true))) {
                assertThat(restored.verdict()).isEqualTo(BackupVerdict.UNDECIDABLE);
                assertThat(restored.results().getLast().check()).isEqualTo(check);
                assertThat(restored.results().getLast().findings())
                        .containsExactly(program + " did not end within 1 h and was killed");
            }
            hung.awaitEnd();
            assertThat(restores).isEmptyDirectory();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void namesAHungPgRestore() throws IOException {
        hangs("pg_restore", "archive", ascii("PGDMP"));
    }

    private static final String SQL = "create table a (b int);\n-- PostgreSQL database dump complete\n";

    @Test
    void namesAHungInitdb() throws IOException {
        hangs("initdb", "restore", ascii(SQL));
    }

    @Test
    void namesAHungPsql() throws IOException {
        hangs("psql", "restore", ascii(SQL));
    }
}
