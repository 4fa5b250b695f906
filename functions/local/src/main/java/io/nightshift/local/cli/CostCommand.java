package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.cost.billing.BillingData;
import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.billing.BillingFiles;
import io.nightshift.cost.detect.CostDetector;
import io.nightshift.cost.detect.DetectionSensitivity;
import io.nightshift.cost.detect.SeriesAnomaly;
import io.nightshift.local.story.TextTable;
import io.nightshift.text.TerminalText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift cost detect} and {@code nightshift cost bench}. */
@CommandLine.Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description = {
            "Find anomalies in what clouds charged: FOCUS or CUR 2.0, as CSV, gzip or Parquet. Changes nothing.",
            "Goes through the files day by day and never looks ahead. Days are in UTC.",
            "bench measures the detector on drawn costs with known anomalies; bench/cost/run measures others beside it."
        },
        footer = {
            "",
            "Examples:",
            "  nightshift cost detect docs/examples/focus.csv",
            "  nightshift cost detect docs/examples/focus.csv --json",
            "  nightshift cost detect docs/examples/focus.csv --per-day 50 --total 200",
            "  nightshift cost bench --seeds 1"
        })
final class CostCommand extends BaseCommand {

    /** What to do with the costs. */
    enum Verb {
        DETECT,
        BENCH
    }

    private static final int MOST_SEEDS = 100;

    @Parameters(index = "0", paramLabel = "VERB", description = "${COMPLETION-CANDIDATES}.")
    private Verb verb = Verb.DETECT;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "FILE", description = "Files, and folders of them.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--per-day",
            paramLabel = "MONEY",
            description =
                    "The least that an anomaly costs a day, in the currency of the file (default: ${DEFAULT-VALUE}).")
    private double perDay = DetectionSensitivity.USUAL.perDay();

    @Option(
            names = "--total",
            paramLabel = "MONEY",
            description = "The least that it has cost in all when it is told (default: ${DEFAULT-VALUE}).")
    private double total = DetectionSensitivity.USUAL.total();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "bench: how often costs are drawn by each generator (default: ${DEFAULT-VALUE}).")
    private int seeds = 2;

    @Override
    public Integer call() {
        return switch (verb) {
            case DETECT -> detect();
            case BENCH -> bench();
        };
    }

    private int bench() {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new CommandError(ExitCode.USAGE, "--seeds is a number from 1 to " + MOST_SEEDS);
        }
        var table = CostBenchTable.measure(seeds);
        if (json()) {
            terminal().print(table.json());
        } else {
            table.lines(terminal().colours()).forEach(terminal()::print);
        }
        return ExitCode.OK;
    }

    private int detect() {
        if (files.isEmpty()) {
            throw new CommandError(ExitCode.USAGE, "name the files to read: nightshift cost detect FILE...");
        }
        if (!(perDay >= 0 && total >= 0)) {
            throw new CommandError(ExitCode.USAGE, "--per-day and --total are amounts of money, such as 50");
        }
        var data = read();
        data.warnings().forEach(warning -> terminal().complain(TerminalText.safe(warning)));
        var found = new CostDetector(DetectionSensitivity.USUAL.costing(perDay, total)).detect(data.series());
        if (json()) {
            terminal().print(Json.arr(found.stream().map(CostCommand::json).toList()));
        } else {
            print(found, data);
        }
        return ExitCode.OK;
    }

    private BillingData read() {
        try {
            return BillingFiles.read(files);
        } catch (BillingException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Json.Obj json(SeriesAnomaly found) {
        var key = found.key();
        var anomaly = found.anomaly();
        return Json.obj()
                .with("id", found.id())
                .with("kind", word(anomaly.kind()))
                .with(
                        "series",
                        Json.obj()
                                .with("provider", key.provider())
                                .with("account", key.account())
                                .with("service", key.service())
                                .with("region", key.region())
                                .with("currency", key.currency()))
                .with("start", anomaly.start().toString())
                .with("end", anomaly.end().toString())
                .with("detectedOn", anomaly.detectedOn().toString())
                .with("expected", number(anomaly.expected()))
                .with("actual", number(anomaly.actual()))
                .with("impact", number(anomaly.impact()))
                .with("severity", word(found.severity()))
                .with("provisional", found.provisional())
                .with("causes", Json.arr());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static BigDecimal money(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN);
    }

    private static Json number(double amount) {
        return new Json.Num(money(amount).toPlainString());
    }

    private void print(List<SeriesAnomaly> found, BillingData data) {
        var days = data.series().isEmpty() ? 0 : data.series().getFirst().days();
        var summary = "%d series over %d days: %s"
                .formatted(
                        data.series().size(),
                        days,
                        found.isEmpty() ? "no anomaly" : found.size() == 1 ? "1 anomaly" : found.size() + " anomalies");
        if (found.isEmpty()) {
            terminal().print(summary);
            return;
        }
        var table = new TextTable(
                "ID", "DETECTED", "FROM", "TO", "KIND", "SERVICE", "REGION", "ACCOUNT", "EXPECTED", "ACTUAL", "MORE");
        for (var one : found) {
            var anomaly = one.anomaly();
            table.row(
                    one.id(),
                    anomaly.detectedOn().toString(),
                    anomaly.start().toString(),
                    anomaly.end() + (one.provisional() ? " *" : ""),
                    word(anomaly.kind()),
                    cell(one.key().service()),
                    cell(one.key().region().isEmpty() ? "all" : one.key().region()),
                    cell(one.key().account()),
                    money(anomaly.expected()).toPlainString(),
                    money(anomaly.actual()).toPlainString(),
                    money(anomaly.impact()).toPlainString() + " "
                            + cell(one.key().currency()));
        }
        table.lines(terminal().colours()).forEach(terminal()::print);
        terminal().print("");
        terminal().print(summary);
        if (found.stream().anyMatch(SeriesAnomaly::provisional)) {
            terminal().print("* so recent that its cost may still change");
        }
    }

    private static String cell(String text) {
        return TerminalText.safe(text.isEmpty() ? "-" : text);
    }
}
