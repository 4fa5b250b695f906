package io.nightshift.local.cli;

import io.nightshift.core.run.Outcome;
import io.nightshift.local.story.TextTable;
import io.nightshift.report.RuleTally;
import io.nightshift.text.HtmlText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as a page of one file: no script, nothing from elsewhere; it prints, and is dark where the system is. */
final class LedgerReportPage {

    private static final int WIDTH = 720;
    private static final int LEFT = 200;
    private static final int ROW = 26;
    private static final int MOST_BARS = 30;

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Nightshift report</title>
            <style>
            :root { color-scheme: light dark; --ink: light-dark(#1c2024, #e8eaed); --faint: light-dark(#5f6670, #9aa3ad);
              --line: light-dark(#dfe3e8, #343a41); --good: light-dark(#1a7f4b, #4cc38a); --warn: light-dark(#b26a00, #f0a83c);
              --bad: light-dark(#c0392b, #ff7b6b); --calm: light-dark(#9aa5b1, #5c6670) }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin-top: 2rem } .lead { color: var(--faint) }
            .wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
            th, td { padding: .35rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap }
            th { color: var(--faint); font-size: .8rem } th:first-child, td:first-child { text-align: left }
            svg { max-width: 100%; height: auto } text { fill: var(--ink); font: 13px system-ui, sans-serif }
            .good { fill: var(--good) } .warn { fill: var(--warn) } .bad { fill: var(--bad) } .calm { fill: var(--calm) }
            </style>
            </head>
            <body>
            """;

    private LedgerReportPage() {}

    /** @param tables by their titles */
    static String of(String since, Collection<RuleTally> tallies, Map<String, TextTable> tables) {
        var page = new StringBuilder(HEAD);
        page.append("<h1>What Nightshift did</h1>\n<p class=\"lead\">Runs since ")
                .append(HtmlText.text(since))
                .append(". A fix is a verified success: Nightshift acted, and the alarm stayed well.</p>\n");
        if (!tallies.isEmpty()) {
            page.append(picture(List.copyOf(tallies)));
        }
        tables.forEach((title, table) -> page.append("<h2>")
                .append(HtmlText.text(title))
                .append("</h2>\n")
                .append(table(table)));
        return page.append("</body>\n</html>\n").toString();
    }

    private static String table(TextTable table) {
        var rows = table.rows();
        return "<div class=\"wide\"><table>\n<thead>" + row(rows.getFirst(), "th") + "</thead>\n<tbody>\n"
                + rows.stream().skip(1).map(row -> row(row, "td") + "\n").collect(Collectors.joining())
                + "</tbody>\n</table></div>\n";
    }

    private static String row(List<String> cells, String element) {
        return cells.stream()
                .map(cell -> "<" + element + ">" + HtmlText.text(cell) + "</" + element + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    /** A bar for each rule: its fixes, other runs with an act, false fires and the rest. The table has the numbers. */
    private static String picture(List<RuleTally> tallies) {
        var shown = tallies.subList(0, Math.min(MOST_BARS, tallies.size()));
        double most = shown.stream().mapToLong(RuleTally::runs).max().orElse(1);
        var svg = new StringBuilder("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Runs by rule\">\n"
                .formatted(WIDTH, shown.size() * ROW + 8));
        for (int i = 0; i < shown.size(); i++) {
            svg.append(bar(shown.get(i), i * ROW + 4, (WIDTH - LEFT - 60) / Math.max(1, most)));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(RuleTally rule, int y, double scale) {
        long fixed = rule.ended(Outcome.RESOLVED);
        long acted = Math.max(0, rule.acted() - fixed);
        long rest = Math.max(0, rule.runs() - fixed - acted - rule.falseFires());
        var parts = List.of(
                Map.entry("good", fixed),
                Map.entry("warn", acted),
                Map.entry("bad", rule.falseFires()),
                Map.entry("calm", rest));
        var bar = new StringBuilder("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
                .formatted(LEFT - 10, y + 14, HtmlText.text(rule.rule())));
        double x = LEFT;
        for (var part : parts) {
            double width = part.getValue() * scale;
            if (width > 0) {
                bar.append("<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"18\"/>\n"
                        .formatted(part.getKey(), x, y, width));
            }
            x += width;
        }
        return bar.append("<text x=\"%.1f\" y=\"%d\">%d</text>\n".formatted(x + 6, y + 14, rule.runs()))
                .toString();
    }
}
