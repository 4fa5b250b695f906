package io.nightshift.remediation.policy;

import static io.nightshift.remediation.policy.RulePolicies.RULE;
import static io.nightshift.remediation.policy.RulePolicies.problems;
import static io.nightshift.remediation.policy.RulePolicies.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyParser;
import io.nightshift.remediation.Remediation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What validation says about a match that can never do what it was written for. */
class MatchProblemsTest {

    private static String with(String match) {
        return RULE.replace("match: {}", "match: " + match);
    }

    private static List<String> warned(String match) {
        return warnings(with(match).replace("reboot-instance", "call-webhook, with: {hook: h}"));
    }

    @Test
    void refusesAnActionThatAcceptsNoneOfTheKinds() {
        assertThat(problems(with("{type: alarm, kinds: [\"rds:instance\"]}")))
                .containsExactly(
                        "5:23: rules[0].ladder[0].action: reboot-instance acts on ec2:instance; the rule matches `rds:instance`: give the action a target, or the rule other kinds");
        assertThat(problems(with("{kinds: [\"lambda:*\", \"run:*\"]}"))).hasSize(1);
    }

    /** What is wrong with a rule of these kinds and this rung, by the real catalogue. */
    private static List<String> real(String kinds, String rung, String more) {
        return found(rung, more, "    match: {kinds: [\"" + kinds + "\"]}\n");
    }

    private static List<String> found(String rung, String more, String match) {
        var parser = new PolicyParser(List.of(new RulesSection(Remediation.CATALOGUE)));
        var rule = RULE.replace("    match: {}\n", match).replace("{action: reboot-instance}", rung);
        return parser.parse("approvers: {sre: [alice]}\n" + rule + more) instanceof Parsed.Invalid(var problems)
                ? problems.stream().map(Object::toString).toList()
                : List.of();
    }

    @Test
    void acceptsKindsFromWhichTheActionsOwnAreReached() {
        assertThat(real("autoscaling:group", "{action: reboot-instance}", "")).isEmpty();
        assertThat(real("k8s:pod", "{action: restart-deployment}", "")).isEmpty();
        assertThat(real("k8s:node", "{action: restart-deployment}", "")).hasSize(1);
    }

