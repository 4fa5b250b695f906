package io.nightshift.local.cli;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.file.PrivateFiles;
import io.nightshift.core.json.Json;
import io.nightshift.local.backtest.Backtest;
import io.nightshift.local.backtest.BacktestComparison;
import io.nightshift.local.backtest.BacktestSection;
import io.nightshift.local.backtest.ReportPage;
import io.nightshift.local.backtest.SignalHistory;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.local.story.TextTable;
import io.nightshift.policy.PolicyRules;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = "Show what a policy would have done with a recorded history; touches nothing.",
        footer = {
            "",
            "A history has one payload on each line, as nightshift serve --record writes them, or is what",
            "aws cloudwatch describe-alarm-history prints. The recorded signals alone tell how the world was: acts change",
            "nothing in it. docs/backtest.md says more. Exit code 1 if anything could not be read; the rest is used.",
            "",
            "Examples:",
            "  nightshift backtest docs/examples/history.jsonl --policy nightshift.yaml",
            "  nightshift backtest docs/examples/history.jsonl --policy nightshift.yaml --html report.html"
        })
final class BacktestCommand extends BaseCommand {

    @Parameters(paramLabel = "HISTORY", description = "Recorded payloads, or an alarm history; - is standard input.")
    private Path history = Path.of("");

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Option(names = "--against", paramLabel = "FILE", description = "Another policy to hold the first against.")
    private Optional<Path> against = Optional.empty();

    @Option(names = "--html", paramLabel = "FILE", description = "Write a report with a timeline to this file.")
    private Optional<Path> html = Optional.empty();

    @Override
    public Integer call() {
        var policies = new ArrayList<Rules>();
        var names = new ArrayList<String>();
        policies.add(new PolicyRules(policy.read(this)));
        names.add(policy.where(terminal()));
        against.ifPresent(file -> {
            policies.add(new PolicyRules(valid(file)));
            names.add(file.toString());
        });
        var result = backtest(policies);
        var comparison = new BacktestComparison(names, result);
        html.ifPresent(file -> write(file, ReportPage.of(comparison)));
        if (json()) {
            terminal().print(toJson(comparison, policies));
        } else {
            print(comparison);
        }
        return result.unreadable() == 0 ? ExitCode.OK : ExitCode.NO;
    }

    private Backtest.Result backtest(List<Rules> policies) {
        try (var in = open()) {
            return Backtest.of(functions().modules(), new SignalHistory(KnownFormats.decoders()), in, policies);
        } catch (NoSuchFileException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, history + ": there is no such file");
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, history + ": cannot be read");
        }
    }

    private InputStream open() throws IOException {
        return history.toString().equals("-") ? System.in : java.nio.file.Files.newInputStream(history);
    }

    private static void write(Path file, String page) {
        try {
            PrivateFiles.createIfMissing(file);
            java.nio.file.Files.writeString(file, page);
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": cannot be written");
        }
    }

    private void print(BacktestComparison comparison) {
        comparison.sentences().forEach(terminal()::print);
        for (var section : BacktestSection.values()) {
            if (section.isShown()) {
                print(comparison, section);
            }
        }
        var result = comparison.result();
        result.problems()
                .forEach(problem -> terminal()
                        .complain(TerminalText.safe(history + ": " + problem.place() + ": " + problem.reason())));
        long more = result.unreadable() - result.problems().size();
        if (more > 0) {
            terminal().complain("and " + more + " more that could not be read");
        }
    }

    private void print(BacktestComparison comparison, BacktestSection section) {
        var rows = comparison.rows(section);
        terminal().print("");
        terminal().print(terminal().colours().bold(section.title()) + (rows.isEmpty() ? ": none" : ""));
        if (rows.isEmpty()) {
            return;
        }
        var heads = new ArrayList<>(section.columns());
        heads.addAll(comparison.valueHeads());
        var table = new TextTable(heads.toArray(String[]::new));
        for (var row : rows) {
            var cells = new ArrayList<>(row.names());
            cells.addAll(comparison.values(row));
            table.row(cells.stream().map(TerminalText::safe).toArray(String[]::new));
        }
        table.lines(terminal().colours()).forEach(line -> terminal().print("  " + line));
    }

    private static Json.Obj toJson(BacktestComparison comparison, List<Rules> policies) {
        var result = comparison.result();
        var json = Json.obj().with("policy", named(comparison.names().getFirst(), policies.getFirst()));
        if (comparison.isOfTwo()) {
            json = json.with("against", named(comparison.names().getLast(), policies.getLast()));
        }
        json = json.with("payloads", result.payloads())
                .with("signals", result.signals())
                .with("from", result.from().toString())
                .with("to", result.to().toString())
                .with("notes", Json.strings(Backtest.NOTES));
        for (var section : Arrays.stream(BacktestSection.values())
                .filter(BacktestSection::isShown)
                .toList()) {
            json = json.with(
                    section.key(),
                    Json.arr(comparison.rows(section).stream()
                            .map(row -> toJson(comparison, section, row))
                            .toList()));
        }
        return json.with("unreadable", result.unreadable())
                .with(
                        "problems",
                        Json.arr(result.problems().stream()
                                .map(problem -> Json.obj()
                                        .with("place", problem.place())
                                        .with("reason", problem.reason()))
                                .toList()));
    }

    private static Json.Obj named(String file, Rules rules) {
        return Json.obj().with("file", file).with("hash", rules.hash());
    }

    private static Json.Obj toJson(BacktestComparison comparison, BacktestSection section, BacktestComparison.Row row) {
        var json = Json.obj();
        for (int i = 0; i < section.columns().size(); i++) {
            json = json.with(section.columns().get(i), row.names().get(i));
        }
        json = json.with("count", row.values().getFirst());
        return comparison.isOfTwo()
                ? json.with("against", row.values().getLast()).with("difference", row.difference())
                : json;
    }
}
