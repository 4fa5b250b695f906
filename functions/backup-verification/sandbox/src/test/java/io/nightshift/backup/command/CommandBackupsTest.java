package io.nightshift.backup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.backup.postgres.ToolLimit;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.sandbox.BackupSandbox;
import io.nightshift.backup.sandbox.BackupSourceSuite;
import io.nightshift.backup.sandbox.SourceUnderTest;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.wire.HungTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the documentation keeps the contract. */
class CommandBackupsTest extends BackupSourceSuite {

    private static final Path PROGRAM =
            Path.of(System.getProperty("nightshift.root"), "docs", "examples", "backup-program");

    @TempDir
    Path folder;

    private final CommandBackups source = new CommandBackups(CommandBackups.LIMIT);

    @BeforeEach
    void twoBackups() throws IOException {
        backup("monday", "2026-11-29T00:00:00Z");
        backup("tuesday", "2026-11-30T00:00:00Z");
    }

    private void backup(String name, String time) throws IOException {
        var backup = Files.createDirectories(folder.resolve("backups").resolve(name));
        Files.writeString(backup.resolve("one"), "1");
        Files.writeString(backup.resolve("two"), "22");
        Files.setLastModifiedTime(backup, FileTime.from(Instant.parse(time)));
    }

    private static ProtectedDatabase database(String... program) {
        return new ProtectedDatabase(
                "files",
                new Resource(Origin.NOWHERE, BackupKinds.COMMAND, "files; touch $(canary)"),
                Json.obj().with("kind", "command").with("program", Json.strings(List.of(program))),
                Json.obj());
    }

    @Override
    protected SourceUnderTest subject() {
        return new SourceUnderTest() {
            @Override
            public BackupSource source() {
                return source;
            }

            @Override
            public ProtectedDatabase database() {
                return CommandBackupsTest.database(PROGRAM.toString(), folder.toString());
            }

            @Override
            public void pass() {}

            @Override
            public void stranger(String name, Map<String, String> tags) {
                try {
                    Files.createDirectories(folder.resolve("restores").resolve(name));
                    if (tags.containsKey(RestoreOrder.RUN_TAG)) {
                        Files.writeString(
                                folder.resolve("restores").resolve(name + ".run"), tags.get(RestoreOrder.RUN_TAG));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void removeStranger(String name) {
                try {
                    Files.delete(folder.resolve("restores").resolve(name));
                    Files.deleteIfExists(folder.resolve("restores").resolve(name + ".run"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static RestoreOrder order(String backup) {
        return RestoreOrder.of(new RunId("backup-0a1b2c3d4e5f"), backup, Instant.parse("2036-01-01T00:00:00Z"));
    }

    @Test
    void countsWhatTheProgramRestored() throws CallFailed {
        var order = order("monday");
        var database = subject().database();
        source.restore(database, order);
        var access = source.login(database, order, RestorePassword.of(BackupSandbox.seed(), order.run()));
        assertThat(((RestoreAccess.Counted) access).counts()).containsEntry("files", 2L);
        source.remove(database, order);
    }

    private static void fails(String message, String... program) {
        assertThatThrownBy(() -> new CommandBackups(CommandBackups.LIMIT).find(database(program)))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("canary");
    }

    @Test
    void saysWhatIsWrongWithAProgramAndRepeatsNothingOfIt() {
        fails("the program of backups.files does not run here", "/no/such/program");
        fails("called with find, ended with 3", "/bin/sh", "-c", "echo canary >&2; exit 3");
        fails("called with find, printed no JSON object", "/bin/sh", "-c", "echo canary");
        fails("printed for find: ", "/bin/sh", "-c", "echo '{\"backups\": [{\"id\": 3}]}'");
    }

    /** Its time is over as soon as it hangs: nobody waits for a clock. */
    @Test
    void aProgramThatHangsIsKilledWithItsChildren() throws Exception {
        try (var hung = HungTool.in(folder, "program")) {
            var limit = ToolLimit.of(Duration.ofHours(1), hung::hanging);
            assertThatThrownBy(() ->
                            new CommandBackups(limit).find(database(hung.path().toString())))
                    .isInstanceOf(CallFailed.class)
                    .hasMessageContaining(
                            "the program of backups.files, called with find, did not end within 1 h and was killed");
            hung.awaitEnd();
        }
    }

    /** The words of the policy are passed on as they are, and fields never become words. */
    @Test
    void noShellReadsAField() throws CallFailed {
        assertThat(
                        source.find(
                                database(
                                        "/bin/sh",
                                        "-c",
                                        "printf '{\"backups\": [{\"id\": \"%s\", \"takenAt\": \"2026-11-30T00:00:00Z\"}]}' \"$NIGHTSHIFT_NAME\"")))
                .singleElement()
                .satisfies(backup -> assertThat(backup.id()).isEqualTo("files; touch $(canary)"));
    }
}
