package io.nightshift.remediation.policy;

import static io.nightshift.remediation.policy.RulePolicies.alarm;
import static io.nightshift.remediation.policy.RulePolicies.problems;
import static io.nightshift.remediation.policy.RulePolicies.valid;
import static io.nightshift.remediation.policy.RulePolicies.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.PolicyRules;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that start by themselves. */
class RuleScheduleTest {

    private static final Origin HOME = Origin.aws("111122223333", "eu-central-1");

    private static final String MORNING = """
            version: 1
            freeze-calendars:
              holidays: {time-zone: Europe/Berlin, windows: [{from: 2026-12-24T00:00, to: 2026-12-27T00:00}]}
            rules:
              - name: morning
                schedule: {cron: "0 7 * * MON-FRI", time-zone: Europe/Berlin, except: [holidays]}
                target: {kind: "ec2:instance", name: i-0abc}
                ladder: [{action: reboot-instance}, {action: call-webhook, with: {hook: h}}]
              - name: rest
                match: {}
                ladder: [{action: reboot-instance}]
            """;

    private static PolicyRules rules(String yaml) {
        return new PolicyRules(valid(yaml), HOME);
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void isDueAtItsTimesAndCaughtUpWithinADay() {
        var rules = rules(MORNING);
        assertThat(rules.due(at("2026-11-20T06:00:30Z")))
                .containsExactly(Signal.Due.of("morning", at("2026-11-20T06:00:00Z")));
        assertThat(rules.due(at("2026-11-21T05:00:00Z")))
                .containsExactly(Signal.Due.of("morning", at("2026-11-20T06:00:00Z")));
        assertThat(rules.due(at("2026-11-22T05:00:00Z"))).isEmpty();
        assertThat(rules.due(at("2026-12-25T06:00:30Z"))).as("a holiday").isEmpty();
    }

    @Test
    void isAboutItsTargetAndGoesToItsRuleOnly() {
        var rules = rules(MORNING);
        var due = rules.identify(Signal.Due.of("morning", at("2026-11-20T06:00:00Z")));
        assertThat(due.subject()).isEqualTo(new Resource(HOME, Kinds.EC2_INSTANCE, "i-0abc"));
        assertThat(due.id())
                .isEqualTo(Signal.Due.of("morning", at("2026-11-20T06:00:00Z")).id());
        var route = rules.route(due);
        assertThat(route).extracting(one -> one.rule()).containsExactly("morning");
        assertThat(route.getFirst().plan().text()).doesNotContain("target");
        assertThat(route.getFirst().untimely(due.time(), at("2026-11-20T06:15:00Z")))
                .isEmpty();
        assertThat(route.getFirst().untimely(due.time(), at("2026-11-20T06:15:01Z")))
                .isPresent();
        assertThat(rules.route(alarm("x"))).extracting(one -> one.rule()).containsExactly("rest");
        assertThat(rules.route(Signal.Due.of("other", at("2026-11-20T06:00:00Z"))))
                .isEmpty();
    }

    @Test
    void aSchedulerThatIsLateOrCallsTwiceSendsTheSameSignal() {
        var rules = rules(MORNING);
        var late = rules.identify(Signal.Due.of("morning", at("2026-11-20T06:02:00Z")));
        assertThat(late.time()).isEqualTo(at("2026-11-20T06:00:00Z"));
        assertThat(late.id())
                .isEqualTo(Signal.Due.of("morning", at("2026-11-20T06:00:00Z")).id());
    }

    @Test
    void startsNothingAtAnotherTimeOrInAnException() {
        var rules = rules(MORNING);
        var sunday = rules.identify(Signal.Due.of("morning", at("2026-11-22T10:00:00Z")));
        assertThat(rules.route(sunday)).isEmpty();
        assertThat(rules.explain(sunday))
                .singleElement()
                .hasToString(
                        "morning: schedule.cron wants 0 7 * * MON-FRI Europe/Berlin, found `2026-11-22T10:00:00Z`");
        var holiday = rules.identify(Signal.Due.of("morning", at("2026-12-25T06:00:00Z")));
        assertThat(rules.route(holiday)).isEmpty();
        assertThat(rules.explain(holiday))
                .singleElement()
                .hasToString("morning: schedule.except wants a time outside of holidays, found `2026-12-25T06:00:00Z`");
    }

    @Test
    void theTargetCanNameItsAccountAndRegion() {
        var there =
                rules(MORNING.replace("name: i-0abc}", "name: i-0abc, account: \"999988887777\", region: us-east-1}"));
        assertThat(there.identify(Signal.Due.of("morning", at("2026-11-20T06:00:00Z")))
                        .origin())
                .isEqualTo(Origin.aws("999988887777", "us-east-1"));
        var cluster = rules(
                MORNING.replace("kind: \"ec2:instance\", name: i-0abc", "kind: \"k8s:deployment\", name: shop/web")
                        .replace("[{action: reboot-instance}, {", "[{action: restart-deployment}, {"));
        assertThat(cluster.identify(Signal.Due.of("morning", at("2026-11-20T06:00:00Z")))
                        .subject())
                .isEqualTo(new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, "shop/web"));
    }

    @Test
    void aValidScheduleHasNoWarnings() {
        assertThat(warnings(MORNING)).isEmpty();
    }

    private static List<String> refused(String from, String to) {
        return problems(MORNING.replace(from, to));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(refused("    target: {kind: \"ec2:instance\", name: i-0abc}\n", ""))
                .containsExactly(
                        "6:15: rules[0].schedule: a rule with a schedule needs a target: no signal names its resource");
        assertThat(refused("name: i-0abc", "name: \"{host}\""))
                .containsExactly("7:42: rules[0].target.name: a schedule has no labels; write the name itself");
        assertThat(refused("0 7 * * MON-FRI", "0 25 * * *"))
                .containsExactly(
                        "6:22: rules[0].schedule.cron: expected a cron expression of five fields that comes at some time, such as 0 7 * * MON-FRI");
        assertThat(refused("except: [holidays]", "except: [holiday]"))
                .singleElement()
                .asString()
                .contains("rules[0].schedule.except[0]: unknown freeze calendar `holiday`; did you mean `holidays`?");
        assertThat(refused("    match: {}\n", "    match: {}\n    target: {kind: service, name: x, account: a}\n"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("rules[1].target.account: only a rule with a schedule names it"));
        assertThat(refused("    target: {kind", "    match: {}\n    target: {kind"))
                .containsExactly("5:5: rules[0]: expected either match or schedule");
        assertThat(refused("    match: {}\n", "")).containsExactly("9:5: rules[1]: expected either match or schedule");
    }
}
