package io.nightshift.local.cost;

import io.nightshift.cost.CostMessages;
import io.nightshift.cost.picture.AnomalyPicture;
import io.nightshift.cost.explain.TextChart;
import io.nightshift.text.HtmlText;
import java.util.ArrayList;
import java.util.List;

/** The report of a month, as Markdown and as one HTML file with pictures. */
public record CostReportPage(List<CostMonth> entries) {

    private static final int CHART = 60;
    private static final List<String> BUDGETS = List.of("budget", "amount", "spent", "of it", "by month end");
    private static final List<String> UNTAGGED = List.of("account", "service", "cost without tags");

    public CostReportPage {
        entries = List.copyOf(entries);
    }

    public String markdown() {
        var lines = new ArrayList<String>();
        for (var entry : entries) {
            lines.add("# Costs of " + text(entry.entry()) + ", " + entry.month());
            lines.add("");
            entry.forecasts()
                    .keySet()
                    .forEach(currency -> lines.add(
                            text(currency) + ": " + entry.interval(currency).orElse("") + "."));
            lines.add("");
            lines.add("## " + count(entry));
            for (var found : entry.anomalies()) {
                lines.add("");
                lines.add("### " + text(CostMessages.line(found.report())) + state(found));
                lines.add("");
                CostMessages.lines(found.report(), found.explanation()).forEach(line -> lines.add("- " + text(line)));
                if (!found.explanation().days().costs().isEmpty()) {
                    lines.add("- `" + TextChart.of(found.explanation().days().costs(), CHART) + "`");
                }
            }
            table(lines, "## Budgets", BUDGETS, budgets(entry));
            table(lines, "## Without tags", UNTAGGED, untagged(entry));
            lines.add("");
        }
        return String.join("\n", lines);
    }

    private static String count(CostMonth entry) {
        int count = entry.anomalies().size();
        return count == 0
                ? "No anomaly"
                : (count == 1 ? "1 anomaly" : count + " anomalies") + ", " + entry.excess() + " beyond expectation";
    }

    private static String state(CostMonth.Found found) {
        return found.state().isEmpty() ? "" : " (" + found.state() + ")";
    }

    private static List<List<String>> budgets(CostMonth entry) {
        return entry.budgets().stream()
                .map(one -> List.of(
                        one.budget().name(),
                        one.budget().amount().toPlainString() + " " + one.currency(),
                        CostText.money(one.forecast().spent()).toPlainString(),
                        CostMonth.burn(one) + " %",
                        CostText.money(one.forecast().forecast()) + " ("
                                + CostText.money(one.forecast().low()) + " to "
                                + CostText.money(one.forecast().high()) + ")"))
                .toList();
    }

    private static List<List<String>> untagged(CostMonth entry) {
        return entry.untagged().stream()
                .map(one -> List.of(one.account(), one.service(), CostText.money(one.cost()) + " " + one.currency()))
                .toList();
    }

    private static void table(List<String> lines, String title, List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title);
        lines.add("");
        lines.add("| " + String.join(" | ", heads) + " |");
        lines.add("|" + "---|".repeat(heads.size()));
        rows.forEach(row -> lines.add(
                "| " + String.join(" | ", row.stream().map(CostReportPage::text).toList()) + " |"));
    }

    /** Names come from outside. */
    private static String text(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("`", "'")
                .replaceAll("\\p{Cntrl}+", " ");
    }

    public String html() {
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Costs</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; color: #1c2430; }
            table { border-collapse: collapse; } td, th { padding: .2em .9em .2em 0; text-align: left; border-bottom: 1px solid #e3e7ec; }
            svg { max-width: 100%; height: auto; }
            </style>
            </head>
            <body>
            """);
        entries.forEach(entry -> html(page, entry));
        return page.append("</body>\n</html>\n").toString();
    }

    private static void html(StringBuilder page, CostMonth entry) {
        element(page, "h1", "Costs of " + entry.entry() + ", " + entry.month());
        entry.forecasts()
                .keySet()
                .forEach(currency -> element(
                        page, "p", currency + ": " + entry.interval(currency).orElse("") + "."));
        element(page, "h2", count(entry));
        for (var found : entry.anomalies()) {
            element(page, "h3", CostMessages.line(found.report()) + state(found));
            AnomalyPicture.of(found.report(), found.explanation().days())
                    .ifPresent(picture -> page.append(SvgPicture.of(picture)));
            page.append("<ul>\n");
            CostMessages.lines(found.report(), found.explanation()).forEach(line -> element(page, "li", line));
            page.append("</ul>\n");
        }
        table(page, "Budgets", BUDGETS, budgets(entry));
        table(page, "Without tags", UNTAGGED, untagged(entry));
    }

    private static void table(StringBuilder page, String title, List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        element(page, "h2", title);
        page.append("<table>\n<tr>");
        heads.forEach(head -> element(page, "th", head));
        page.append("</tr>\n");
        for (var row : rows) {
            page.append("<tr>");
            row.forEach(cell -> element(page, "td", cell));
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private static void element(StringBuilder page, String name, String text) {
        page.append('<')
                .append(name)
                .append('>')
                .append(HtmlText.text(text))
                .append("</")
                .append(name)
                .append(">\n");
    }
}
