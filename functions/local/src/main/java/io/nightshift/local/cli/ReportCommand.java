package io.nightshift.local.cli;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.local.story.TextTable;
import io.nightshift.policy.PolicyDuration;
import io.nightshift.report.LedgerReport;
import io.nightshift.report.RuleTally;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Show for each rule how its runs ended: fixed and verified, not needed, escalated, and how long it took.",
        footer = {
            "",
            "FIXED is a verified success: Nightshift acted, and the alarm stayed well. FALSE FIRE ended before any act,",
            "because nothing was wrong. AGAIN are fixes after which the same rule ran for the same subject within 7 days.",
            "",
            "Examples:",
            "  nightshift report",
            "  nightshift report --since 7d --rule web-unhealthy --json",
            "  nightshift report --since 30d --html report.html",
            "  nightshift report --compare --events trail/ --within 30m"
        })
final class ReportCommand extends BaseCommand {

    private static final String NONE = "-";
    private static final double MEDIAN = 0.5;
    private static final double P90 = 0.9;

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Option(
            names = "--since",
            defaultValue = "30d",
            paramLabel = "DURATION",
            description = "Runs that started within this time, such as 12h or 30d (default: ${DEFAULT-VALUE}).")
    private String since = "30d";

    @Option(names = "--rule", paramLabel = "NAME", description = "Only this rule.")
    private Optional<String> rule = Optional.empty();

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report to this file, as a page.")
    private Optional<Path> html = Optional.empty();

    @ArgGroup(exclusive = false)
    private @Nullable ComparisonOptions comparison;

    @Override
    public Integer call() {
        var from = from();
        if (comparison != null && comparison.isWanted()) {
            compare(from, comparison);
            return ExitCode.OK;
        }
        var tallies = read(from);
        if (tallies.isEmpty() && rule.isPresent()) {
            known(rule.get(), from);
        }
        if (html.isPresent()) {
            write(html.get(), from, tallies);
        }
        if (json()) {
            var rules = tallies.stream().map(ReportCommand::toJson).toList();
            terminal().print(Json.obj().with("since", from.toString()).with("rules", Json.arr(rules)));
        } else if (html.isEmpty()) {
            print(from, tallies);
        }
        return ExitCode.OK;
    }

