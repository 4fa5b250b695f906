package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {

    @TempDir
    private Path folder;

    private AppDown app;

    @BeforeEach
    void start() {
        app = new AppDown(folder);
    }

    @AfterEach
    void end() {
        app.close();
    }

    @Test
    void countsTheRunsOfEachRule() throws Exception {
        app.asks("cart");
        var rejected = app.asks("search");
        app.typed("reject", rejected, "--plan", app.plan(rejected), "--as", "bob", "--reason", "no");

        var typed = app.typed("report", "--json");
        assertThat(typed.exit()).as(typed.err()).isZero();
        var rule = typed.json().at("rules").at(0);
        assertThat(rule.at("rule").text()).isEqualTo("app-down");
        assertThat(rule.at("runs").integer()).isEqualTo(2);
        assertThat(rule.at("open").integer()).isEqualTo(1);
        assertThat(rule.at("escalated").integer()).isEqualTo(1);
        assertThat(rule.at("approvalsAsked").integer()).isEqualTo(2);
        assertThat(rule.at("medianTimeToFix").exists()).isFalse();

        assertThat(app.typed("report", "--since", "1h", "--rule", "app-down").out())
                .containsPattern("app-down +2 +1 +0 +0 +0 +0 +0 +1 ")
                .containsPattern("app-down +2 +0 +0 +- +0\n");
    }

    @Test
    void writesThePageOfTheSameFigures() throws Exception {
        app.asks("cart");
        var file = folder.resolve("report.html");
        assertThat(app.typed("report", "--html", file.toString()).out()).contains("written: " + file);
        assertThat(Files.readString(file))
                .contains("<!doctype html>", "<td>app-down</td><td>1</td><td>1</td>", "<svg", "APPROVALS ASKED")
                .doesNotContain("<script");
        assertThat(app.typed(
                                "report",
                                "--html",
                                folder.resolve("none/report.html").toString())
                        .err())
                .contains("cannot be written");
    }

    @Test
    void withoutRunsItSaysSo() {
        app.typed("pause", "--all", "--reason", "a drill");
        assertThat(app.typed("report", "--rule", "other").out()).startsWith("no runs since ");
    }

    @Test
    void aRuleThatNeverRanIsAnErrorThatNamesTheNearest() {
        app.asks("cart");
        var typed = app.typed("report", "--rule", "ap-down");
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.err()).contains("no run of a rule `ap-down`", "did you mean `app-down`?");
    }

    @Test
    void aSinceThatIsNoDurationIsRefused() {
        app.asks("cart");
        for (var wrong : new String[] {"soon", "0s", "-3d", ""}) {
            assertThat(app.typed("report", "--since", wrong).exit()).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void comparesWithTheRecordsOfAFolder() throws Exception {
        app.asks("cart");
        Files.writeString(folder.resolve("odd.json"), "{");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(folder.resolve("trail.json.gz")))) {
            gzip.write(Files.readAllBytes(Typed.ROOT.resolve("events/aws/cloudtrail/records-of-a-file.json")));
        }
        var audit = Typed.ROOT.resolve("events/gcp/audit/service-replaced.json").toString();
        var typed = app.typed(
                "report", "--compare", "--events", folder.toString(), "--events", audit, "--within", "30m", "--json");
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.json().at("rules").items()).isEmpty();
        assertThat(typed.json().at("events").integer()).isGreaterThan(1);
        assertThat(typed.json().at("unreadable").integer())
                .as("one of the trail, and the odd file")
                .isEqualTo(2);
        assertThat(app.typed("report", "--compare").out()).contains("nothing to compare");
    }

    @Test
    void aComparisonThatCannotBeMadeIsRefused() {
        app.asks("cart");
        assertThat(app.typed("report", "--events", folder.toString()).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(app.typed("report", "--compare", "--within", "soon").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(app.typed("report", "--compare", "--automation", "a\\").exit())
                .isEqualTo(ExitCode.USAGE);
        var none = folder.resolve("no.json").toString();
        assertThat(app.typed("report", "--compare", "--events", none).exit()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void aLedgerThatIsNotThereIsNotMade() {
        var none = app.typed("report", "--ledger", folder.resolve("none.db").toString());
        assertThat(none.exit()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(folder.resolve("none.db")).doesNotExist();
    }
}
