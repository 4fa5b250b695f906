package io.nightshift.local.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.Terminal;
import io.nightshift.local.story.TextTable;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.judge.InterimLooks;
import io.nightshift.promotion.judge.json.CanaryJson;
import io.nightshift.promotion.judge.power.Baseline;
import io.nightshift.promotion.judge.power.DetectionPower;
import io.nightshift.promotion.judge.power.PlannedBake;
import io.nightshift.promotion.plan.Analysis;
import io.nightshift.promotion.plan.CanaryStep;
import io.nightshift.promotion.plan.PromotionSpec;
import io.nightshift.promotion.plan.Stage;
import io.nightshift.promotion.policy.PromotionPolicies;
import io.nightshift.text.TerminalText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Computes the rise of each judged metric that a policy's bakes detect: runs the judge itself on drawn canaries.
 *
 * @param requestsPerSecond of the whole service
 * @param baselines the known properties of the serving version: one or both kinds
 * @param rise a factor that must be detected; empty if not requested
 */
record DetectableRise(double requestsPerSecond, List<Baseline> baselines, OptionalDouble rise) {

    /** The fields of a policy's metric that the judge does not accept. */
    private static final Set<String> NOT_THE_JUDGES = Set.of("source", "query", "max", "min", "maxRatio");

    /** One bake and what it detects. */
    private record Found(CanaryStep step, PlannedBake bake, OptionalDouble least, OptionalDouble times) {}

    private record Row(
            String promotion, String stage, String metric, Baseline baseline, List<Found> bakes, OptionalDouble wave) {}

    List<Json.Obj> json(Policy policy) throws JsonException {
        return rows(policy).stream().map(this::json).toList();
    }

    List<String> lines(Policy policy, Terminal terminal) throws JsonException {
        var table = new TextTable(
                "promotion", "stage", "metric", "bake", "points", "requests", "finds a rise of", wanted());
        for (var row : rows(policy)) {
            for (var found : row.bakes()) {
                table.row(
                        TerminalText.safe(row.promotion()),
                        TerminalText.safe(row.stage()),
                        TerminalText.safe(row.metric()),
                        found.step().percent() + " % for " + brief(found.step().bake()),
                        Integer.toString(found.bake().points()),
                        row.baseline() instanceof Baseline.Rate
                                ? Long.toString(
                                        found.bake().points() * found.bake().requests())
                                : "-",
                        factor(found.least()),
                        needed(row.baseline(), found));
            }
            table.row(
                    TerminalText.safe(row.promotion()),
                    TerminalText.safe(row.stage()),
                    TerminalText.safe(row.metric()),
                    "the whole wave",
                    "",
                    "",
                    factor(row.wave()),
                    "");
        }
        return table.lines(terminal.colours());
    }

    private String wanted() {
        return rise.isPresent() ? String.format(Locale.ROOT, "x%.3g needs", rise.getAsDouble()) : "";
    }

    private static String factor(OptionalDouble least) {
        return least.isPresent() ? String.format(Locale.ROOT, "x%.3g", least.getAsDouble()) : "none";
    }

