package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.story.RunStory;
import io.nightshift.story.StoryLine;
import io.nightshift.text.TerminalText;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Tell the whole story of a run.",
        footer = {
            "",
            "Examples:",
            "  nightshift show remediation-3f9c2a1b7d4e",
            "  nightshift show remediation-3f9c2a1b7d4e --verdicts"
        })
final class ShowCommand extends BaseCommand {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(names = "--verdicts", description = "Show what each guardrail said.")
    private boolean verdicts;

    @Override
    public Integer call() {
        try (var open = ledger.openExisting(terminal())) {
            var found = LedgerOption.find(open, run);
            if (json()) {
                terminal().print(toJson(open, found));
            } else {
                print(open, found);
            }
            return ExitCode.OK;
        }
    }

    static Json.Obj toJson(Ledger ledger, Run run) {
        return RunStory.summary(run)
                .with(
                        "entries",
                        Json.arr(ledger.entries(run.id()).stream()
                                .map(Entry::toJson)
                                .toList()));
    }

    private void print(Ledger open, Run found) {
        var colours = terminal().colours();
        terminal()
                .print(colours.bold(found.id() + "  "
                        + TerminalText.safe(found.key().subject().toString())));
        functions().story(open, found).forEach(line -> terminal().print(line(line)));
        if (verdicts) {
            GuardrailVerdicts.lines(open, found, colours).forEach(terminal()::print);
        }
        found.approval()
                .filter(question -> !question.granted())
                .ifPresent(question -> terminal()
                        .print("approve with: nightshift approve " + found.id() + " --plan " + question.planHash()
                                + " --as NAME --policy FILE" + ledger.flag()));
    }

    private String line(StoryLine line) {
        return line.at() + "  " + line.mark().in(terminal().colours()) + " " + line.text();
    }
}
