package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.local.demo.BackupDemo;
import io.nightshift.local.demo.BackupDemo.Verified;
import io.nightshift.sandbox.wire.FolderRemoval;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** The output of {@code demo backup}: a good dump, and a damaged twin that a plain restore takes for good. */
record BackupDemoOutput(Terminal terminal, boolean json) {

    int play() {
        try {
            var folder = Files.createTempDirectory("nightshift-demo");
            try {
                return play(folder);
            } finally {
                FolderRemoval.remove(folder);
            }
        } catch (IOException | SQLException e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE,
                    "the demo could not be shown: " + e.getClass().getSimpleName() + ": "
                            + TerminalText.safe(String.valueOf(e.getMessage())));
        }
    }

    private int play(Path folder) throws IOException, SQLException {
        say(terminal.colours().bold("A real PostgreSQL with a small shop, its dump, and a damaged twin of the dump"));
        try (var demo = new BackupDemo(folder, this::line)) {
            say("the dump of tonight: restored, checked, removed");
            var good = demo.verifyGood();
            end(good);
            say("the next one: a valid archive that restores without an error, with half of the orders missing");
            var damaged = demo.verifyDamaged();
            end(damaged);
            say("what is left of both restores: " + demo.left());
            if (json) {
                terminal.print(Json.obj()
                        .with("good", good.toJson())
                        .with("damaged", damaged.toJson())
                        .with("left", demo.left()));
            }
            return good.good() && !damaged.good() && demo.left() == 0 ? ExitCode.OK : ExitCode.NO;
        }
    }

    private void end(Verified verified) {
        say(verified.reason());
        say("");
    }

    private void line(String line) {
        say("  " + TerminalText.safe(line));
    }

    private void say(String line) {
        if (!json) {
            terminal.print(line);
        }
    }
}
