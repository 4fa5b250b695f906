package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {

    private static final String ALARM =
            Typed.ROOT.resolve("events/aws/cloudwatch/metric-alarm.json").toString();

    @TempDir
    private Path folder;

    private String policy(String match) throws IOException {
        return Files.writeString(folder.resolve("nightshift.yaml"), """
                version: 1
                defaults: {mode: dry-run, page: ops}
                channels:
                  ops: {kind: console}
                rules:
                  - name: far
                    match: {source: gcp.monitoring, name: "Disk*"}
                    ladder:
                      - {action: reboot-instance, wait: 5m}
                  - name: near
                    match: %s
                    ladder:
                      - {action: reboot-instance, wait: 5m}
                """.formatted(match))
                .toString();
    }

    @Test
    void namesTheNearestRuleAndTheFieldThatKeptIt() throws Exception {
        var typed = Typed.nightshift("explain", ALARM, "--policy", policy("{source: aws.cloudwatch, name: \"Disk*\"}"));
        assertThat(typed.exit()).isZero();
        assertThat(typed.out())
                .contains(
                        "No rule is for it. The nearest is near, but match.name wants Disk*, found `ServerCpuTooHigh`.")
                .doesNotContain("far");
    }

    @Test
    void saysWhichRuleItWasAndWhatHeldItBack() throws Exception {
        var policy = policy("{source: aws.cloudwatch}");
        var typed = Typed.nightshift("explain", ALARM, "--policy", policy);
        assertThat(typed.out())
                .contains("Rule near is for it.", "run remediation-", "of rule near")
                .contains("mode says dry-run to \"reboot instance i-0abcd1234ef567890\": the rule is in dry-run mode.");
        var json =
                Typed.nightshift("explain", ALARM, "--policy", policy, "--json").json();
        assertThat(json.items()).hasSize(2);
        assertThat(json.at(1).at("sentences").items()).isNotEmpty();
    }

    @Test
    void aRunIsExplainedByItsLedger() {
        try (var app = new AppDown(folder)) {
            var run = app.asks("cart");
            var typed = app.typed("explain", run);
            assertThat(typed.exit()).isZero();
            assertThat(typed.out()).contains("approval says need-approval", "call webhook app");
        }
    }

    @Test
    void whatIsNeitherAFileNorARunIsSaidSo() {
        try (var app = new AppDown(folder)) {
            app.asks("cart");
            var typed = app.typed("explain", "nothing.json");
            assertThat(typed.exit()).isEqualTo(ExitCode.NO);
            assertThat(typed.err()).contains("there is no run nothing.json");
        }
    }

    @Test
    void saysThatAnEventIsTooOld() throws Exception {
        var policy = policy("{source: aws.cloudwatch}");
        var at = Typed.nightshift("decode", ALARM, "--json")
                .json()
                .at(0)
                .at("signals")
                .at(0)
                .at("time")
                .instant();
        var late = at.plus(Duration.ofHours(3)).toString();
        assertThat(Typed.nightshift("explain", ALARM, "--policy", policy, "--received", late)
                        .out())
                .contains("Rule near is for it.", "It starts nothing: too old: 3 h, the limit is 1 h.")
                .doesNotContain("run remediation-");
        assertThat(Typed.nightshift("replay", ALARM, "--policy", policy, "--received", late)
                        .out())
                .contains("IGNORED too old: 3 h, the limit is 1 h");
        var soon = at.plus(Duration.ofMinutes(50)).toString();
        assertThat(Typed.nightshift("replay", ALARM, "--policy", policy, "--received", soon)
                        .out())
                .contains("STARTED");
        var wrong = Typed.nightshift("replay", ALARM, "--policy", policy, "--received", "yesterday");
        assertThat(wrong.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("--received: expected a time");
    }
}
