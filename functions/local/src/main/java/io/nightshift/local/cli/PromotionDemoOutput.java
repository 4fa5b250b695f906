package io.nightshift.local.cli;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Message;
import io.nightshift.demo.DemoReport;
import io.nightshift.demo.ShopDemo;
import io.nightshift.demo.TrafficSecond;
import io.nightshift.demo.VersionResult;
import io.nightshift.local.demo.LocalShopHost;
import io.nightshift.local.story.TextTable;
import io.nightshift.sandbox.wire.FolderRemoval;
import io.nightshift.text.Colours;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** The output of {@code demo promotion}: a line for each second, and a table at the end. */
final class PromotionDemoOutput implements ShopDemo.Live {

    private static final int BAR = 24;
    private static final int LONGEST_MESSAGE = 110;

    private final Terminal terminal;
    private final boolean json;
    private final Colours colours;

    PromotionDemoOutput(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
        this.colours = terminal.colours();
    }

    int play() {
        var missing = ShopDemo.missing();
        if (!missing.isEmpty()) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE,
                    "this demo talks to real servers, and lacks " + String.join(" and ", missing));
        }
        try {
            return play(Files.createTempDirectory("nightshift-demo"));
        } catch (IOException | CallFailed e) {
            throw new CommandError(ExitCode.UNAVAILABLE, "the demo could not be shown: " + e.getMessage());
        }
    }

    private int play(Path folder) throws IOException, CallFailed {
        say(colours.bold("A shop, its registry, its proxy and its users: all real"));
        say(colours.faint("█ what was there before  ▒ what is being promoted  one line each second"));
        say("");
        try (var demo = new ShopDemo(folder, terminal.clock(), this, LocalShopHost::new)) {
            // Its versions do not end with this terminal.
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
            var report = demo.run();
            if (json) {
                terminal.print(report.toJson());
            } else {
                print(report);
            }
            return report.isAsItShould() ? ExitCode.OK : ExitCode.NO;
        } finally {
            FolderRemoval.remove(folder);
        }
    }

    private void say(String line) {
        if (!json) {
            terminal.print(line);
        }
    }

    @Override
    public void pushed(String tag, String matter) {
        say(colours.cyan("●") + " " + colours.bold(tag) + " is pushed to the registry: " + matter);
    }

    /** On standard error if the output is JSON: long waits are always announced. */
    @Override
    public void waiting(String what) {
        var line = "waits: " + what;
        if (json) {
            terminal.complain(line);
        } else {
            terminal.print(colours.faint("  … " + line));
        }
    }

    @Override
    public void told(Message message) {
        var last = message.lines().isEmpty() ? "" : message.lines().getLast();
        say(colours.cyan("✉") + " "
                + TerminalText.clipped(TerminalText.safe(message.title() + ": " + last), LONGEST_MESSAGE));
    }

    @Override
    public void second(TrafficSecond second) {
        var failed = second.failed() == 0 ? "" : colours.red("  %,d failed so far".formatted(second.failed()));
        say("%s  %s  %s  %s%s"
                .formatted(
                        colours.faint("%3d s".formatted(second.since().toSeconds())),
                        bar(second),
                        "%-18s".formatted(shares(second)),
                        colours.faint("%4d requests".formatted(second.requests())),
                        failed));
    }

    /** A bar, filled from the left for the newest version of that second, as far as its share of the requests. */
    private String bar(TrafficSecond second) {
        if (second.answered().size() < 2) {
            return colours.green("█".repeat(second.requests() == 0 ? 0 : BAR))
                    + " ".repeat(second.requests() == 0 ? BAR : 0);
        }
        long newest = second.answered().values().stream()
                .reduce((one, other) -> other)
                .orElse(0L);
        int width = Math.clamp(Math.round((double) BAR * newest / second.requests()), 1, BAR - 1);
        return colours.yellow("▒".repeat(width)) + colours.green("█".repeat(BAR - width));
    }

    private static String shares(TrafficSecond second) {
        return second.answered().entrySet().stream()
                .sorted(Comparator.comparing(java.util.Map.Entry::getKey, Comparator.reverseOrder()))
                .map(one -> "%s %d %%".formatted(one.getKey(), Math.round(100.0 * one.getValue() / second.requests())))
                .collect(Collectors.joining("  "));
    }

    private void print(DemoReport report) {
        var table = new TextTable(
                "VERSION", "WHAT IT DOES", "OUTCOME", "MOST TRAFFIC", "REQUESTS", "FAILED", "OVER 1 S", "BACK AFTER");
        report.versions().forEach(one -> row(table, one));
        say("");
        table.lines(colours).forEach(this::say);
        say("");
        var requests =
                report.versions().stream().mapToLong(VersionResult::requests).sum() + report.unanswered();
        var failed = report.versions().stream().mapToLong(VersionResult::failed).sum() + report.unanswered();
        say("%,d requests of users, %,d failed, in %d s; every ledger chain %s"
                .formatted(requests, failed, report.took().toSeconds(), report.whole() ? "verified" : "BROKEN"));
    }

    private static void row(TextTable table, VersionResult one) {
        var outcome = one.outcome().map(Enum::name).orElse("was there");
        table.row(
                one.tag(),
                one.matter(),
                one.quarantined() ? outcome + ", quarantined" : outcome,
                one.highest() + " %",
                "%,d".formatted(one.requests()),
                "%,d".formatted(one.failed()),
                "%,d".formatted(one.slow()),
                one.back()
                        .map(time -> String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0))
                        .orElse(""));
    }
}
