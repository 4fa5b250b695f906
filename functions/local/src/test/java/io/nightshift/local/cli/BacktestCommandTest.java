package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestCommandTest {

    private static final String HISTORY =
            Typed.ROOT.resolve("docs/examples/history.jsonl").toString();

    @TempDir
    private Path folder;

    private String policy = "";

    @BeforeEach
    void writePolicy() throws IOException {
        policy = policy("act");
    }

    private String policy(String mode) throws IOException {
        return file(mode + ".yaml", """
                version: 1
                defaults: {mode: %s, page: ops}
                channels:
                  ops: {kind: console}
                rules:
                  - name: web
                    match: {source: aws.cloudwatch, name: "web-*", kinds: ["ec2:instance"]}
                    guardrails: {cool-down: 1m}
                    ladder:
                      - {action: reboot-instance, wait: 5m}
                      - {action: replace-instance, wait: 10m}
                """.formatted(mode));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void tellsActsPagesAndOutcomesByDay() throws Exception {
        var typed = Typed.nightshift("backtest", HISTORY, "--policy", policy, "--json");

        assertThat(typed.exit()).as(typed.err()).isZero();
        var answer = typed.json();
        assertThat(answer.at("signals").integer()).isEqualTo(10);
        var first = answer.at("acts").at(0);
        assertThat(first.at("day").text()).isEqualTo("2026-11-02");
        assertThat(first.at("rule").text()).isEqualTo("web");
        assertThat(first.at("action").text()).isEqualTo("reboot-instance");
        assertThat(first.at("count").integer()).isEqualTo(1);
        var page = answer.at("pages").at(0);
        assertThat(page.at("day").text()).isEqualTo("2026-11-03");
        assertThat(page.at("channel").text()).isEqualTo("ops");
        assertThat(answer.at("outcomes").json().text()).contains("RESOLVED", "ESCALATED");
    }

    @Test
    void asTextItSaysThatOnlyTheHistoryChangesTheWorld() {
        var typed = Typed.nightshift("backtest", HISTORY, "--policy", policy);
        assertThat(typed.exit()).isZero();
        assertThat(typed.out())
                .contains("10 signals of 10 payloads", "Acts change nothing", "reboot-instance", "2026-11-05");
    }

    @Test
    void twoPoliciesStandSideBySideWithTheDifference() throws Exception {
        var typed = Typed.nightshift("backtest", HISTORY, "--policy", policy, "--against", policy("dry-run"), "--json");
        var acts = typed.json().at("acts").at(0);
        assertThat(acts.at("count").integer()).isEqualTo(1);
        assertThat(acts.at("against").integer()).isZero();
        assertThat(acts.at("difference").integer()).isEqualTo(1);
        var held = typed.json().at("held-back").json().text();
        assertThat(held).contains("\"guardrail\":\"mode\"", "dry-run");

        var text = Typed.nightshift("backtest", HISTORY, "--policy", policy, "--against", policy("dry-run"));
        assertThat(text.out()).contains("policy  against  difference", "+1");
    }

    @Test
    void aLineThatCannotBeReadIsToldWithItsNumberAndTheRestIsUsed() throws Exception {
        var lines = Files.readString(Path.of(HISTORY)).split("\n", 3);
        var history = file(
                "history.jsonl",
                lines[0] + "\n\n{\"at\":\"soon\"}\n" + lines[1] + "\n{\"at\":\"2026-11-02T02:20:00Z\"}\n" + lines[2]);

        var typed = Typed.nightshift("backtest", history, "--policy", policy);
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.out()).contains("10 signals");
        assertThat(typed.err()).contains("line 3: $.at", "line 5: $.payload").hasLineCount(2);
    }

    @Test
    void signalsAreLivedThroughInTimeOrderWhateverTheOrderOfTheLines() throws Exception {
        var lines = Files.readAllLines(Path.of(HISTORY));
        var backwards = file("backwards.jsonl", String.join("\n", lines.reversed()));

        var expected = Typed.nightshift("backtest", HISTORY, "--policy", policy, "--json");
        var typed = Typed.nightshift("backtest", backwards, "--policy", policy, "--json");
        assertThat(typed.out()).isEqualTo(expected.out());
    }

    @Test
    void takesTheAlarmHistoryOfCloudWatch() throws Exception {
        var history = file("export.json", """
                {
                  "AlarmHistoryItems": [
                    {"AlarmName": "web-1", "AlarmType": "MetricAlarm", "Timestamp": "2026-11-20T03:20:00.500000+00:00",
                     "HistoryItemType": "StateUpdate", "HistorySummary": "Alarm updated from ALARM to OK",
                     "HistoryData": "{\\"version\\":\\"1.0\\",\\"newState\\":{\\"stateValue\\":\\"OK\\",\\"stateReason\\":\\"r\\"}}"},
                    {"AlarmName": "web-1", "Timestamp": "2026-11-20T03:00:10Z", "HistoryItemType": "Action",
                     "HistoryData": "{}"},
                    {"AlarmName": "web-1", "AlarmType": "MetricAlarm", "Timestamp": "2026-11-20T03:00:00.500000+00:00",
                     "HistoryItemType": "StateUpdate", "HistorySummary": "Alarm updated from OK to ALARM",
                     "HistoryData": "{\\"version\\":\\"1.0\\",\\"newState\\":{\\"stateValue\\":\\"ALARM\\",\\"stateReason\\":\\"r\\"}}"},
                    {"AlarmName": "web-2", "Timestamp": "2026-11-20T03:00:10Z", "HistoryItemType": "StateUpdate",
                     "HistoryData": "{"}
                  ],
                  "MetricAlarms": [
                    {"AlarmName": "web-1", "AlarmArn": "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:web-1",
                     "Namespace": "AWS/EC2", "MetricName": "StatusCheckFailed",
                     "Dimensions": [{"Name": "InstanceId", "Value": "i-0abcd1234ef567890"}]}
                  ]
                }
                """);
        var typed = Typed.nightshift("backtest", history, "--policy", policy, "--json");
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.json().at("signals").integer()).isEqualTo(2);
        assertThat(typed.json().at("acts").at(0).at("action").text()).isEqualTo("reboot-instance");
        assertThat(typed.json().at("problems").at(0).at("place").text()).isEqualTo("item 4");
    }

    @Test
    void inHtmlHostileNamesAreOnlyText() throws Exception {
        var hostile = "<script>alert('x')</script>\"&";
        var bad = "{\"at\":\"2026-11-02T02:20:00Z\",\"payload\":{\"detail-type\":\"x\",\"source\":\"x\",\"%s\":1}}"
                .formatted(hostile.replace("\"", "\\\""));
        var history = file("history.jsonl", Files.readString(Path.of(HISTORY)) + bad + "\n{\"" + hostile);
        var named = Files.copy(Path.of(policy), folder.resolve("<img src=x onerror=alert(1)>.yaml"));
        var page = folder.resolve("report.html");

        var typed = Typed.nightshift("backtest", history, "--policy", named.toString(), "--html", page.toString());
        assertThat(typed.exit()).as(typed.err()).isEqualTo(ExitCode.NO);
        assertThat(Files.readString(page))
                .contains("<svg", "class=\"act\"", "class=\"page\"", "2026-11-05, web: ", "What could not be read")
                .contains("&lt;img src=x onerror=alert(1)&gt;.yaml")
                .doesNotContain("<script", "<img", "http://", "https://");
    }

    @Test
    void anEmptyHistoryHoldsNothing() throws Exception {
        var typed = Typed.nightshift(
                "backtest",
                file("empty.jsonl", ""),
                "--policy",
                policy,
                "--html",
                folder.resolve("r.html").toString());
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("The history holds no signal");
    }

    @Test
    void aHistoryThatIsNotThereIsSaidSo() {
        var typed = Typed.nightshift("backtest", folder.resolve("none").toString(), "--policy", policy);
        assertThat(typed.exit()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(typed.err()).contains("there is no such file").hasLineCount(1);
    }
}
