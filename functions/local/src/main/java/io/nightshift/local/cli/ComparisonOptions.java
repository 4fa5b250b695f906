package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Glob;
import io.nightshift.local.report.ComparedRun.Judgement;
import io.nightshift.local.report.ComparisonTally;
import io.nightshift.local.report.PeopleComparison;
import io.nightshift.local.story.TextTable;
import io.nightshift.policy.PolicyDuration;
import io.nightshift.text.TerminalText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import picocli.CommandLine.Option;

/** The options and the output of {@code report --compare}. */
final class ComparisonOptions {

    private static final String NONE = "-";

    @Option(
            names = "--compare",
            required = true,
            description =
                    "Compare what rules in observe and dry-run would have done with what people did, by the audit logs that"
                            + " the ledger or --events hold.")
    private boolean compare;

    @Option(
            names = "--events",
            paramLabel = "PATH",
            description =
                    "A file or a folder of CloudTrail records and audit log entries (.json, .json.gz, .jsonl); repeatable.")
    private List<Path> events = new ArrayList<>();

    @Option(
            names = "--within",
            defaultValue = "1h",
            paramLabel = "DURATION",
            description = "How long after the act a change by a person counts (default: ${DEFAULT-VALUE}).")
    private String within = "1h";

    @Option(
            names = "--automation",
            paramLabel = "PATTERN",
            description = "Actors that are no people, such as ci-*; repeatable.")
    private List<String> automation = new ArrayList<>();

    boolean isWanted() {
        return compare;
    }

    void compare(
            Terminal terminal,
            boolean json,
            Ledger ledger,
            Instant from,
            Optional<String> rule,
            LongConsumer progress) {
        var files = EventFiles.read(events);
        var runs = PeopleComparison.of(ledger, from, rule, files.signals(), automation(), within(), progress);
        var tallies = ComparisonTally.of(runs);
        if (json) {
            terminal.print(Json.obj()
                    .with("since", from.toString())
                    .with("within", within().toString())
                    .with("events", files.signals().size())
                    .with("unreadable", files.unreadable())
                    .with(
                            "rules",
                            Json.arr(tallies.stream()
                                    .map(ComparisonTally::toJson)
                                    .toList())));
            return;
        }
        print(terminal, from, tallies);
        if (files.unreadable() > 0) {
            terminal.print(files.unreadable() + " records of --events could not be read; nightshift decode tells why");
        }
    }

    private Duration within() {
        return PolicyDuration.parse(within)
                .filter(Duration::isPositive)
                .orElseThrow(() -> new CommandError(ExitCode.USAGE, "--within takes a duration such as 30m or 2h"));
    }

    private List<Glob> automation() {
        return automation.stream()
                .map(pattern -> Glob.of(pattern)
                        .orElseThrow(() -> new CommandError(
                                ExitCode.USAGE,
                                "--automation takes a pattern such as ci-*; * is any number of characters")))
                .toList();
    }

    private void print(Terminal terminal, Instant from, Collection<ComparisonTally> tallies) {
        if (tallies.isEmpty()) {
            terminal.print("no run since " + from + " was held back by the mode of its rule: nothing to compare");
            return;
        }
        terminal.print(terminal.colours().bold("What rules would have done since " + from + ", and what people did"));
        var table = new TextTable(
                "RULE",
                "COMPARED",
                "AGREED",
                "FIRST",
                "FIRST BY",
                "WRONG",
                "RECOVERED",
                "OTHERWISE",
                "AUTOMATED",
                "UNDECIDED");
        for (var one : tallies) {
            table.row(
                    TerminalText.safe(one.rule()),
                    Long.toString(one.compared()),
                    Long.toString(one.judged(Judgement.AGREED)),
                    Long.toString(one.first()),
                    one.firstBy().map(PolicyDuration::text).orElse(NONE),
                    Long.toString(one.wrong()),
                    Long.toString(one.judged(Judgement.RECOVERED)),
                    Long.toString(one.judged(Judgement.DID_SOMETHING_ELSE)),
                    Long.toString(one.judged(Judgement.AUTOMATED)),
                    Long.toString(one.judged(Judgement.UNDECIDED)));
        }
        table.lines(terminal.colours()).forEach(line -> terminal.print("  " + line));
    }
}
