package io.nightshift.local.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.InputFiles;
import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.CanaryOutcome;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.evidence.EvidenceJudge;
import io.nightshift.promotion.judge.json.CanaryJson;
import io.nightshift.promotion.judge.json.VerdictJson;
import io.nightshift.promotion.judge.kayenta.KayentaJudge;
import io.nightshift.text.TerminalText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Judge a canary by its numbers and its baseline's; touches nothing.",
            "One JSON object, or one on each line. With --json one verdict on each line.",
            "With --plan FILE is a policy, and the answer is which rise its bakes find with how much traffic."
        },
        footer = {
            "",
            "Ends with 1 where a line could not be read; its neighbours are judged all the same.",
            "",
            "Examples:",
            "  nightshift judge docs/examples/canary.json",
            "  nightshift judge docs/examples/canary.json --json",
            "  nightshift judge --plan nightshift.yaml --requests-per-second 40 --baseline 0.01",
            "  nightshift judge --plan nightshift.yaml --spread 0.2 --rise 1.5 --json"
        })
final class JudgeCommand extends BaseCommand {

    @Parameters(paramLabel = "FILE", description = "The canaries; - is standard input.")
    private Path file = Path.of("-");

    @Option(names = "--strict", description = "Exit with 1 if a verdict is not Pass.")
    private boolean strict;

    @Option(names = "--plan", description = "Say which rise each judged metric of the policy FILE shows.")
    private boolean plan;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            description = "With --plan: of the whole service, old and new version together.")
    private Optional<Double> requestsPerSecond = Optional.empty();

    @Option(names = "--baseline", paramLabel = "SHARE", description = "With --plan: the error rate today, as 0.01.")
    private Optional<Double> baseline = Optional.empty();

    @Option(
            names = "--spread",
            paramLabel = "S",
            description = "With --plan: how much a latency scatters from point to point, as 0.2 for about 20 %%.")
    private Optional<Double> spread = Optional.empty();

    @Option(
            names = "--autocorrelation",
            paramLabel = "R",
            description = "With --plan and --spread: how much a point resembles the one before it (default: 0).")
    private double autocorrelation;

    @Option(
            names = "--rise",
            paramLabel = "FACTOR",
            description = "With --plan: say also what would find a rise by this factor.")
    private Optional<Double> rise = Optional.empty();

    @Override
    public Integer call() {
        return plan ? plan() : judge();
    }

    private int plan() {
        var baselines = DetectableRise.baselines(baseline, spread, autocorrelation);
        DetectableRise.require(
                baseline.isEmpty()
                        || requestsPerSecond.filter(n -> n > 0 && n <= 1e9).isPresent(),
                "--baseline needs --requests-per-second, above 0 and at most 1e9");
        DetectableRise.require(rise.filter(factor -> !(factor > 1)).isEmpty(), "--rise is a factor above 1, as 1.5");
        var policy = valid(file);
        var planned = new DetectableRise(
                requestsPerSecond.orElse(1.0),
                baselines,
                rise.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
        try {
            if (json()) {
                planned.json(policy).forEach(row -> terminal().out().println(row.text()));
            } else {
                planned.lines(policy, terminal()).forEach(terminal()::print);
            }
            return ExitCode.OK;
        } catch (JsonException e) {
            throw new CommandError(ExitCode.NO, file + ": " + e.getMessage());
        }
    }

    private int judge() {
        var text = new String(InputFiles.read(file), StandardCharsets.UTF_8);
        if (isObject(text)) {
            return judge("", text) ? ExitCode.OK : ExitCode.NO;
        }
        var lines = text.lines().toList();
        if (lines.stream().noneMatch(line -> line.startsWith("{") && isObject(line))) {
            return judge("", text) ? ExitCode.OK : ExitCode.NO;
        }
        boolean good = true;
        for (int i = 0; i < lines.size(); i++) {
            good &= lines.get(i).isBlank() || judge("line " + (i + 1) + ": ", lines.get(i));
        }
        return good ? ExitCode.OK : ExitCode.NO;
    }

    private static boolean isObject(String text) {
        try {
            return Json.parse(text) instanceof Json.Obj;
        } catch (JsonException e) {
            return false;
        }
    }

    /** Reports whether the verdict is positive. */
    private boolean judge(String place, String text) {
        try {
            var canary = Json.parse(text);
            var verdict = judge(CanaryJson.read(canary));
            if (json()) {
                // Callers may match results by their ids, so the id is returned as written, also a number.
                var id = canary instanceof Json.Obj(var members) ? members.getOrDefault("id", Json.Null.NULL) : canary;
                terminal().out().println(VerdictJson.of(verdict).with("id", id).text());
            } else {
                new VerdictPage(terminal()).print(verdict);
            }
            return !strict || verdict.outcome() == CanaryOutcome.PASS;
        } catch (JsonException e) {
            terminal().complain(TerminalText.safe(file + ": " + place + e.getMessage()));
            return false;
        }
    }

    private static CanaryVerdict judge(Canary canary) {
        return switch (canary.mode()) {
            case NIGHTSHIFT -> EvidenceJudge.judge(canary);
            case KAYENTA -> KayentaJudge.judge(canary);
        };
    }
}
