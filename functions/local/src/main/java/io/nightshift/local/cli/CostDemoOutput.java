package io.nightshift.local.cli;

import io.nightshift.core.act.Message;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.local.demo.CostDemo;
import io.nightshift.sandbox.wire.FolderRemoval;
import io.nightshift.story.RunStory;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The output of {@code demo cost}: a month with a leak in it, found, explained, told once. */
record CostDemoOutput(Terminal terminal, boolean json) {

    int play() {
        try {
            var folder = Files.createTempDirectory("nightshift-demo");
            try {
                return play(folder);
            } finally {
                FolderRemoval.remove(folder);
            }
        } catch (IOException e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE,
                    "the demo could not be shown: " + TerminalText.safe(String.valueOf(e.getMessage())));
        }
    }

    private int play(Path folder) {
        say(terminal.colours()
                .bold("October 2026 of a small account, on virtual time: each morning an export comes and is read"));
        say("on " + CostDemo.LEAK + " somebody starts a large machine and forgets it for eight days");
        say("");
        var told = new ArrayList<Json>();
        var titles = new ArrayList<String>();
        var demo = new CostDemo(folder, (day, message) -> {
            told.add(Json.obj()
                    .with("day", day.toString())
                    .with("channel", message.channel())
                    .with("title", message.title())
                    .with("lines", Json.strings(message.lines())));
            titles.add(message.title());
            show(day, message);
        });
        demo.play();
        var runs = demo.anomalies();
        boolean whole = runs.stream()
                .allMatch(run -> Audit.verify(demo.ledger(), run.id()).whole());
        if (json) {
            terminal.print(Json.obj()
                    .with("told", Json.arr(told))
                    .with(
                            "anomalies",
                            Json.arr(runs.stream().map(RunStory::summary).toList()))
                    .with("chainsWhole", whole));
        }
        say("%d message%s, %d anomaly, every ledger chain %s"
                .formatted(titles.size(), titles.size() == 1 ? "" : "s", runs.size(), whole ? "verified" : "BROKEN"));
        return whole && runs.size() == 1 && opened(titles) == 1 ? ExitCode.OK : ExitCode.NO;
    }

    private static long opened(List<String> titles) {
        return titles.stream().filter(title -> title.startsWith("Cost anomaly")).count();
    }

    private void show(LocalDate day, Message message) {
        say(day + "  ✉ to " + message.channel() + ": " + terminal.colours().bold(TerminalText.safe(message.title())));
        message.lines().forEach(line -> say("              " + TerminalText.safe(line)));
        say("");
    }

    private void say(String line) {
        if (!json) {
            terminal.print(line);
        }
    }
}