    @Test
    void refusesWhatCannotBeUndoneWithoutApprovers() {
        var delete = "{action: delete-volume, with: {irreversible: true}}";
        assertThat(real("ec2:volume", delete, ""))
                .singleElement()
                .asString()
                .contains("rules[0].ladder[0].action: delete-volume cannot be undone", "approvers");
        assertThat(real("ec2:volume", delete, "    approval: {approvers: sre}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rds:instance; {action: reboot-database, with: {failover: true}}; reboot-database",
                "rds:cluster; {action: fail-over-cluster}; fail-over-cluster",
                "sql:instance; {action: fail-over-sql}; fail-over-sql"
            })
    void refusesAFailoverTestThatAsksNobody(String kind, String rung, String action) {
        assertThat(scheduled(kind, rung, ""))
                .singleElement()
                .asString()
                .contains("rules[0].ladder[0].action: " + action
                        + " on a schedule is a failover test, which always asks: the rule has to name approvers");
        assertThat(scheduled(kind, rung, "    approval: {approvers: sre}\n")).isEmpty();
        assertThat(scheduled(kind, rung, "    approval: none\n")).hasSize(1);
        // One that answers a signal is a remediation.
        assertThat(real(kind, rung, "")).isEmpty();
    }

    @Test
    void acceptsAScheduledRebootWithoutFailover() {
        assertThat(scheduled("rds:instance", "{action: reboot-database, with: {failover: false}}", ""))
                .isEmpty();
        assertThat(scheduled("rds:instance", "{action: reboot-database}", "")).isEmpty();
    }

    private static List<String> scheduled(String kind, String rung, String more) {
        return found(
                rung,
                "    schedule: {cron: \"0 9 1 * *\", time-zone: UTC}\n    target: {kind: \"" + kind
                        + "\", name: orders, account: \"111122223333\", region: eu-central-1}\n" + more,
                "");
    }

    @Test
    void warnsOfAnActionThatAcceptsOnlySomeOfTheKinds() {
        assertThat(warnings(with("{kinds: [\"rds:instance\", \"ec2:instance\"]}")))
                .singleElement()
                .asString()
                .contains(
                        "rules[0].ladder[0].action: reboot-instance acts on ec2:instance; the rule matches `rds:instance`");
    }

    @Test
    void anActionOnAMemberIsFineForItsGroup() {
        assertThat(warnings(with("{kinds: [\"autoscaling:group\", \"elbv2:target-group\", \"ec2:*\"]}")))
                .isEmpty();
        assertThat(warnings(with("{kinds: [\"rds:instance\"]}") + "    target: {kind: \"ec2:instance\", name: i-0abc}"))
                .isEmpty();
    }

    @Test
    void warnsOfSourcesAndKindsThatNobodyKnows() {
        assertThat(warned("{source: aws.cloudwtch, kinds: [\"ec2:instanc\"]}"))
                .containsExactly(
                        "4:21: rules[0].match.source: no known source is called `aws.cloudwtch`; did you mean `aws.cloudwatch`?",
                        "4:44: rules[0].match.kinds[0]: no known kind of resource is called `ec2:instanc`; did you mean `ec2:instance`?");
        assertThat(warned("{source: alertmanger}")).hasSize(1);
        assertThat(warned("{source: gcp.spanner}")).hasSize(1);
        assertThat(warned("{source: \"gpc.*\"}")).isEmpty();
        assertThat(warned("{source: \"aws.cloudwtch*\"}")).hasSize(1);
        for (var fine : List.of("aws.cloudwatch", "aws.devops-guru", "shop.orders", "\"aws.*\"", "cloudevents")) {
            assertThat(warned("{source: " + fine + "}")).as(fine).isEmpty();
        }
        assertThat(warned("{kinds: [\"glue:job\", \"s3:bucket\"]}")).isEmpty();
    }

    @Test
    void warnsOfASourceThatCannotHaveTheTypeOrTheKind() {
        assertThat(warned("{source: aws.cloudwatch, type: finding}"))
                .containsExactly(
                        "4:43: rules[0].match.type: the source aws.cloudwatch sends no finding; it sends alarm, notice, resource-change");
        assertThat(warned("{source: gcp.monitoring, kinds: [\"rds:instance\"]}"))
                .containsExactly(
                        "4:45: rules[0].match.kinds[0]: the source `gcp.monitoring` never reports about the kind `rds:instance`");
        assertThat(warned("{source: alertmanager, kinds: [\"rds:instance\", \"run:service\"]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web-.*",
                ".*cpu.*",
                "^web",
                "web$",
                "web-\\\\d",
                "web|db",
                "web[0-9]",
                "web.+",
                "web.*",
            })
    void warnsOfARegularExpression(String pattern) {
        assertThat(warned("{name: \"" + pattern + "\"}"))
                .singleElement()
                .asString()
                .contains("rules[0].match.name: looks like a regular expression (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-*", "com.example.*", "a.b", "?", "*", "Costs $5 a day", "a\\\\|b", "[FIRING:1] web"})
    void leavesPatternsAlone(String pattern) {
        assertThat(warned("{name: \"" + pattern + "\"}")).isEmpty();
    }

    @Test
    void warnsOfImpossibleAccountsAndRegionsAtEveryDepth() {
        assertThat(
                        warned(
                                "{any-of: [{accounts: [\"12345\", Shop_Prod, shop-prod, \"123*\", \"111122223333\"]}], "
                                        + "not: {regions: [eu-centrall-1, europe-west-1, eu-west1, eu-central-1, europe-west1, us-gov-west-1, global, \"eu-*\"]}}"))
                .hasSize(5)
                .anySatisfy(text -> assertThat(text)
                        .contains("rules[0].match.any-of[0].accounts[0]: `12345` is no AWS account: it has 5 digits"))
                .anySatisfy(text -> assertThat(text).contains("accounts[1]: `Shop_Prod` is neither"))
                .anySatisfy(text ->
                        assertThat(text).contains("rules[0].match.not.regions[0]: `eu-centrall-1` is no region"));
        assertThat(warnings(RULE + "environments: {prod: {match: {accounts: [\"1\"]}}}"))
                .singleElement()
                .asString()
                .contains("environments.prod.match.accounts[0]");
    }

    @Test
    void warnsOfATagThatIsBothNeededAndForbidden() {
        assertThat(warnings(RULE + "defaults: {guardrails: {opt-in: [\"team=a\", b], opt-out: [team]}}"))
                .containsExactly(
                        "6:33: defaults.guardrails.opt-in: the tag `team=a` is in opt-in and in opt-out: opt-out wins, nothing is done");
        assertThat(warnings(RULE + "    guardrails: {opt-in: [b]}\ndefaults: {guardrails: {opt-out: [b]}}"))
                .singleElement()
                .asString()
                .contains("rules[0].guardrails: the tag `b` is in opt-in and in opt-out");
        assertThat(warnings(RULE + "environments: {e: {match: {}, guardrails: {opt-in: [\"nightshift=off\"]}}}"))
                .singleElement()
                .asString()
                .contains("environments.e.guardrails");
    }

    @Test
    void warnsOfAStateThatNoSignalReports() {
        assertThat(warned("{state: fireing}"))
                .containsExactly("4:20: rules[0].match.state[0]: no signal reports this state; did you mean `firing`?");
        assertThat(warned("{type: provider-notice, state: opened}")).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(problems(with("{severity: hihg+}")))
                .singleElement()
                .asString()
                .contains("rules[0].match.severity: expected a severity such as critical");
        assertThat(problems(with("{hours: {between: \"22:00-22:00\", time-zone: UTC}}")))
                .singleElement()
                .asString()
                .contains("rules[0].match.hours.between: expected hours such as 22:00-06:00");
        assertThat(problems(with("{hours: {between: \"22:00-06:00\"}}")))
                .singleElement()
                .asString()
                .contains("the key `time-zone` is missing");
        assertThat(problems(with("{hours: {days: friday, time-zone: UTC}}")))
                .singleElement()
                .asString()
                .contains("unknown day of the week `friday`; known are mon, tue");
        assertThat(problems(with("{success: maybe, message: \"\", any-of: []}")))
                .hasSize(3);
        assertThat(problems(with("{not: {nme: a}}")))
                .containsExactly("4:19: rules[0].match.not: unknown key `nme`; did you mean `name`?");
    }
}
