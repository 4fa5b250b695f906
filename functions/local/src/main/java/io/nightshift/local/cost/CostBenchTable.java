package io.nightshift.local.cost;

import io.nightshift.core.json.Json;
import io.nightshift.cost.benchmark.AlertScore;
import io.nightshift.cost.benchmark.AnomalyShape;
import io.nightshift.cost.benchmark.CostGenerator;
import io.nightshift.cost.benchmark.DetectorAlerts;
import io.nightshift.local.story.TextTable;
import io.nightshift.text.Colours;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the detector finds in generated costs, by generator. */
final class CostBenchTable {

    private static final int DIGITS = 3;

    private final Map<String, AlertScore> scores = new LinkedHashMap<>();

    private CostBenchTable() {}

    static CostBenchTable measure(int seeds) {
        var table = new CostBenchTable();
        for (var generator : CostGenerator.ALL) {
            var score = new AlertScore();
            for (int seed = 1; seed <= seeds; seed++) {
                var costs = generator.generate(seed);
                score.add(costs, DetectorAlerts.alerts(costs.series()));
            }
            table.scores.put(generator.name(), score);
        }
        return table;
    }

    Json json() {
        var rows = new ArrayList<Json>();
        scores.forEach((name, score) -> rows.add(Json.obj()
                .with("generator", name)
                .with("f1", number(score.f1()))
                .with("precision", number(score.precision()))
                .with("recall", number(score.recall()))
                .with("falseAlerts", number(score.falseRate()))
                .with("delay", number(score.meanDelay()))
                .with("stepDelay", number(score.meanStepDelay()))
                .with("shapes", shapes(score))));
        return Json.arr(rows);
    }

    private static Json.Obj shapes(AlertScore score) {
        var shapes = Json.obj();
        for (var shape : AnomalyShape.values()) {
            shapes = shapes.with(
                    word(shape), Json.obj().with("hits", score.hits(shape)).with("labelled", score.labelled(shape)));
        }
        return shapes;
    }

    List<String> lines(Colours colours) {
        var table = new TextTable("COSTS", "F1", "PRECISION", "RECALL", "FALSE", "DELAY", "STEPS", "HITS");
        scores.forEach((name, score) -> table.row(
                name,
                text(score.f1()),
                text(score.precision()),
                text(score.recall()),
                text(score.falseRate()),
                text(score.meanDelay()),
                text(score.meanStepDelay()),
                hits(score)));
        var lines = new ArrayList<>(table.lines(colours));
        lines.add("");
        lines.add("FALSE: false alerts in 30 service-months; DELAY, STEPS: days until the alert, of all and of shifts");
        return lines;
    }

    private static String hits(AlertScore score) {
        var hits = new ArrayList<String>();
        for (var shape : AnomalyShape.values()) {
            hits.add(word(shape) + " " + score.hits(shape) + "/" + score.labelled(shape));
        }
        return String.join(", ", hits);
    }

    private static String word(AnomalyShape shape) {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DIGITS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static Json number(double value) {
        return new Json.Num(text(value));
    }
}
