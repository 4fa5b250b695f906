package io.nightshift.local.cost;

import io.nightshift.core.json.Json;
import io.nightshift.cost.anomaly.AnomalyFeedback;
import io.nightshift.cost.detect.DetectionSensitivity;
import io.nightshift.local.cli.ActorOption;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift cost}. */
@CommandLine.Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description = {
            "Find anomalies in what clouds charged, explain them, and answer them.",
            "Costs are FOCUS or CUR 2.0, as CSV, gzip or Parquet. Days are in UTC.",
            "",
            "detect FILE...       goes through files day by day and never looks ahead",
            "explain ID [FILE...] what carries an anomaly, usage or price, what changed near its start",
            "report [FILE...]     a month: anomalies, forecast, budgets, commitments, usage without tags",
            "idle [FILE...]       idle, unattached and oversized resources, the saving and the action that ends it",
            "why-not [FILE...]    why a day of a series raised no alert",
            "feedback ID WHAT     expected, planned, wrong, or acknowledge",
            "bench                measures the detector on drawn costs with known anomalies; bench/cost/run measures others beside it"
        },
        footer = {
            "",
            "Without FILE, report and why-not read the folders that the policy's section costs names, and explain the ledger.",
            "Only feedback changes something: the run in the ledger. idle reads the accounts of NIGHTSHIFT_AWS_ACCOUNT and",
            "NIGHTSHIFT_GCP_PROJECTS; FILE says what resources cost. It ends with 1 if it finds something.",
            "",
            "Examples:",
            "  nightshift cost detect docs/examples/focus.csv",
            "  nightshift cost detect docs/examples/focus.csv --json",
            "  nightshift cost detect docs/examples/focus.csv --per-day 50 --total 200",
            "  nightshift cost explain a7ae715debbe docs/examples/focus.csv --picture anomaly.svg",
            "  nightshift cost report docs/examples/focus.csv --month 2026-10 --out reports",
            "  nightshift cost idle docs/examples/focus.csv --json",
            "  nightshift cost why-not docs/examples/focus.csv --day 2026-10-05 --service 'Amazon S3'",
            "  nightshift cost feedback cost-3f9c2a1b7d4e planned --as alice --reason 'load test'",
            "  nightshift cost bench --seeds 1"
        })
final class CostCommand extends BaseCommand {

    /** What to do with the costs. */
    enum Verb {
        DETECT,
        EXPLAIN,
        REPORT,
        WHY_NOT,
        FEEDBACK,
        IDLE,
        BENCH;

        static Verb of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    private static final int MOST_SEEDS = 100;

    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            description = "detect, explain, report, idle, why-not, feedback or bench.",
            converter = VerbReading.class)
    private Verb verb = Verb.DETECT;

    /** Reads a verb. */
    static final class VerbReading implements CommandLine.ITypeConverter<Verb> {
        @Override
        public Verb convert(String text) {
            try {
                return Verb.of(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(
                        "expected detect, explain, report, idle, why-not, feedback or bench, not '"
                                + TerminalText.safe(text) + "'");
            }
        }
    }

    @Parameters(
            index = "1..*",
            paramLabel = "ID|FILE",
            description = "An anomaly or its run; files, and folders of them.")
    private List<String> words = new ArrayList<>();

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
            names = "--causes",
            negatable = true,
            description = "Search the causes for --json, by a second pass (default: in files of less than 512 MiB).")
    private Optional<Boolean> causes = Optional.empty();

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Also write the picture of explain, as SVG, or as PNG if FILE ends with .png.")
    private Optional<Path> picture = Optional.empty();

    @Option(
            names = "--month",
            paramLabel = "YYYY-MM",
            description = "The month of the report (default: this one, UTC).")
    private Optional<String> month = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Write the report as Markdown, and as HTML with pictures.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--day", paramLabel = "YYYY-MM-DD", description = "The day that why-not is about.")
    private Optional<String> day = Optional.empty();

    @Option(names = "--service", paramLabel = "NAME", description = "The service that why-not is about.")
    private Optional<String> service = Optional.empty();

    @Option(names = "--account", paramLabel = "ID", description = "Its account (default: each).")
    private Optional<String> account = Optional.empty();

    @Option(names = "--region", paramLabel = "NAME", description = "Its region (default: each).")
    private Optional<String> region = Optional.empty();

