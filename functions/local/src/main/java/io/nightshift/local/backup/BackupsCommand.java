package io.nightshift.local.backup;

import io.nightshift.backup.measure.VerificationHistory;
import io.nightshift.backup.measure.VerificationRecord;
import io.nightshift.backup.policy.BackupPolicies;
import io.nightshift.backup.policy.BackupPolicy;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.local.cli.ActorOption;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.local.story.TextTable;
import io.nightshift.policy.Policy;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "backups",
        mixinStandardHelpOptions = true,
        description = {
            "Show when the backups of each entry were verified last, and how long a restore takes. Changes nothing.",
            "Ends with 1 if one is not good, was never verified, or its last good verification is older than its rpo and two days."
        },
        footer = {
            "",
            "Examples:",
            "  nightshift backups",
            "  nightshift backups shop-db --json",
            "  nightshift backups --evidence reports --month 2026-11",
            "  nightshift backups --runbook docs/runbooks/restore.md",
            "  nightshift backups shop-db --accept schema --as alice --reason 'column added in release 7'"
        })
final class BackupsCommand extends BaseCommand {

    private static final Duration SLACK = Duration.ofDays(2);

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(index = "0..*", paramLabel = "NAME", description = "Entries of the policy's backups (default: all).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--evidence",
            paramLabel = "FOLDER",
            description = "Write the evidence of a month, as Markdown and HTML, with the hash of each run.")
    private Optional<Path> evidence = Optional.empty();

    @Option(
            names = "--month",
            paramLabel = "YYYY-MM",
            description = "The month of --evidence (default: this one, UTC).")
    private Optional<String> month = Optional.empty();

    @Option(
            names = "--runbook",
            paramLabel = "FILE",
            description = "Write the runbook of a restore: promises, last measured values, last good backups.")
    private Optional<Path> runbook = Optional.empty();

    @Option(
            names = "--accept",
            paramLabel = "CHECK",
            description = "The database changed on purpose: this check learns anew, such as schema or row-counts.")
    private List<String> accepted = new ArrayList<>();

    @Mixin
    private ActorOption by = new ActorOption();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is accepted.")
    private String reason = "";

    @Override
    public Integer call() {
        var rules = policy.read(this);
        var entries = entries(rules);
        try (var open = ledger.open(terminal())) {
            var store = new VerificationStore(open, terminal().clock(), rules.hash());
            accept(store, entries);
            var histories = new LinkedHashMap<String, VerificationHistory>();
            entries.forEach(entry -> histories.put(entry.name(), store.history(entry.name())));
            write(open, store, entries, histories);
            print(entries, histories);
            return entries.stream().allMatch(entry -> problem(entry, histories).isEmpty()) ? ExitCode.OK : ExitCode.NO;
        }
    }

    private List<BackupPolicy> entries(Policy rules) {
        return names.isEmpty()
                ? BackupPolicies.of(rules)
                : names.stream().map(name -> BackupEntry.of(rules, name)).toList();
    }

    private void accept(VerificationStore store, List<BackupPolicy> entries) {
        if (accepted.isEmpty()) {
            return;
        }
        if (entries.size() != 1 || reason.isBlank()) {
            throw new CommandError(ExitCode.USAGE, "--accept needs one NAME and a --reason");
        }
        var known = entries.getFirst().spec().checks().stream()
                .map(check -> check.name())
                .toList();
        for (var check : accepted) {
            if (!known.contains(check)) {
                throw new CommandError(
                        ExitCode.USAGE,
                        TerminalText.safe("the entry has no check " + check + "; it has " + String.join(", ", known)));
            }
        }
        store.forget(entries.getFirst().name(), accepted, by.name(terminal()), reason);
    }

