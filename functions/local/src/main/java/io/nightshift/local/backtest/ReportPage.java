package io.nightshift.local.backtest;

import io.nightshift.text.HtmlText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A backtest as one HTML file without external resources and scripts. */
public final class ReportPage {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Nightshift backtest</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 78em; padding: 0 1em; color: #1c2430; }
            h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 1.8em; }
            table { border-collapse: collapse; } td, th { padding: .2em .9em .2em 0; text-align: left; border-bottom: 1px solid #e3e7ec; }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            .picture { overflow-x: auto; border: 1px solid #e3e7ec; } .problems { color: #9c2f1f; }
            svg text { font: 11px system-ui, sans-serif; fill: #5a6675; } svg text.rule { font-size: 13px; fill: #1c2430; }
            .grid { stroke: #e3e7ec; } .act { fill: #1a7f4b; color: #1a7f4b; } .page { fill: #c0392b; color: #c0392b; }
            .held { fill: #c98a00; color: #c98a00; } .dry { fill: #fff; stroke: #1a7f4b; stroke-width: 1.5; color: #1a7f4b; }
            </style>
            </head>
            <body>
            <h1>Nightshift backtest</h1>
            """;

    private final BacktestComparison comparison;
    private final StringBuilder page = new StringBuilder(HEAD);

    private ReportPage(BacktestComparison comparison) {
        this.comparison = comparison;
    }

    public static String of(BacktestComparison comparison) {
        return new ReportPage(comparison).write();
    }

    private String write() {
        about();
        comparison.sentences().forEach(line -> element("p", line));
        totals();
        pictures();
        for (var section : BacktestSection.values()) {
            if (section.isShown()) {
                section(section);
            }
        }
        problems();
        return page.append("</body>\n</html>\n").toString();
    }

    private void element(String name, String text) {
        page.append("<%s>%s</%s>%n".formatted(name, HtmlText.text(text), name));
    }

    private void about() {
        element("p", "policy: " + comparison.names().getFirst());
        if (comparison.isOfTwo()) {
            element("p", "against: " + comparison.names().getLast());
        }
    }

    private void totals() {
        element("h2", "In short");
        var heads = new ArrayList<>(List.of("what"));
        heads.addAll(comparison.valueHeads());
        var rows = List.of(
                        BacktestSection.ACTS,
                        BacktestSection.DRY_RUNS,
                        BacktestSection.PAGES,
                        BacktestSection.HELD_BACK)
                .stream()
                .map(comparison::total)
                .toList();
        table(heads, 1, rows);
    }

    private void pictures() {
        element("h2", "Timeline");
        page.append(Timeline.legend()).append('\n');
        var result = comparison.result();
        for (int i = 0; i < result.policies().size(); i++) {
            if (comparison.isOfTwo()) {
                element(
                        "h3",
                        (i == 0 ? "policy: " : "against: ") + comparison.names().get(i));
            }
            var timeline = new Timeline(result.policies().get(i), day(result.from()), day(result.to()));
            page.append("<div class=\"picture\">").append(timeline.svg()).append("</div>\n");
        }
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private void section(BacktestSection section) {
        element("h2", section.title());
        var rows = comparison.rows(section);
        if (rows.isEmpty()) {
            element("p", "none");
            return;
        }
        var heads = new ArrayList<>(section.columns());
        heads.addAll(comparison.valueHeads());
        table(heads, section.columns().size(), rows);
    }

    private void table(List<String> heads, int names, List<BacktestComparison.Row> rows) {
        page.append("<table>\n");
        row("th", heads, names);
        for (var row : rows) {
            var cells = new ArrayList<>(row.names());
            cells.addAll(comparison.values(row));
            row("td", cells, names);
        }
        page.append("</table>\n");
    }

    private void row(String cell, List<String> cells, int names) {
        page.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            page.append("<%s%s>%s</%s>"
                    .formatted(cell, i < names ? "" : " class=\"n\"", HtmlText.text(cells.get(i)), cell));
        }
        page.append("</tr>\n");
    }

    private void problems() {
        var result = comparison.result();
        if (result.unreadable() == 0) {
            return;
        }
        element("h2", "What could not be read: " + result.unreadable());
        page.append("<ul class=\"problems\">\n");
        result.problems().forEach(problem -> element("li", problem.place() + ": " + problem.reason()));
        page.append("</ul>\n");
    }
}
