package io.nightshift.local.cost;

import io.nightshift.cost.CostMessages;
import io.nightshift.cost.explain.TextChart;
import io.nightshift.cost.picture.AnomalyPicture;
import io.nightshift.text.HtmlText;
import java.util.ArrayList;
import java.util.List;

/** The report of a month, as Markdown and as one HTML file with pictures. */
public record CostReportPage(List<CostMonth> entries) {

    private static final int CHART = 60;
    private static final List<String> BUDGETS = List.of("budget", "amount", "spent", "of it", "by month end");
    private static final List<String> UNTAGGED = List.of("owner", "account", "service", "cost");
    private static final List<String> COMMITMENTS = List.of("commitment", "used", "wasted");
    private static final List<String> COVERAGE = List.of("service", "covered", "on demand");
    private static final List<String> STOPPED = List.of("resource", "hours", "saved");

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
            table(lines, "## Commitments", COMMITMENTS, commitments(entry));
            table(lines, "## Covered by commitments", COVERAGE, coverage(entry));
            table(lines, "## Stopped by us", STOPPED, stopped(entry));
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
                .map(one -> List.of(
                        one.owner().isEmpty() ? "nobody" : one.owner(),
                        one.account(),
                        one.service(),
                        CostText.money(one.cost()) + " " + one.currency()))
                .toList();
    }

    private static List<List<String>> commitments(CostMonth entry) {
        return entry.commitments().commitments().stream()
                .map(one -> List.of(
                        one.id(), one.utilization() + " %", CostText.money(one.unused()) + " " + one.currency()))
                .toList();
    }

    private static List<List<String>> coverage(CostMonth entry) {
        return entry.commitments().services().stream()
                .map(one -> List.of(
                        one.service(), one.percent() + " %", CostText.money(one.uncovered()) + " " + one.currency()))
                .toList();
    }

    private static List<List<String>> stopped(CostMonth entry) {
        return entry.stopped().stream()
                .map(one -> List.of(
                        one.resource().kind() + " " + one.resource().name(),
                        Long.toString(Math.round(one.hours())),
                        one.saved()
                                .map(saved -> CostText.money(saved) + " " + one.currency())
                                .orElse("not known")))
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
        HtmlText.element(page, "h1", "Costs of " + entry.entry() + ", " + entry.month());
        entry.forecasts()
                .keySet()
                .forEach(currency -> HtmlText.element(
                        page, "p", currency + ": " + entry.interval(currency).orElse("") + "."));
        HtmlText.element(page, "h2", count(entry));
        for (var found : entry.anomalies()) {
            HtmlText.element(page, "h3", CostMessages.line(found.report()) + state(found));
            AnomalyPicture.of(found.report(), found.explanation().days())
                    .ifPresent(picture -> page.append(SvgPicture.of(picture)));
            page.append("<ul>\n");
            CostMessages.lines(found.report(), found.explanation()).forEach(line -> HtmlText.element(page, "li", line));
            page.append("</ul>\n");
        }
        table(page, "Budgets", BUDGETS, budgets(entry));
        table(page, "Commitments", COMMITMENTS, commitments(entry));
        table(page, "Covered by commitments", COVERAGE, coverage(entry));
        table(page, "Stopped by us", STOPPED, stopped(entry));
        table(page, "Without tags", UNTAGGED, untagged(entry));
    }

    private static void table(StringBuilder page, String title, List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        HtmlText.element(page, "h2", title);
        page.append("<table>\n<tr>");
        heads.forEach(head -> HtmlText.element(page, "th", head));
        page.append("</tr>\n");
        for (var row : rows) {
            page.append("<tr>");
            row.forEach(cell -> HtmlText.element(page, "td", cell));
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }
}