    private void write(
            Ledger open,
            VerificationStore store,
            List<BackupPolicy> entries,
            Map<String, VerificationHistory> histories) {
        var now = terminal().clock().instant();
        try {
            if (evidence.isPresent()) {
                var folder = Files.createDirectories(evidence.get());
                var of = month();
                var report = new EvidenceReport(entries, histories, store.drills(), store.failovers(), open, of, now);
                Files.writeString(folder.resolve("backups-" + of + ".md"), report.markdown());
                Files.writeString(folder.resolve("backups-" + of + ".html"), report.html());
            }
            if (runbook.isPresent()) {
                Files.writeString(runbook.get(), new RestoreRunbook(entries, histories, now).markdown());
            }
        } catch (IOException e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE, "it cannot be written: " + TerminalText.safe(String.valueOf(e.getMessage())));
        }
    }

    private YearMonth month() {
        try {
            return month.map(YearMonth::parse)
                    .orElseGet(() -> YearMonth.from(terminal().clock().instant().atZone(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            throw new CommandError(ExitCode.USAGE, "--month is invalid: expected a month such as 2026-11");
        }
    }

    /** Why an entry is not well. */
    private Optional<String> problem(BackupPolicy entry, Map<String, VerificationHistory> histories) {
        var history = histories.getOrDefault(entry.name(), VerificationHistory.EMPTY);
        var good = history.lastGood();
        if (good.isEmpty()) {
            return Optional.of("never verified as good");
        }
        var last = history.last().orElseThrow();
        if (!last.isGood()) {
            return Optional.of("the last verification: " + last.reason() + "; the last good backup is "
                    + good.get().backup());
        }
        var canary = history.lastCanary().filter(test -> !test.isFound());
        if (canary.isPresent()) {
            return Optional.of("the last test of its checks: " + canary.get().reason());
        }
        var age = Duration.between(good.get().at(), terminal().clock().instant());
        var limit = entry.spec().rpo().orElse(Duration.ofDays(30)).plus(SLACK);
        return age.compareTo(limit) > 0
                ? Optional.of("verified last " + DurationText.say(age) + " ago")
                : Optional.empty();
    }

    private void print(List<BackupPolicy> entries, Map<String, VerificationHistory> histories) {
        if (json()) {
            terminal()
                    .print(Json.obj()
                            .with(
                                    "backups",
                                    Json.arr(entries.stream()
                                            .map(entry -> toJson(entry, histories))
                                            .toList())));
            return;
        }
        if (entries.isEmpty()) {
            terminal().print("the policy has no section backups, or it is empty");
            return;
        }
        var table = new TextTable("NAME", "VERIFIED", "VERDICT", "RPO", "RTO", "CHECKED", "SIZE", "TREND");
        entries.forEach(entry -> row(table, entry, histories.getOrDefault(entry.name(), VerificationHistory.EMPTY)));
        table.lines(terminal().colours()).forEach(terminal()::print);
        entries.forEach(entry -> problem(entry, histories)
                .ifPresent(what -> terminal().print(TerminalText.safe(entry.name() + ": " + what))));
    }

    private static void row(TextTable table, BackupPolicy entry, VerificationHistory history) {
        var last = history.last();
        table.row(
                entry.name(),
                last.map(record -> record.at().toString().substring(0, 16) + "Z")
                        .orElse("never"),
                last.map(VerificationText::verdict).orElse("-"),
                last.map(record -> VerificationText.against(
                                record.rpo(), entry.spec().rpo()))
                        .orElse("-"),
                last.map(record -> VerificationText.against(
                                record.firstQuery(), entry.spec().rto()))
                        .orElse("-"),
                last.map(record -> VerificationText.span(record.fullRead())).orElse("-"),
                last.map(record -> VerificationText.bytes(record.bytes())).orElse("-"),
                VerificationText.trend(history.ofBackups()));
    }

    private Json toJson(BackupPolicy entry, Map<String, VerificationHistory> histories) {
        var history = histories.getOrDefault(entry.name(), VerificationHistory.EMPTY);
        var json = Json.obj()
                .with("name", entry.name())
                .with("subject", entry.subject().label())
                .with("good", problem(entry, histories).isEmpty())
                .with("problem", problem(entry, histories).orElse(""))
                .with("records", history.latest(31).toJson());
        json = entry.spec().rpo().isPresent()
                ? json.with("rpoSeconds", entry.spec().rpo().get().toSeconds())
                : json;
        json = entry.spec().rto().isPresent()
                ? json.with("rtoSeconds", entry.spec().rto().get().toSeconds())
                : json;
        return json.withOptional(
                "lastGood", history.lastGood().map(VerificationRecord::backup).orElse(null));
    }
}
