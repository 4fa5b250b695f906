package io.nightshift.remediation.policy;

import static io.nightshift.remediation.policy.RulePolicies.RULE;
import static io.nightshift.remediation.policy.RulePolicies.alarm;
import static io.nightshift.remediation.policy.RulePolicies.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.MatchFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyRulesTest {

    private static final String SHOP = """
            version: 1
            defaults: {mode: dry-run, page: ops, freeze: [weekend], guardrails: {cool-down: 10m, rate-limit: {times: 4}, opt-out: [a]}}
            channels: {ops: {kind: console}, night: {kind: console}}
            approvers: {sre: [alice, bob]}
            freeze-calendars:
              weekend: {time-zone: Europe/Berlin, windows: [{weekly: {from: fri 16:00, to: mon 07:00}}]}
              year-end: {time-zone: Europe/Berlin, windows: [{from: 2026-12-20T18:00, to: 2027-01-02T08:00}]}
              launch: {time-zone: UTC, windows: [{from: 2026-11-01T00:00, to: 2026-11-02T00:00}]}
            environments:
              prod:
                match: {accounts: ["111122223333"]}
                mode: act
                freeze: [year-end, weekend]
                approval: {approvers: sre, needed: 2, within: 20m}
                guardrails: {cool-down: 20m, rate-limit: {per: 2h}, opt-out: [b], opt-in: [x]}
              rest:
                match: {}
            rules:
              - name: careful
                match: {name: "web-*", environments: [prod]}
                ladder: [{action: reboot-instance}]
                freeze: [launch]
                guardrails: {rate-limit: {times: 1}, opt-out: [c], opt-in: []}
              - name: bold
                match: {name: "db-*"}
                ladder: [{action: reboot-instance, wait: 90s}, {action: call-webhook, with: {hook: h}, wait: 2m, target: {kind: service, name: "{team}/x"}}]
                approval: none
                page: night
                soak: 10m
                grace: 30s
                flap-limit: 2
            """;

    @Test
    void routesToTheFirstRuleThatMatches() {
        var both = rules(RULE + RULE.substring(RULE.indexOf("  - name")).replace("name: web", "name: other"));
        assertThat(both.route(alarm("x"))).extracting(route -> route.rule()).containsExactly("web");
        assertThat(rules(SHOP).route(alarm("cache-1"))).isEmpty();
    }

    @Test
    void writesThePlanOfThePlaybook() {
        var route = rules(SHOP)
                .route(alarm("db-1", Origin.aws("9", "eu-west-1"), Map.of("team", "shop")))
                .getFirst();
        assertThat(route.environment()).isEqualTo("rest");
        assertThat(route.playbook()).isEqualTo("remediation");
        assertThat(route.plan().text())
                .isEqualTo("{\"ladder\":[{\"action\":\"reboot-instance\",\"with\":{},\"waitSeconds\":90},"
                        + "{\"action\":\"call-webhook\",\"with\":{\"hook\":\"h\"},\"waitSeconds\":120,\"target\":{\"kind\":\"service\",\"name\":\"shop/x\"}}],"
                        + "\"soakSeconds\":600,\"graceSeconds\":30,\"page\":\"night\",\"flapLimit\":2}");
    }

    @Test
    void parametersKeepTheirFormInThePlan() {
        var yaml = """
                version: 1
                rules:
                  - name: db
                    match: {}
                    ladder:
                      - {action: terminate-idle-sessions, with: {database: shop, idle-for: 10m}}
                      - {action: reboot-database, with: {failover: true}}
                      - {action: grow-database-storage, with: {up-to-gib: 500}}
                """;
        assertThat(rules(yaml).route(alarm("x")).getFirst().plan().text())
                .contains(
                        "{\"database\":\"shop\",\"idle-for\":\"PT10M\"}", "{\"failover\":true}", "{\"up-to-gib\":500}");
    }

    @Test
    void aLabelCannotAimAnActionElsewhere() {
        var rules = rules(SHOP);
        for (var evil : List.of("", "..", "a/b", "../x", "$1", "a b", "x".repeat(254), "ü")) {
            var signal = alarm("db-1", Origin.NOWHERE, Map.of("team", evil));
            assertThat(rules.route(signal)).as(evil).isEmpty();
            assertThat(rules.explain(signal))
                    .last()
                    .hasToString("bold: target wants the label team as part of a resource's name, found "
                            + NearestName.quote(evil));
        }
        assertThat(rules.explain(alarm("db-1"))).last().asString().endsWith("found `no such label`");
    }

    @Test
    void theRuleWinsOverTheEnvironmentAndThatOverTheDefaults() {
        var overrides = rules(SHOP).settings("careful", "prod").orElseThrow();
        assertThat(overrides.mode()).as("environment").isEqualTo(Mode.ACT);
        assertThat(overrides.coolDown()).as("environment").isEqualTo(Duration.ofMinutes(20));
        assertThat(overrides.rate())
                .as("times from the rule, per from the environment")
                .isEqualTo(new GuardrailSettings.Rate(1, Duration.ofHours(2)));
        assertThat(overrides.optIn()).as("the rule's empty list").isEmpty();
        assertThat(overrides.lock()).as("built in").isEqualTo(Duration.ofHours(1));
        assertThat(overrides.pageChannel()).as("defaults").isEqualTo("ops");
        assertThat(rules(SHOP).settings("bold", "rest").orElseThrow().rate())
                .as("times from the defaults, per built in")
                .isEqualTo(new GuardrailSettings.Rate(4, Duration.ofHours(1)));
    }

    @Test
    void freezesAndOptOutTagsAddUp() {
        var overrides = rules(SHOP).settings("careful", "prod").orElseThrow();
        assertThat(overrides.optOut()).containsExactlyInAnyOrder("a", "b", "c", "nightshift=off", "nightshift:opt-out");
        assertThat(overrides.freezes())
                .extracting(freeze -> freeze.name())
                .containsExactly("weekend", "year-end", "launch");
    }

    @Test
    void theApprovalOfAnEnvironmentHoldsUnlessTheRuleTakesItAway() {
        var rules = rules(SHOP);
        assertThat(rules.settings("careful", "prod").orElseThrow().approval())
                .contains(new GuardrailSettings.Approval(List.of("alice", "bob"), 2, Duration.ofMinutes(20)));
        assertThat(rules.settings("bold", "prod").orElseThrow().approval()).isEmpty();
        assertThat(rules.settings("careful", "rest").orElseThrow().approval()).isEmpty();
    }

    @Test
    void deniesWhatTodaysPolicyNoLongerNames() {
        assertThat(rules(SHOP).settings("gone", "prod")).isEmpty();
        assertThat(rules(SHOP).settings("bold", "gone"))
                .as("its approvals and freezes went with it")
                .isEmpty();
        assertThat(rules(SHOP).settings("bold", "")).isPresent();
    }

    @Test
    void theNearestRuleIsTheOneOfWhichTheFewestFieldsDoNotMatch() {
        var rules = rules(SHOP);
        assertThat(rules.nearest(alarm("db-1", Origin.aws("9", ""), Map.of("team", "t"))))
                .as("a rule is for it")
                .isEmpty();
        assertThat(rules.nearest(alarm("web-1", Origin.aws("9", ""), Map.of())))
                .containsExactly(new MatchFailure("careful", "match.environments", "prod", "rest"));
    }

    @Test
    void explainsWhyEachRuleWasPassedOver() {
        var rules = rules(SHOP);
        assertThat(rules.explain(alarm("db-1", Origin.aws("9", ""), Map.of("team", "t"))))
                .containsExactly(new MatchFailure("careful", "match.name", "web-*", "db-1"));
        assertThat(rules.explain(alarm("web-1", Origin.aws("9", ""), Map.of())))
                .containsExactly(
                        new MatchFailure("careful", "match.environments", "prod", "rest"),
                        new MatchFailure("bold", "match.name", "db-*", "web-1"));
        var twice = rules(RULE + RULE.substring(RULE.indexOf("  - name")).replace("name: web", "name: late"));
        assertThat(twice.explain(alarm("x")))
                .extracting(MatchFailure::rule, MatchFailure::field, MatchFailure::was)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("late", "order", "web"));
    }

    @Test
    void everyFieldOfAMatchIsLookedAt() {
        var signal = alarm("web-1", Origin.aws("111122223333", "eu-central-1"), Map.of("team", "shop"));
        var fields = Map.of(
                "source", "source: aws.cloudwatch",
                "type", "type: alarm",
                "name", "name: \"web-?\"",
                "kinds", "kinds: [\"lambda:*\", \"ec2:*\"]",
                "accounts", "accounts: [111122223333]",
                "regions", "regions: [us-*, eu-*]",
                "labels.team", "labels: {team: \"sh*\"}");
        var wrong = Map.of(
                "source", "source: \"gcp.*\"",
                "type", "type: log",
                "name", "name: web",
                "kinds", "kinds: [\"autoscaling:*\"]",
                "accounts", "accounts: [\"1\"]",
                "regions", "regions: [us-*]",
                "labels.team", "labels: {team: ops}");
        fields.forEach((field, match) -> {
            assertThat(rules(RULE.replace("match: {}", "match: {" + match + "}"))
                            .route(signal))
                    .as(match)
                    .hasSize(1);
            var missed = rules(RULE.replace("match: {}", "match: {" + wrong.get(field) + "}"));
            assertThat(missed.route(signal)).isEmpty();
            assertThat(missed.explain(signal)).extracting(MatchFailure::field).containsExactly("match." + field);
        });
    }

    @Test
    void freezesKeepTheirWallClockOverAChangeOfTheClocks() {
        var yaml = RULE + """
                    freeze: [night]
                freeze-calendars:
                  night:
                    time-zone: Europe/Berlin
                    windows: [{weekly: {from: sat 22:00, to: sun 06:00}}, {weekly: {from: sun 02:30, to: sun 02:45}}]
                """;
        var freezes = rules(yaml).settings("web", "").orElseThrow().freezes();
        // The clocks go forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00.
        assertThat(freezes.getFirst().activeUntil(Instant.parse("2026-03-28T21:00:00Z")))
                .contains(Instant.parse("2026-03-29T04:00:00Z"));
        assertThat(freezes.getFirst().activeUntil(Instant.parse("2026-10-24T20:00:00Z")))
                .contains(Instant.parse("2026-10-25T05:00:00Z"));
        assertThat(freezes.getFirst().activeUntil(Instant.parse("2026-10-24T19:59:59Z")))
                .isEmpty();
        assertThat(freezes.get(1).activeUntil(Instant.parse("2026-10-25T00:30:00Z")))
                .as("02:30 comes twice; the freeze holds from the first to the second")
                .contains(Instant.parse("2026-10-25T01:45:00Z"));
    }

    @Test
    void aRouteCarriesTheAgeBeyondWhichASignalStartsNothing() {
        var alarm = rules(RULE).route(alarm("x")).getFirst();
        var at = alarm("x").time();
        assertThat(alarm.untimely(at, at.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(alarm.untimely(at, at.minus(Duration.ofMinutes(5)))).isEmpty();
        assertThat(alarm.untimely(at, at.minus(Duration.ofMinutes(90))))
                .hasValueSatisfying(why -> assertThat(why).startsWith("its time is 1 h 30 min ahead"));
        assertThat(alarm.untimely(at, at.plus(Duration.ofHours(3)))).contains("too old: 3 h, the limit is 1 h");
        var notice = new Signal.Notice(alarm("x").header(), "shop.order", "");
        assertThat(rules(RULE).route(notice).getFirst().maxAge()).contains(Duration.ofDays(1));
        var set = rules(RULE + "    max-age: 2d\ndefaults: {max-age: 10m}");
        assertThat(set.route(alarm("x")).getFirst().maxAge()).contains(Duration.ofDays(2));
        var inherited = rules(RULE + "defaults: {max-age: 10m}\nenvironments: {e: {match: {}, max-age: 5m}}");
        assertThat(inherited.route(notice).getFirst().maxAge()).contains(Duration.ofMinutes(5));
    }

    @Test
    void carriesTheHashOfThePolicy() {
        assertThat(rules(RULE).hash()).isEqualTo(RulePolicies.valid(RULE).hash());
    }
}