    @Mixin
    private ActorOption by = new ActorOption();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; goes into the ledger.")
    private String reason = "";

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "bench: how often costs are drawn by each generator (default: ${DEFAULT-VALUE}).")
    private int seeds = 2;

    @Override
    public Integer call() {
        if (!(perDay >= 0 && total >= 0)) {
            throw new CommandError(ExitCode.USAGE, "--per-day and --total are amounts of money, such as 50");
        }
        return switch (verb) {
            case DETECT -> detection(files(0)).print(json());
            case EXPLAIN -> explain();
            case REPORT -> report();
            case WHY_NOT -> whyNot();
            case FEEDBACK -> feedback();
            case IDLE ->
                new IdleListing(terminal(), words.stream().map(Path::of).toList()).print(json());
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

    private List<Path> files(int from) {
        if (words.size() <= from) {
            throw new CommandError(ExitCode.USAGE, "cost " + name() + " needs a FILE");
        }
        return words.subList(from, words.size()).stream().map(Path::of).toList();
    }

    private String name() {
        return verb.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String id() {
        if (words.isEmpty()) {
            throw new CommandError(ExitCode.USAGE, "cost " + name() + " needs the ID of an anomaly or of its run");
        }
        return words.getFirst();
    }

    private CostDetection detection(List<Path> files) {
        return new CostDetection(terminal(), files, DetectionSensitivity.USUAL.costing(perDay, total), causes);
    }

    private int explain() {
        var id = id();
        var found = words.size() > 1 ? ExplainedAnomaly.of(detection(files(1)), id) : known(id);
        picture.ifPresent(found::draw);
        if (json()) {
            terminal().print(found.toJson());
        } else {
            found.print(terminal());
        }
        return ExitCode.OK;
    }

    private ExplainedAnomaly known(String id) {
        try (var open = ledger.openExisting(terminal())) {
            return ExplainedAnomaly.of(open, id);
        }
    }

    private CostEntries entries() {
        return words.isEmpty()
                ? CostEntries.of(policy.read(this), terminal())
                : CostEntries.of(files(0), perDay, total, terminal());
    }

    private int report() {
        var of = month();
        var page = new CostReportPage(words.isEmpty() ? known(of) : entries().months(of, entry -> List.of()));
        out.ifPresent(folder -> write(folder, of, page));
        if (json()) {
            terminal()
                    .print(Json.arr(page.entries().stream()
                            .map(one -> (Json) one.toJson())
                            .toList()));
        } else {
            page.markdown().lines().forEach(line -> terminal().print(TerminalText.safe(line)));
        }
        return ExitCode.OK;
    }

    private List<CostMonth> known(YearMonth of) {
        try (var open = ledger.open(terminal())) {
            return entries().months(of, open);
        }
    }

    private YearMonth month() {
        try {
            return month.map(YearMonth::parse)
                    .orElseGet(() -> YearMonth.from(terminal().clock().instant().atZone(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            throw new CommandError(ExitCode.USAGE, "--month is invalid: expected a month such as 2026-10");
        }
    }

    private static void write(Path folder, YearMonth of, CostReportPage page) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("costs-" + of + ".md"), page.markdown());
            Files.writeString(folder.resolve("costs-" + of + ".html"), page.html());
        } catch (IOException e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE, "it cannot be written: " + TerminalText.safe(String.valueOf(e.getMessage())));
        }
    }

    private int whyNot() {
        var asked = new WhyNot.Asked(day(), service, account, region);
        List<WhyNot.Said> said;
        if (words.isEmpty()) {
            try (var open = ledger.open(terminal())) {
                said = entries().whyNot(asked, entries().runs(open));
            }
        } else {
            said = entries().whyNot(asked, entry -> List.of());
        }
        if (json()) {
            terminal()
                    .print(Json.arr(said.stream()
                            .map(one -> (Json) one.toJson(asked.day()))
                            .toList()));
        } else {
            said.forEach(this::print);
        }
        return ExitCode.OK;
    }

    private void print(WhyNot.Said said) {
        var key = said.series();
        terminal()
                .print(terminal()
                        .colours()
                        .bold(TerminalText.safe(key.service() + " " + key.region() + " " + key.account())));
        said.sentences().forEach(sentence -> terminal().print("  " + TerminalText.safe(sentence)));
    }

    private LocalDate day() {
        try {
            return LocalDate.parse(day.orElse(""));
        } catch (DateTimeException e) {
            throw new CommandError(ExitCode.USAGE, "cost why-not needs --day, a day such as 2026-10-05");
        }
    }

    private int feedback() {
        var id = id();
        var what = words.size() == 2 ? words.get(1).toLowerCase(Locale.ROOT) : "";
        if (!AnomalyFeedback.isCommand(what)) {
            throw new CommandError(
                    ExitCode.USAGE, "cost feedback ID expects one of expected, planned, wrong and acknowledge");
        }
        try (var open = ledger.openExisting(terminal())) {
            var run = ExplainedAnomaly.find(open, id);
            var handled = engine(open, policy.read(this)).command(run.id(), what, by.name(terminal()), reason);
            return result(
                            handled,
                            Optional.of(run),
                            LedgerOption.find(open, run.id().value()))
                    .print(terminal(), json());
        }
    }
}
