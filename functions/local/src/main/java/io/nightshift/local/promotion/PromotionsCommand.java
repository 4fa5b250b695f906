package io.nightshift.local.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Run;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.local.story.TextTable;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.entry.RegistryWatch;
import io.nightshift.promotion.progress.PromotionProgress;
import io.nightshift.promotion.sweep.ImageStatus;
import io.nightshift.promotion.sweep.RegistryComparison;
import io.nightshift.sql.SqlLedger;
import io.nightshift.text.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "promotions",
        mixinStandardHelpOptions = true,
        description = "List promotions, the latest first: version, stage, share of the traffic, what it is doing.",
        footer = {
            "",
            "Examples:",
            "  nightshift promotions",
            "  nightshift promotions --service shop-web --json",
            "  nightshift promotions --missed --policy nightshift.yaml",
            "  nightshift promotions --digests"
        })
final class PromotionsCommand extends BaseCommand {

    private static final int LONGEST_REASON = 120;

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Option(names = "--service", paramLabel = "NAME", description = "Only those of this service.")
    private Optional<String> service = Optional.empty();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Option(
            names = "--missed",
            description = "Compare the registry of each service with what is deployed, and show what the next sweep of"
                    + " serve would begin; nothing is begun.")
    private boolean missed;

    @Option(
            names = {"--digests", "--book"},
            description =
                    "The log of the digest ledger instead: what was quarantined, released and proven, and by whom.")
    private boolean digests;

    @Option(names = "--limit", defaultValue = "20", description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CommandError(ExitCode.USAGE, "--limit takes a number of promotions, such as 20");
        }
        if (digests && (missed || service.isPresent())) {
            throw new CommandError(ExitCode.USAGE, "--digests is of all services: leave --service and --missed out");
        }
        try (var open = ledger.openExisting(terminal())) {
            if (digests) {
                return digests(open);
            }
            return missed ? missed(open) : listed(open);
        }
    }

    private Integer missed(SqlLedger open) {
        var rules = policy.read(this);
        var stocktake = new RegistryComparison(ports(open, rules));
        var stocks = RegistryWatch.services(rules).stream()
                .filter(one -> service.filter(name -> !name.equals(one.name())).isEmpty())
                .map(stocktake::of)
                .toList();
        if (json()) {
            terminal().print(Json.arr(stocks.stream().map(ImageStatus::toJson).toList()));
        } else {
            ImageStatusTable.of(stocks).lines(terminal().colours()).forEach(terminal()::print);
        }
        return ExitCode.OK;
    }

    private Integer digests(SqlLedger open) {
        var entries = open.entries(DigestLedger.LOG.id()).reversed().stream()
                .limit(limit)
                .toList();
        if (json()) {
            terminal().print(Json.arr(entries.stream().map(DigestTable::toJson).toList()));
        } else {
            DigestTable.of(entries).lines(terminal().colours()).forEach(terminal()::print);
        }
        return ExitCode.OK;
    }

    private Integer listed(SqlLedger open) {
        var found = lines(new PromotionRuns(open)
                .latest(run -> service.filter(name -> !name.equals(run.rule())).isEmpty(), limit));
        if (json()) {
            terminal()
                    .print(Json.arr(
                            found.stream().map(PromotionProgress::toJson).toList()));
        } else {
            table(found).lines(terminal().colours()).forEach(terminal()::print);
        }
        return ExitCode.OK;
    }

    private List<PromotionProgress> lines(List<Run> runs) {
        var lines = new ArrayList<PromotionProgress>();
        for (var run : runs) {
            try {
                lines.add(PromotionProgress.of(run));
            } catch (JsonException e) {
                terminal().complain(TerminalText.safe(run.id() + " cannot be read: " + e.getMessage()));
            }
        }
        return lines;
    }

    private static TextTable table(List<PromotionProgress> lines) {
        var table = new TextTable("RUN", "SERVICE", "VERSION", "STAGE", "SHARE", "PHASE", "SINCE", "REASON");
        lines.forEach(line -> table.row(
                line.run().id().value(),
                TerminalText.safe(line.run().rule()),
                TerminalText.safe(line.tag().isEmpty() ? line.version() : line.tag() + " " + line.version()),
                TerminalText.safe(line.stage().isEmpty() ? "-" : line.stage()),
                line.share(),
                line.phase(),
                line.since(),
                TerminalText.clipped(TerminalText.safe(line.reason()), LONGEST_REASON)));
        return table;
    }
}
