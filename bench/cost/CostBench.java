import io.nightshift.cost.benchmark.AlertScore;
import io.nightshift.cost.benchmark.AnomalyShape;
import io.nightshift.cost.benchmark.CostGenerator;
import io.nightshift.cost.benchmark.DetectorAlerts;
import io.nightshift.cost.benchmark.LabelledCosts;
import io.nightshift.cost.benchmark.OracleAlerts;
import io.nightshift.cost.benchmark.ScoredAlert;
import io.nightshift.cost.detect.DailyCosts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Our detector and five others on the same generated costs. Each rival's best of 3 settings, 6 thresholds and 1 or 2 days is searched on
 * seeds that are not judged; ours has its usual settings. Both are judged on seeds that neither has seen.
 */
final class CostBench {

    private static final List<Rival> RIVALS =
            List.of(new WeekdayMad(), new HoltWinters(), new StlEsd(true), new StlEsd(false), new CutForest());

    private static final long TUNED_ON = 900_001;
    private static final long JUDGED_ON = 2_001;
    private static final int MOST_DAYS = 2;
    private static final double[] ORACLE_THRESHOLDS = {3.4, 3.8, 4.2, 4.6, 5, 5.4};

    private record Choice(int setting, double threshold, int days) {}

    private final Map<DailyCosts, Map<String, double[]>> scores = new IdentityHashMap<>();

    public static void main(String[] args) throws Exception {
        var arguments = Arrays.asList(args);
        if (arguments.contains("--speed")) {
            SpeedBench.run(arguments);
        } else if (arguments.contains("--nab")) {
            NabBench.run(arguments);
        } else {
            new CostBench()
                    .run(number(arguments, "--seeds", 2), number(arguments, "--tune", 1), arguments.contains("--json"));
        }
    }

    static int number(List<String> arguments, String name, int otherwise) {
        int at = arguments.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(arguments.get(at + 1));
    }

    private void run(int seeds, int tune, boolean json) {
        var results = new ArrayList<Row>();
        for (var generator : CostGenerator.ALL) {
            var judged = draw(generator, JUDGED_ON, seeds);
            var ours = score(judged, DetectorAlerts::alerts);
            results.add(new Row(generator.name(), "Nightshift", ours, "usual"));
            results.add(oracle(generator.name(), judged));
            var tuned = draw(generator, TUNED_ON, tune);
            for (var rival : RIVALS) {
                var choice = best(rival, tuned);
                results.add(new Row(
                        generator.name(),
                        rival.name(),
                        score(judged, series -> alerts(rival, choice, series)),
                        choice.toString()));
                scores.clear();
            }
        }
        if (json) {
            System.out.println(
                    "[" + String.join(",\n ", results.stream().map(Row::json).toList()) + "]");
        } else {
            print(results);
        }
    }

    /** The ceiling: its threshold is the best for the seeds that are judged. */
    private static Row oracle(String generator, List<LabelledCosts> judged) {
        var best = new Row(generator, "Oracle", new AlertScore(), "none");
        for (double threshold : ORACLE_THRESHOLDS) {
            var score = new AlertScore();
            judged.forEach(costs -> score.add(costs, OracleAlerts.alerts(costs, threshold)));
            best = score.f1() > best.score().f1() || best.score().hits() == 0
                    ? new Row(generator, "Oracle", score, String.valueOf(threshold))
                    : best;
        }
        return best;
    }

    private static List<LabelledCosts> draw(CostGenerator generator, long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(generator::generate)
                .toList();
    }

    private interface Detector {
        List<ScoredAlert> alerts(List<DailyCosts> series);
    }

    private static AlertScore score(List<LabelledCosts> all, Detector detector) {
        var score = new AlertScore();
        all.forEach(costs -> score.add(costs, detector.alerts(costs.series())));
        return score;
    }

    private Choice best(Rival rival, List<LabelledCosts> tuned) {
        var best = new Choice(0, rival.thresholds()[0], 1);
        double f1 = -1;
        for (int setting = 0; setting < Rival.SETTINGS; setting++) {
            for (double threshold : rival.thresholds()) {
                for (int days = 1; days <= MOST_DAYS; days++) {
                    var choice = new Choice(setting, threshold, days);
                    double of = score(tuned, series -> alerts(rival, choice, series))
                            .f1();
                    if (of > f1) {
                        f1 = of;
                        best = choice;
                    }
                }
            }
        }
        return best;
    }

    private List<ScoredAlert> alerts(Rival rival, Choice choice, List<DailyCosts> all) {
        var alerts = new ArrayList<ScoredAlert>();
        for (var series : all) {
            var costs = new double[series.days()];
            Arrays.setAll(costs, series::at);
            var known = scores.computeIfAbsent(series, one -> new java.util.HashMap<>())
                    .computeIfAbsent(rival.name() + choice.setting(), one -> rival.scores(costs, choice.setting()));
            alerts.addAll(RivalAlerts.of(series, costs, known, choice.threshold(), choice.days()));
        }
        return alerts;
    }

    private record Row(String generator, String detector, AlertScore score, String choice) {

        String json() {
            var shapes = new ArrayList<String>();
            for (var shape : AnomalyShape.values()) {
                shapes.add(String.format(
                        Locale.ROOT,
                        "\"%s\": {\"hits\": %d, \"labelled\": %d}",
                        shape.name().toLowerCase(Locale.ROOT),
                        score.hits(shape),
                        score.labelled(shape)));
            }
            return String.format(
                    Locale.ROOT,
                    "{\"generator\": \"%s\", \"detector\": \"%s\", \"f1\": %.3f, \"precision\": %.3f, \"recall\": %.3f, \"falseAlerts\": %.3f, \"delay\": %.2f, \"stepDelay\": %.2f, \"choice\": \"%s\", \"shapes\": {%s}}",
                    generator,
                    detector,
                    score.f1(),
                    score.precision(),
                    score.recall(),
                    score.falseRate(),
                    score.meanDelay(),
                    score.meanStepDelay(),
                    choice,
                    String.join(", ", shapes));
        }
    }

    private static void print(List<Row> rows) {
        var generator = "";
        double ours = 1;
        for (var row : rows) {
            if (!row.generator().equals(generator)) {
                generator = row.generator();
                ours = row.score().f1();
                System.out.printf(Locale.ROOT, "%n%s costs%n", generator);
                System.out.printf(
                        "%-18s %6s %6s %9s %7s %8s %6s %6s",
                        "", "F1", "ratio", "precision", "recall", "false/30", "delay", "steps");
                for (var shape : AnomalyShape.values()) {
                    System.out.printf(" %11s", shape.name().toLowerCase(Locale.ROOT));
                }
                System.out.println();
            }
            var score = row.score();
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %6.3f %6.2f %9.3f %7.3f %8.2f %6.2f %6.2f",
                    row.detector(),
                    score.f1(),
                    score.f1() / ours,
                    score.precision(),
                    score.recall(),
                    score.falseRate(),
                    score.meanDelay(),
                    score.meanStepDelay());
            for (var shape : AnomalyShape.values()) {
                System.out.printf(" %11s", score.hits(shape) + "/" + score.labelled(shape));
            }
            System.out.println();
        }
        System.out.printf(
                "%nfalse/30: false alerts in 30 service-months; delay, steps: days from the first to the alert, of all and of shifts%n");
    }
}