    private void write(Path file, Instant from, Collection<RuleTally> tallies) {
        var tables = new LinkedHashMap<String, TextTable>();
        tables.put("Runs", runs(tallies));
        tables.put("Held back", held(tallies));
        try {
            Files.writeString(file, LedgerReportPage.of(from.toString(), tallies, tables));
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": cannot be written");
        }
        if (!json()) {
            terminal().print("written: " + file);
        }
    }

    private Collection<RuleTally> read(Instant from) {
        return read(from, rule);
    }

    private Collection<RuleTally> read(Instant from, Optional<String> of) {
        try (var open = ledger.openExisting(terminal());
                var progress = new ProgressLine(terminal())) {
            return LedgerReport.of(open, from, of, read -> progress.show(read + " runs read"));
        }
    }

    /** A misspelled rule must not look like one that never ran. */
    private void known(String name, Instant from) {
        var ran = read(from, Optional.empty()).stream().map(RuleTally::rule).toList();
        if (!ran.isEmpty()) {
            throw new CommandError(
                    ExitCode.NO,
                    "no run of a rule " + NearestName.quote(name) + " since " + from + NearestName.hint(name, ran));
        }
    }

    private void compare(Instant from, ComparisonOptions options) {
        try (var open = ledger.openExisting(terminal());
                var progress = new ProgressLine(terminal())) {
            options.compare(terminal(), json(), open, from, rule, read -> progress.show(read + " runs read"));
        }
    }

    private Instant from() {
        var span = PolicyDuration.parse(since)
                .filter(Duration::isPositive)
                .orElseThrow(() -> new CommandError(ExitCode.USAGE, "--since takes a duration such as 12h or 30d"));
        return terminal().clock().instant().minus(span).truncatedTo(ChronoUnit.SECONDS);
    }

    private void print(Instant from, Collection<RuleTally> tallies) {
        if (tallies.isEmpty()) {
            terminal().print("no runs since " + from);
            return;
        }
        terminal().print(terminal().colours().bold("Runs since " + from));
        runs(tallies).lines(terminal().colours()).forEach(line -> terminal().print("  " + line));
        terminal().print("");
        terminal().print(terminal().colours().bold("Held back"));
        held(tallies).lines(terminal().colours()).forEach(line -> terminal().print("  " + line));
    }

    private static TextTable runs(Collection<RuleTally> tallies) {
        var table = new TextTable(
                "RULE",
                "RUNS",
                "OPEN",
                "ACTED",
                "FIXED",
                "AGAIN",
                "NOT NEEDED",
                "FALSE FIRE",
                "ESCALATED",
                "ROLLED BACK",
                "STOPPED",
                "TIME TO FIX",
                "P90");
        for (var one : tallies) {
            table.row(
                    TerminalText.safe(one.rule()),
                    number(one.runs()),
                    number(one.open()),
                    number(one.acted()),
                    number(one.ended(Outcome.RESOLVED)),
                    number(one.recurred()),
                    number(one.ended(Outcome.NOT_NEEDED)),
                    number(one.falseFires()),
                    number(one.ended(Outcome.ESCALATED)),
                    number(one.ended(Outcome.ROLLED_BACK)),
                    number(one.ended(Outcome.ABORTED) + one.ended(Outcome.FAILED)),
                    one.timeToFix(MEDIAN).map(PolicyDuration::text).orElse(NONE),
                    one.timeToFix(P90).map(PolicyDuration::text).orElse(NONE));
        }
        return table;
    }

    private static TextTable held(Collection<RuleTally> tallies) {
        var table = new TextTable("RULE", "APPROVALS ASKED", "EXPIRED", "DRY RUNS", "DENIED BY", "NOT PAGED AGAIN");
        for (var one : tallies) {
            var denied = one.denied().entrySet().stream()
                    .map(each -> each.getKey() + " " + each.getValue())
                    .collect(Collectors.joining(", "));
            table.row(
                    TerminalText.safe(one.rule()),
                    number(one.approvalsAsked()),
                    number(one.approvalsExpired()),
                    number(one.dryRuns()),
                    denied.isEmpty() ? NONE : TerminalText.safe(denied),
                    number(one.pagedBefore()));
        }
        return table;
    }

    private static String number(long value) {
        return Long.toString(value);
    }

    private static Json.Obj toJson(RuleTally one) {
        var denied = Json.obj();
        for (var each : one.denied().entrySet()) {
            denied = denied.with(each.getKey(), each.getValue());
        }
        return Json.obj()
                .with("rule", one.rule())
                .with("runs", one.runs())
                .with("open", one.open())
                .with("acted", one.acted())
                .with("fixed", one.ended(Outcome.RESOLVED))
                .with("recurred", one.recurred())
                .with("notNeeded", one.ended(Outcome.NOT_NEEDED))
                .with("falseFires", one.falseFires())
                .with("escalated", one.ended(Outcome.ESCALATED))
                .with("rolledBack", one.ended(Outcome.ROLLED_BACK))
                .with("aborted", one.ended(Outcome.ABORTED))
                .with("failed", one.ended(Outcome.FAILED))
                .withOptional(
                        "medianTimeToFix",
                        one.timeToFix(MEDIAN).map(Duration::toString).orElse(null))
                .withOptional(
                        "p90TimeToFix",
                        one.timeToFix(P90).map(Duration::toString).orElse(null))
                .with("approvalsAsked", one.approvalsAsked())
                .with("approvalsExpired", one.approvalsExpired())
                .with("dryRuns", one.dryRuns())
                .with("denied", denied)
                .with("notPagedAgain", one.pagedBefore());
    }
}
