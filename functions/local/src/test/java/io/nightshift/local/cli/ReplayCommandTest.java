package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTest {

    private static final String ALARM =
            Typed.ROOT.resolve("events/aws/cloudwatch/metric-alarm.json").toString();

    @TempDir
    private Path folder;

    private String policy = "";

    @BeforeEach
    void writePolicy() throws IOException {
        policy = policy("act");
    }

    private String policy(String mode) throws IOException {
        return Files.writeString(folder.resolve(mode + ".yaml"), """
                version: 1
                defaults: {mode: %s, page: ops}
                channels:
                  ops: {kind: console}
                rules:
                  - name: hot
                    match: {source: aws.cloudwatch, name: "ServerCpu*"}
                    ladder:
                      - {action: reboot-instance, wait: 5m}
                      - {action: replace-instance, wait: 10m}
                """.formatted(mode))
                .toString();
    }

    @Test
    void showsRuleDecisionsVerdictsAndEffects() throws Exception {
        var typed = Typed.nightshift("replay", ALARM, "--policy", policy, "--json");

        assertThat(typed.exit()).isZero();
        var answer = typed.json();
        assertThat(answer.at("policy", "hash").text()).matches("[0-9a-f]{64}");
        assertThat(answer.at("signals").at(0).at("routes").at(0).at("rule").text())
                .isEqualTo("hot");
        assertThat(answer.at("runs").items()).hasSize(1);
        assertThat(typed.out())
                .contains("reboot-instance", "replace-instance")
                .contains("blast-radius", "cool-down", "rate-limit", "freeze", "pause", "lock", "breaker");
    }

    @Test
    void asTextItTellsTheWholeLadder() {
        var typed = Typed.nightshift("replay", ALARM, "--policy", policy);

        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).contains("hot", "reboot instance i-0abcd1234ef567890", "guardrails", "ESCALATED");
    }

    @Test
    void whatIsReadBackIsShownAsDoneWithTheRungsThatWereNotNeeded() throws Exception {
        var policy = Files.writeString(folder.resolve("findings.yaml"), """
                version: 1
                defaults: {mode: act, page: ops}
                channels:
                  ops: {kind: console}
                rules:
                  - name: every-finding
                    match: {type: finding}
                    ladder:
                      - {action: call-webhook, with: {hook: fix}}
                      - {action: page-on-call, with: {hook: pager, format: pagerduty}}
                """).toString();
        var file =
                Typed.ROOT.resolve("events/aws/securityhub/bare-findings.json").toString();
        assertThat(Typed.nightshift("replay", file, "--policy", policy).out())
                .contains("RESOLVED: the act was checked", "otherwise page-on-call")
                .doesNotContain("ESCALATED");
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
        var typed = Typed.nightshift("replay", ALARM, "--policy", policy("dry-run"), "--json");
        assertThat(typed.json().at("runs").at(0).at("acts").integer()).isZero();
        assertThat(typed.out()).contains("dry-run");
    }

    private static final String PUSH =
            Typed.ROOT.resolve("events/aws/ecr/push.json").toString();

    private String promotions(String mode, String tags) throws IOException {
        return Files.writeString(folder.resolve(mode + "-promotion.yaml"), """
                version: 1
                defaults: {mode: %s, page: ops}
                channels:
                  ops: {kind: console}
                rules: []
                promotions:
                  shop-web:
                    image: 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web
                    tags: "%s"
                    gates: [{kind: age, at-least: 1h}]
                    stages:
                      - name: prod
                        targets: [{kind: "lambda:function", name: "web:live"}]
                        strategy: {kind: canary, steps: [{share: 5%%, bake: 10m}]}
                """.formatted(mode, tags))
                .toString();
    }

    @Test
    void aPushIsPromotedThroughEachShareWhereEverythingIsWell() throws Exception {
        var typed = Typed.nightshift("replay", PUSH, "--policy", promotions("act", "v*"), "--json");

        assertThat(typed.exit()).as(typed.err()).isZero();
        var run = typed.json().at("runs").at(0);
        assertThat(run.at("rule").text()).isEqualTo("shop-web");
        assertThat(run.at("outcome").text()).isEqualTo("RESOLVED");
        assertThat(typed.out()).contains("shift 5 % of", "shift 100 % of");
    }

    @Test
    void aPushInADryRunTellsEachShareAndGivesNone() throws Exception {
        var typed = Typed.nightshift("replay", PUSH, "--policy", promotions("dry-run", "v*"), "--json");
        var run = typed.json().at("runs").at(0);
        assertThat(run.at("outcome").text()).isEqualTo("NOT_NEEDED");
        assertThat(run.at("acts").integer()).isZero();
        assertThat(typed.out())
                .contains("would promote to lambda:function/web:live in prod: 5 % for 10 min, 100 % for 10 min");
    }

    @Test
    void aPushThatNoServiceTakesIsExplained() throws Exception {
        var policy = promotions("act", "release-*");
        assertThat(Typed.nightshift("replay", PUSH, "--policy", policy).out())
                .contains("shop-web: tags wants release-*, found `v42`");
        assertThat(Typed.nightshift("explain", PUSH, "--policy", policy).out())
                .contains("The nearest is shop-web, but tags wants release-*, found `v42`");
    }

    @Test
    void theSamePayloadTwiceIsADuplicate() throws Exception {
        var typed = Typed.nightshift("replay", ALARM, ALARM, "--policy", policy, "--json");
        assertThat(typed.json()
                        .at("signals")
                        .at(1)
                        .at("handled")
                        .at(0)
                        .at("kind")
                        .text())
                .isEqualTo("DUPLICATE");
        assertThat(typed.json().at("runs").items()).hasSize(1);
    }

    @Test
    void theSameInputGivesTheSameAnswerEachTime() {
        var once = Typed.nightshift("replay", ALARM, "--policy", policy, "--json");
        var again = Typed.nightshift("replay", ALARM, "--policy", policy, "--json");
        assertThat(again).isEqualTo(once);
    }

    @Test
    void saysWhyNoRuleMatches() throws Exception {
        var other = Typed.ROOT.resolve("events/aws/cloudwatch/auto-scaling-group.json");
        var typed = Typed.nightshift("replay", other.toString(), "--policy", policy, "--json");
        assertThat(typed.json().at("signals").at(0).at("misses").at(0).text())
                .isEqualTo("hot: match.name wants ServerCpu*, found `GroupCpuTooHigh`");
    }

    @Test
    void aBadPayloadIsNamedAndItsNeighbourReplayed() throws Exception {
        var bad = Files.writeString(folder.resolve("bad.json"), "{\"version\":");
        var typed = Typed.nightshift("replay", bad.toString(), ALARM, "--policy", policy, "--json");
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.json().at("rejected").items()).hasSize(1);
        assertThat(typed.json().at("runs").items()).hasSize(1);
    }

    @Test
    void anInvalidPolicyIsRefusedWithItsFirstProblem() throws IOException {
        var bad = Files.writeString(
                folder.resolve("bad.yaml"),
                Files.readString(Path.of(policy)).replace("reboot-instance", "reboot-instnace"));
        var typed = Typed.nightshift("replay", ALARM, "--policy", bad.toString());
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.err())
                .contains("reboot-instance", "nightshift validate")
                .hasLineCount(1);
    }
}