    private static String brief(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private String needed(Baseline baseline, Found found) {
        if (rise.isEmpty()) {
            return "";
        }
        if (found.times().isEmpty()) {
            return "no traffic or bake finds it";
        }
        double times = found.times().getAsDouble();
        return baseline instanceof Baseline.Rate
                ? String.format(Locale.ROOT, "%.3g requests/s", times * requestsPerSecond)
                : "a bake of "
                        + brief(Duration.ofSeconds(
                                Math.round(times * (double) found.step().bake().toSeconds())));
    }

    private List<Row> rows(Policy policy) throws JsonException {
        var rows = new ArrayList<Row>();
        for (var promotion : PromotionPolicies.of(policy).values()) {
            for (var stage : PromotionSpec.read(promotion.plan()).stages()) {
                for (var metric : stage.analysis().metrics()) {
                    if (metric.get("max") == null && metric.get("min") == null && metric.get("maxRatio") == null) {
                        for (var baseline : baselines) {
                            rows.add(row(promotion.service(), stage, metric, baseline));
                        }
                    }
                }
            }
        }
        return rows;
    }

    private Row row(String promotion, Stage stage, Json.Obj metric, Baseline baseline) throws JsonException {
        var power = power(stage.analysis(), metric, baseline);
        var bakes = new ArrayList<Found>();
        int looks = 0;
        int planned = planned(stage);
        for (var step : stage.steps()) {
            int points = points(step, stage.analysis());
            looks += points;
            if (points > 0) {
                bakes.add(found(power, step, bake(step, stage.analysis(), points, new InterimLooks(looks, planned))));
            }
        }
        var wave = bakes.isEmpty()
                ? OptionalDouble.empty()
                : power.smallestRise(bakes.stream().map(Found::bake).toList());
        return new Row(promotion, stage.name(), View.of(metric).at("name").text(), baseline, bakes, wave);
    }

    private Found found(DetectionPower power, CanaryStep step, PlannedBake bake) {
        var times = rise.isEmpty()
                ? OptionalDouble.empty()
                : power.baseline() instanceof Baseline.Rate
                        ? power.trafficFor(bake, rise.getAsDouble())
                        : power.lengthFor(bake, rise.getAsDouble());
        return new Found(step, bake, power.smallestRise(List.of(bake)), times);
    }

    /** If the new version has all traffic, the baseline's values are earlier ones. */
    private PlannedBake bake(CanaryStep step, Analysis analysis, int points, InterimLooks looks) {
        double requests = requestsPerSecond * analysis.every().toSeconds();
        double share = step.percent() / 100.0;
        return new PlannedBake(
                points,
                Math.max(1, Math.round(requests * share)),
                Math.max(1, Math.round(requests * (share == 1 ? 1 : 1 - share))),
                looks);
    }

    private static int points(CanaryStep step, Analysis analysis) {
        return (int) (step.bake().toSeconds() / Math.max(1, analysis.every().toSeconds()));
    }

    /** Without the extension of a bake. */
    private static int planned(Stage stage) {
        return Math.max(
                1,
                stage.steps().stream()
                        .mapToInt(step -> points(step, stage.analysis()))
                        .sum());
    }

    private static DetectionPower power(Analysis analysis, Json.Obj metric, Baseline baseline) throws JsonException {
        var judged = Json.obj();
        for (var field : metric.members().entrySet()) {
            if (!NOT_THE_JUDGES.contains(field.getKey())) {
                judged = judged.with(field.getKey(), field.getValue());
            }
        }
        var canary = Json.obj();
        for (var field : analysis.judge().members().entrySet()) {
            canary = canary.with(field.getKey(), field.getValue());
        }
        var read = CanaryJson.read(canary.with(
                "metrics",
                Json.arr(
                        List.of(judged.with("experiment", Json.arr(List.of())).with("control", Json.arr(List.of()))))));
        return new DetectionPower(read.metrics().getFirst(), read.mode(), baseline);
    }

    private Json.Obj json(Row row) {
        var bakes = new ArrayList<Json>();
        for (var found : row.bakes()) {
            var bake = Json.obj()
                    .with("percent", found.step().percent())
                    .with("bakeSeconds", found.step().bake().toSeconds())
                    .with("points", found.bake().points());
            if (row.baseline() instanceof Baseline.Rate) {
                bake = bake.with(
                                "requests", found.bake().points() * found.bake().requests())
                        .with(
                                "controlRequests",
                                found.bake().points() * found.bake().controlRequests());
            }
            bakes.add(with(bake.with("rise", number(found.least())), row.baseline(), found));
        }
        return Json.obj()
                .with("promotion", row.promotion())
                .with("stage", row.stage())
                .with("metric", row.metric())
                .with("kind", row.baseline() instanceof Baseline.Rate ? "ratio" : "series")
                .with("bakes", Json.arr(bakes))
                .with("waveRise", number(row.wave()));
    }

    private Json.Obj with(Json.Obj bake, Baseline baseline, Found found) {
        if (rise.isEmpty()) {
            return bake;
        }
        return baseline instanceof Baseline.Rate
                ? bake.with("requestsPerSecondNeeded", number(scaled(found.times(), requestsPerSecond)))
                : bake.with("bakeSecondsNeeded", number(scaled(found.times(), (double)
                        found.step().bake().toSeconds())));
    }

    private static OptionalDouble scaled(OptionalDouble times, double by) {
        return times.isPresent() ? OptionalDouble.of(times.getAsDouble() * by) : times;
    }

    private static Json number(OptionalDouble value) {
        return value.isPresent() ? Json.of(Math.round(value.getAsDouble() * 1000) / 1000.0) : Json.Null.NULL;
    }

    /** The given kinds of baseline; rejects values out of range. */
    static List<Baseline> baselines(Optional<Double> rate, Optional<Double> spread, double autocorrelation) {
        var baselines = new ArrayList<Baseline>();
        rate.ifPresent(share -> {
            require(share > 0 && share < 1, "--baseline is a share above 0 and below 1, as 0.01 for 1 %");
            baselines.add(new Baseline.Rate(share));
        });
        spread.ifPresent(deviation -> {
            require(deviation > 0 && deviation <= 10, "--spread is above 0 and at most 10, as 0.2 for about 20 %");
            require(autocorrelation >= 0 && autocorrelation < 1, "--autocorrelation is from 0 and below 1");
            baselines.add(new Baseline.Spread(deviation, autocorrelation));
        });
        require(!baselines.isEmpty(), "--plan needs --baseline (of error rates), --spread (of latencies), or both");
        return baselines;
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new CommandError(ExitCode.USAGE, message);
        }
    }
}
