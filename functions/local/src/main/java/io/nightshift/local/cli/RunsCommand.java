package io.nightshift.local.cli;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.local.story.TextTable;
import io.nightshift.story.RunStory;
import io.nightshift.text.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "List runs, the latest first.",
        footer = {"", "Examples:", "  nightshift runs", "  nightshift runs --limit 5 --json"})
final class RunsCommand extends BaseCommand {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Option(names = "--limit", defaultValue = "50", description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CommandError(ExitCode.USAGE, "--limit takes a number of runs, such as 50");
        }
        try (var open = ledger.openExisting(terminal())) {
            var runs = newest(open);
            if (json()) {
                terminal().print(Json.arr(runs.stream().map(RunStory::summary).toList()));
            } else {
                table(runs).lines(terminal().colours()).forEach(terminal()::print);
            }
            return ExitCode.OK;
        }
    }

    /** Logs are runs of the ledger, too: they do not count. */
    private List<Run> newest(Ledger open) {
        var runs = new ArrayList<Run>();
        Optional<String> from = Optional.empty();
        do {
            var page = open.runs(from, limit);
            page.items().stream().filter(run -> !MarkLog.isLog(run)).forEach(runs::add);
            from = page.next();
        } while (runs.size() < limit && from.isPresent());
        return runs.subList(0, Math.min(limit, runs.size()));
    }

    static TextTable table(List<Run> runs) {
        var table = new TextTable("RUN", "STARTED", "RULE", "SUBJECT", "ACTS", "STATE", "REASON");
        runs.forEach(run -> table.row(
                run.id().value(),
                run.startedAt().toString(),
                TerminalText.safe(run.rule()),
                TerminalText.clipped(TerminalText.safe(run.key().subject().label()), 50),
                Integer.toString(run.acts()),
                run.outcome().map(Outcome::name).orElse(run.status().name()),
                TerminalText.clipped(TerminalText.safe(run.reason()), 80)));
        return table;
    }
}
