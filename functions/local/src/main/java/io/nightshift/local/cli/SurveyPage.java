package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.local.story.TextTable;
import io.nightshift.local.survey.SurveyPlatform;
import io.nightshift.local.survey.SurveyReport;
import io.nightshift.remediation.survey.MissingAlarm;
import io.nightshift.remediation.survey.SurveyedAlarm;
import io.nightshift.remediation.survey.Unread;
import io.nightshift.text.TerminalText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prints a survey.
 *
 * @param policy where the user's policy is from; empty without one
 */
record SurveyPage(Terminal terminal, SurveyReport report, Optional<String> policy) {

    private static final int WIDE = 48;
    private static final String NONE = "-";

    void print(Optional<Path> out) {
        terminal.print(summary());
        if (!report.rows().isEmpty()) {
            section("Alarms", alarms());
        }
        if (!report.findings().isEmpty()) {
            section("Findings", findings());
        }
        if (!report.proposal().missing().isEmpty()) {
            section("Missing alarms", missing());
        }
        if (!report.inventory().unread().isEmpty()) {
            section("Not read", unread());
        }
        terminal.print("");
        if (out.isPresent()) {
            terminal.print("Proposed policy: %s (%d rules, all in dry-run). Next: nightshift validate %s"
                    .formatted(out.get(), report.proposal().rules(), out.get()));
        } else {
            terminal.print(terminal.colours().bold("Proposed policy"));
            terminal.out().print(report.proposal().yaml());
        }
    }

    private String summary() {
        var kinds = report.kinds().entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey())
                .collect(Collectors.joining(", "));
        var assumed =
                report.rows().stream().filter(row -> row.alarm().assumed()).count();
        var alarms = assumed == 0
                ? report.rows().size() + " alarms"
                : report.rows().size() + " alarms (" + assumed + " of them assumed)";
        var rules = policy.map(file -> ", %d with a rule in %s".formatted(report.withRule(), TerminalText.safe(file)))
                .orElse("");
        return "Found %s%s; %s.".formatted(alarms, rules, kinds.isEmpty() ? "no resources" : TerminalText.safe(kinds));
    }

    private void section(String title, TextTable table) {
        terminal.print("");
        terminal.print(terminal.colours().bold(title));
        table.lines(terminal.colours()).forEach(line -> terminal.print("  " + line));
    }

    private TextTable alarms() {
        var table = new TextTable("ALARM", "SUBJECT", "REGION", "RULE", "PROPOSED");
        for (var row : report.rows()) {
            var signal = row.alarm().signal();
            table.row(
                    cell(signal.name() + (row.alarm().assumed() ? " (assumed)" : "")),
                    cell(signal.subject().label()),
                    cell(signal.origin().region()),
                    row.rule().orElse(NONE),
                    row.proposed());
        }
        return table;
    }

    private TextTable findings() {
        var table = new TextTable("FINDING", "OPEN", "FOUND BY", "RULE", "PROPOSED");
        for (var row : report.findings()) {
            table.row(
                    cell(row.control()),
                    Integer.toString(row.many()),
                    cell(row.source()),
                    row.rule().orElse(NONE),
                    row.proposed());
        }
        return table;
    }

    private TextTable missing() {
        var table = new TextTable("RESOURCE", "REGION", "ALARM ON", "WITHOUT IT");
        for (var one : report.proposal().missing()) {
            table.row(cell(one.resource().label()), cell(one.resource().origin().region()), one.metric(), one.why());
        }
        return table;
    }

    private TextTable unread() {
        var table = new TextTable("WHAT", "WHERE", "WHY");
        report.inventory().unread().forEach(one -> table.row(one.what(), cell(one.place()), cell(one.why(), 160)));
        return table;
    }

    private static String cell(String text) {
        return cell(text, WIDE);
    }

    private static String cell(String text, int most) {
        return TerminalText.clipped(TerminalText.safe(text), most);
    }

    void printJson(SurveyPlatform cloud) {
        var resources = Json.obj();
        for (var kind : report.kinds().entrySet()) {
            resources = resources.with(kind.getKey(), kind.getValue());
        }
        terminal.print(Json.obj()
                .with("cloud", cloud.id())
                .with("resources", resources)
                .with("alarms", list(report.rows(), SurveyPage::toJson))
                .with("findings", list(report.findings(), SurveyPage::toJson))
                .with("missing", list(report.proposal().missing(), SurveyPage::toJson))
                .with("unread", list(report.inventory().unread(), SurveyPage::toJson))
                .with("rules", report.proposal().rules())
                .with("policy", report.proposal().yaml()));
    }

    private static <T> Json.Arr list(List<T> items, java.util.function.Function<T, Json.Obj> form) {
        return Json.arr(items.stream().map(form).toList());
    }

    private static Json.Obj toJson(SurveyReport.Row row) {
        SurveyedAlarm alarm = row.alarm();
        return Json.obj()
                .with("name", alarm.signal().name())
                .with("subject", alarm.signal().subject().toJson())
                .with("assumed", alarm.assumed())
                .withOptional("rule", row.rule().orElse(null))
                .with("proposed", row.proposed());
    }

    private static Json.Obj toJson(SurveyReport.FindingRow row) {
        return Json.obj()
                .with("name", row.control())
                .with("source", row.source())
                .with("open", row.many())
                .withOptional("rule", row.rule().orElse(null))
                .with("proposed", row.proposed());
    }

    private static Json.Obj toJson(MissingAlarm missing) {
        return Json.obj()
                .with("resource", missing.resource().toJson())
                .with("metric", missing.metric())
                .with("why", missing.why());
    }

    private static Json.Obj toJson(Unread unread) {
        return Json.obj()
                .with("what", unread.what())
                .with("place", unread.place())
                .with("why", unread.why());
    }
}
