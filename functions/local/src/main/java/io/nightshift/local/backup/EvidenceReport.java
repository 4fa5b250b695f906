package io.nightshift.local.backup;

import io.nightshift.backup.measure.DrillRecord;
import io.nightshift.backup.measure.FailoverRecord;
import io.nightshift.backup.measure.VerificationHistory;
import io.nightshift.backup.measure.VerificationRecord;
import io.nightshift.backup.policy.BackupPolicy;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.text.HtmlText;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The evidence of a month for an auditor, as Markdown and as one HTML file: each verification with the hash of its run in the
 * ledger, which {@code nightshift audit verify} recomputes.
 *
 * @param histories of each entry, in the order of the policy
 * @param drills of all months
 * @param failovers of all months
 */
record EvidenceReport(
        List<BackupPolicy> entries,
        Map<String, VerificationHistory> histories,
        List<DrillRecord> drills,
        List<FailoverRecord> failovers,
        Ledger ledger,
        YearMonth month,
        Instant now) {

    private static final List<String> HEADS = List.of(
            "ended", "run", "backup", "verdict", "RPO", "first query", "checked", "size", "cost", "hash of the run");

    private List<VerificationRecord> ofMonth(BackupPolicy entry) {
        return history(entry).records().stream()
                .filter(record ->
                        YearMonth.from(record.at().atZone(ZoneOffset.UTC)).equals(month))
                .toList();
    }

    private VerificationHistory history(BackupPolicy entry) {
        return histories.getOrDefault(entry.name(), VerificationHistory.EMPTY);
    }

    private String hash(VerificationRecord record) {
        return ledger.run(new RunId(record.run())).map(Run::head).orElse("not in the ledger any more");
    }

    private List<String> cells(VerificationRecord record) {
        return List.of(
                record.at().toString(),
                record.run(),
                record.backup().isEmpty() ? "none" : record.backup(),
                record.isGood() ? "good" : record.isFound() ? "test of the checks: damage found" : record.reason(),
                VerificationText.span(record.rpo()),
                VerificationText.span(record.firstQuery()),
                VerificationText.span(record.fullRead()),
                VerificationText.bytes(record.bytes()),
                record.cost().toPlainString(),
                hash(record));
    }

    private static String promises(BackupPolicy entry) {
        return "RPO %s, RTO %s"
                .formatted(
                        entry.spec().rpo().map(DurationText::say).orElse("not promised"),
                        entry.spec().rto().map(DurationText::say).orElse("not promised"));
    }

    private String summary(BackupPolicy entry) {
        var records = ofMonth(entry);
        var backups = records.stream().filter(record -> !record.canary()).toList();
        long good = backups.stream().filter(VerificationRecord::isGood).count();
        return "%d verifications, %d good. Promised: %s. %s"
                .formatted(backups.size(), good, promises(entry), tested(records));
    }

    /** Whether the checks themselves were tested. */
    private static String tested(List<VerificationRecord> records) {
        var tests = records.stream().filter(VerificationRecord::canary).toList();
        if (tests.isEmpty()) {
            return "The checks were not tested.";
        }
        return tests.stream().allMatch(VerificationRecord::isFound)
                ? "The checks were tested by damage, and found it."
                : "THE CHECKS WERE TESTED BY DAMAGE, AND DID NOT FIND IT.";
    }

    private List<String> drillLines() {
        return drills.stream()
                .filter(drill ->
                        YearMonth.from(drill.began().atZone(ZoneOffset.UTC)).equals(month))
                .map(drill -> "%s: %s, total RTO %s%s: %s"
                        .formatted(
                                drill.began(),
                                String.join(
                                        ", ",
                                        drill.steps().stream()
                                                .map(step -> step.entry() + (step.good() ? "" : " (not good)"))
                                                .toList()),
                                drill.total().map(VerificationText::span).orElse("not reached"),
                                drill.promised()
                                        .map(limit -> ", promised " + DurationText.say(limit))
                                        .orElse(""),
                                drill.isGood() ? "good" : "NOT GOOD"))
                .toList();
    }

    private List<String> failoverLines() {
        return failovers.stream()
                .filter(failover ->
                        YearMonth.from(failover.began().atZone(ZoneOffset.UTC)).equals(month))
                .map(failover -> failover.began() + ": " + String.join("; ", VerificationText.failover(failover)))
                .toList();
    }

    String markdown() {
        var lines = new ArrayList<String>();
        lines.add("# Backup verification " + month);
        lines.add("");
        lines.add("Written " + now + ". Each backup was restored into an isolated place, checked, and removed.");
        lines.add("`nightshift audit verify` recomputes the hashes.");
        for (var entry : entries) {
            lines.add("");
            lines.add("## " + entry.name());
            lines.add("");
            lines.add(summary(entry));
            lines.add("");
            lines.add("| " + String.join(" | ", HEADS) + " |");
            lines.add("|" + "---|".repeat(HEADS.size()));
            ofMonth(entry)
                    .forEach(record -> lines.add("| "
                            + String.join(
                                    " | ",
                                    cells(record).stream()
                                            .map(EvidenceReport::cell)
                                            .toList())
                            + " |"));
        }
        if (!drillLines().isEmpty()) {
            lines.add("");
            lines.add("## Drills");
            lines.add("");
            drillLines().forEach(line -> lines.add("- " + cell(line)));
        }
        if (!failoverLines().isEmpty()) {
            lines.add("");
            lines.add("## Failover tests");
            lines.add("");
            failoverLines().forEach(line -> lines.add("- " + cell(line)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Names of backups come from outside. */
    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("\\p{Cntrl}+", " ");
    }

    String html() {
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Backup verification %s</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 90em; padding: 0 1em; color: #1c2430; }
            table { border-collapse: collapse; } td, th { padding: .2em .9em .2em 0; text-align: left; border-bottom: 1px solid #e3e7ec; }
            </style>
            </head>
            <body>
            """.formatted(month));
        HtmlText.element(page, "h1", "Backup verification " + month);
        HtmlText.element(
                page,
                "p",
                "Written " + now
                        + ". Each backup was restored into an isolated place, checked, and removed. nightshift audit verify recomputes the hashes.");
        for (var entry : entries) {
            HtmlText.element(page, "h2", entry.name());
            HtmlText.element(page, "p", summary(entry));
            page.append(TrendPicture.of(history(entry).ofBackups(), entry.spec().rto()));
            page.append("<table>\n<tr>");
            HEADS.forEach(head -> HtmlText.element(page, "th", head));
            page.append("</tr>\n");
            for (var record : ofMonth(entry)) {
                page.append("<tr>");
                cells(record).forEach(cell -> HtmlText.element(page, "td", cell));
                page.append("</tr>\n");
            }
            page.append("</table>\n");
        }
        if (!drillLines().isEmpty()) {
            HtmlText.element(page, "h2", "Drills");
            drillLines().forEach(line -> HtmlText.element(page, "p", line));
        }
        if (!failoverLines().isEmpty()) {
            HtmlText.element(page, "h2", "Failover tests");
            failoverLines().forEach(line -> HtmlText.element(page, "p", line));
        }
        return page.append("</body>\n</html>\n").toString();
    }
}
