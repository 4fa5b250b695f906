package io.nightshift.console.page;

import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.PictureShape;
import io.nightshift.report.RuleFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each rule did in the last 30 days. */
public final class RulesPage implements ConsolePage {

    private static final int WIDTH = 960;
    private static final int LEFT = 220;
    private static final int ROW = 26;
    private static final int LEGEND = 175;
    private static final int MOST_BARS = 20;

    private final ConsoleSources sources;

    public RulesPage(ConsoleSources sources) {
        this.sources = sources;
    }

    @Override
    public String path() {
        return "/rules";
    }

    @Override
    public String menu() {
        return "Rules";
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var figures = sources.rules().get();
        if (figures.computed().isEmpty()) {
            return Optional.of(PageBody.of(
                    "Rules", "The figures of 30 days are being computed; this page fills itself.", List.of()));
        }
        var rules = figures.rules().stream()
                .sorted(Comparator.comparingLong(RuleFigures.Rule::fired).reversed())
                .toList();
        var blocks = new ArrayList<Block>();
        if (!rules.isEmpty()) {
            blocks.add(picture(rules));
        }
        blocks.add(table(rules));
        return Optional.of(PageBody.of(
                "Rules",
                "The last 30 days of %s, as of %s."
                        .formatted(
                                PageText.plural(rules.size(), "rule", "rules"),
                                PageText.time(figures.computed().get())),
                blocks));
    }

    private static Block picture(List<RuleFigures.Rule> rules) {
        var shown = rules.subList(0, Math.min(MOST_BARS, rules.size()));
        double most = Math.max(1, shown.getFirst().fired());
        var shapes = new ArrayList<PictureShape>();
        for (int i = 0; i < shown.size(); i++) {
            bar(shapes, shown.get(i), i * ROW + 6, (WIDTH - LEFT - 70) / most);
        }
        legend(shapes, shown.size() * ROW + 18);
        return new Block.Picture(
                "Runs by rule in 30 days", "the table has the same numbers", WIDTH, shown.size() * ROW + 44, shapes);
    }

    private static void legend(List<PictureShape> shapes, double y) {
        var words = List.of("verified success", "another end after an act", "false fire", "no act");
        var styles = List.of("good", "warn", "bad", "calm");
        for (int i = 0; i < words.size(); i++) {
            double x = LEFT + i * LEGEND;
            shapes.add(new PictureShape.Rect(x, y, 12, 12, styles.get(i), ""));
            shapes.add(new PictureShape.Label(x + 18, y + 10.5, words.get(i), "start", "tick-name"));
        }
    }

    private static void bar(List<PictureShape> shapes, RuleFigures.Rule rule, double y, double scale) {
        shapes.add(new PictureShape.Label(LEFT - 10, y + 13, rule.name(), "end", "lane-name"));
        double x = LEFT;
        long rest = Math.max(0, rule.fired() - Math.max(rule.fixed(), rule.acted()) - rule.falseFires());
        var parts = List.of(
                Map.entry("good", rule.fixed()),
                Map.entry("warn", Math.max(0, rule.acted() - rule.fixed())),
                Map.entry("bad", rule.falseFires()),
                Map.entry("calm", rest));
        for (var part : parts) {
            if (part.getValue() > 0) {
                double width = Math.max(1.5, part.getValue() * scale);
                shapes.add(new PictureShape.Rect(
                        Math.round(x * 10) / 10.0,
                        y,
                        Math.round(width * 10) / 10.0,
                        18,
                        part.getKey(),
                        part.getValue().toString()));
                x += width + 1;
            }
        }
        shapes.add(new PictureShape.Label(x + 8, y + 13, Long.toString(rule.fired()), "start", "tick-name"));
    }

    private static Block table(List<RuleFigures.Rule> rules) {
        var rows = rules.stream()
                .map(rule -> List.of(
                        Cell.link(rule.name(), "/console/runs?rule=" + PageText.url(rule.name()) + "&time=30d"),
                        Cell.number(rule.fired()),
                        Cell.number(rule.acted()),
                        Cell.number(rule.fixed()),
                        Cell.number(rule.recurred()),
                        Cell.number(rule.falseFires()),
                        Cell.number(rule.escalated()),
                        Cell.number(rule.dryRuns()),
                        Cell.of(rule.denied().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(one -> one.getKey() + " " + one.getValue())
                                .collect(Collectors.joining(", "))),
                        Cell.of(rule.toFix().map(PageText::span).orElse("")),
                        Cell.number(rule.open())))
                .toList();
        return new Block.Table(
                "Rules in 30 days",
                List.of(
                        "Rule",
                        "Fired",
                        "Acted",
                        "Verified success",
                        "Recurred",
                        "False fires",
                        "Escalated",
                        "Dry runs",
                        "Denied by",
                        "Median to fix",
                        "Open"),
                rows,
                "No rule fired in 30 days.");
    }
}
