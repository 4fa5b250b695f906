package io.nightshift.local.cli;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.local.demo.RotationDemo;
import io.nightshift.local.demo.RotationDemo.Rotated;
import io.nightshift.sandbox.wire.FolderRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;

/** The output of {@code demo rotation}: what 50 clients experience while the password of their database changes. */
record RotationDemoOutput(Terminal terminal, boolean json) {

    private static final int SINGLE = 2;
    private static final int ALTERNATING = 5;

    int play() {
        try {
            var folder = Files.createTempDirectory("nightshift-demo");
            try {
                return play(folder);
            } finally {
                FolderRemoval.remove(folder);
            }
        } catch (IOException | SQLException | CallFailed e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE,
                    "the demo could not be shown: " + e.getClass().getSimpleName());
        }
    }

    private int play(Path folder) throws IOException, SQLException, CallFailed {
        say(terminal.colours().bold("A real PostgreSQL, 50 clients that log in without pause, and rotations"));
        try (var demo = new RotationDemo(folder)) {
            say("before: one user with one password, as most rotations do it");
            var single = demo.rotate("single", SINGLE);
            print(single);
            say("after: two users in turns; the old one ends when nobody uses it");
            var alternating = demo.rotate("alternating", ALTERNATING);
            print(alternating);
            return end(single, alternating);
        }
    }

    private int end(Rotated single, Rotated alternating) {
        if (json) {
            var all = new ArrayList<Json>();
            all.add(toJson(single));
            all.add(toJson(alternating));
            terminal.print(Json.obj().with("demos", Json.arr(all)));
        }
        var counts = alternating.counts();
        say("");
        say("failed logins: %d of %d".formatted(counts.failed(), counts.logins()));
        say("longest window: %d ms".formatted(counts.longestWindow().toMillis()));
        say("rotations: %d, and every old login is refused".formatted(alternating.rotations()));
        boolean good = counts.failed() == 0 && alternating.rotations() == ALTERNATING && single.rotations() == SINGLE;
        return good ? ExitCode.OK : ExitCode.NO;
    }

    private static Json.Obj toJson(Rotated rotated) {
        return Json.obj()
                .with("strategy", rotated.strategy())
                .with("rotations", rotated.rotations())
                .with("logins", rotated.counts().logins())
                .with("failed", rotated.counts().failed())
                .with("windowMillis", rotated.counts().longestWindow().toMillis());
    }

    private void print(Rotated rotated) {
        var counts = rotated.counts();
        say("  %s: %d rotations, %d logins, %d failed, longest window %d ms"
                .formatted(
                        rotated.strategy(),
                        rotated.rotations(),
                        counts.logins(),
                        counts.failed(),
                        counts.longestWindow().toMillis()));
    }

    private void say(String line) {
        if (!json) {
            terminal.print(line);
        }
    }
}
