package io.nightshift.local.policy;

import static io.nightshift.local.policy.FullPolicies.RULE;
import static io.nightshift.local.policy.FullPolicies.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyRules;
import io.nightshift.policy.PolicySchema;
import io.nightshift.policy.Shape;
import io.nightshift.remediation.Remediation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicySchemaTest {

    private static final Json.Obj SCHEMA = PolicySchema.of(FullPolicies.SECTIONS);

    @Test
    void theExampleIsValidForBoth() {
        var example = FullPolicies.doc("nightshift.example.yaml");
        assertThat(Schemas.errors(example)).isEmpty();
        assertThat(FullPolicies.warnings(example)).isEmpty();
    }

    @Test
    void theExampleOfPromotionsIsValidForBoth() {
        var example = FullPolicies.doc("examples/promotion.yaml");
        assertThat(Schemas.errors(example)).isEmpty();
        assertThat(FullPolicies.warnings(example)).isEmpty();
    }

    @Test
    void theExampleOfBackupsIsValidForBoth() {
        var example = FullPolicies.doc("examples/backups.yaml");
        assertThat(Schemas.errors(example)).isEmpty();
        assertThat(FullPolicies.warnings(example)).isEmpty();
    }

    @Test
    void theExampleOfCostsIsValidForBoth() {
        var example = FullPolicies.doc("examples/costs.yaml");
        assertThat(Schemas.errors(example)).isEmpty();
        assertThat(FullPolicies.warnings(example)).isEmpty();
    }

    @Test
    void theExamplesUseEveryKey() throws Exception {
        var used = new java.util.TreeSet<String>();
        collect(Schemas.node(FullPolicies.doc("nightshift.example.yaml")), used);
        collect(Schemas.node(FullPolicies.doc("examples/promotion.yaml")), used);
        collect(Schemas.node(FullPolicies.doc("examples/rotation.yaml")), used);
        collect(Schemas.node(FullPolicies.doc("examples/backups.yaml")), used);
        collect(Schemas.node(FullPolicies.doc("examples/costs.yaml")), used);
        var known = new java.util.TreeSet<String>();
        Keys.of(FullPolicies.SHAPE).stream()
                .filter(path -> !path.contains(".with."))
                .forEach(path -> known.add(path.substring(path.lastIndexOf('.') + 1)));
        known.removeAll(List.of("playbook", "regions"));
        assertThat(used).containsAll(known);
    }

    private static void collect(com.fasterxml.jackson.databind.JsonNode node, java.util.Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> collect(child, names));
    }

    @Test
    void knowsTheSameKeysAsTheParser() throws Exception {
        assertThat(Keys.of(SCHEMA)).isEqualTo(Keys.of(FullPolicies.SHAPE)).hasSizeGreaterThan(100);
    }

    @Test
    void namesTheActionsOfTheCatalogue() throws Exception {
        var actions = View.of(SCHEMA).at("$defs", "rung", "properties", "action", "enum");
        assertThat(PolicyAssembly.texts(actions))
                .containsExactlyElementsOf(Remediation.CATALOGUE.types().stream()
                        .map(ActionType::name)
                        .toList());
    }

    @Test
    void bothRefuseTheSame() {
        var mode = "\n    mode: ";
        for (var yaml : List.of(
                "version: 2\nrules: []",
                "version: 1",
                "rules: []",
                RULE + "    modes: act",
                RULE + mode + "acts",
                RULE + mode + "[]",
                RULE + "    soak: 5 minutes",
                RULE + "    soak: 5",
                RULE + "    soak: PT",
                RULE + "    soak: \"\"",
                RULE + "    flap-limit: 0",
                RULE + "    flap-limit: \"1\"",
                RULE + "    approval: nobody",
                RULE + "    approval: {needed: 1}",
                RULE + "    guardrails: {blast-radius: {share: 0%}}",
                RULE + "    guardrails: {blast-radius: {share: 101%}}",
                RULE + "    guardrails: {blast-radius: {share: 25}}",
                RULE + "    guardrails: {opt-out: x}",
                RULE + "    guardrails:",
                RULE.replace("name: web", "name: we b"),
                RULE.replace("name: web", "name: \"\""),
                RULE.replace("match: {}", "match: {type: alarms}"),
                RULE.replace("match: {}", "match: {accounts: []}"),
                RULE.replace("match: {}", "match: {labels: {a: [b]}}"),
                RULE.replace("reboot-instance", "reboot"),
                RULE.replace("reboot-instance", "reboot-instance, with: {hook: x}"),
                RULE.replace("reboot-instance", "call-webhook"),
                RULE.replace("reboot-instance", "call-webhook, with: {hook: 5}"),
                RULE.replace("reboot-instance", "call-webhook, with: {hook: x, hooks: x}"),
                RULE.replace("reboot-instance", "reboot-database, with: {failover: 1}"),
                RULE.replace("[{action: reboot-instance}]", "[]"),
                RULE + "    target: {kind: service}",
                RULE + "    target: {kind: service, name: \"\"}",
                RULE + "channels: {a: {kind: console, url-from-env: X}}",
                RULE + "channels: {a: {kind: webhook}}",
                RULE + "channels: {a: {kind: webhook, url-from-env: \"https://x\"}}",
                RULE + "channels: {\"a b\": {kind: console}}",
                RULE + "environments: {a: {}}",
                RULE + "freeze-calendars: {a: {time-zone: UTC, windows: []}}",
                RULE + "freeze-calendars: {a: {windows: [{weekly: {from: fri 16:00, to: sat 16:00}}]}}",
                RULE + "freeze-calendars: {a: {time-zone: UTC, windows: [{}]}}",
                RULE + "freeze-calendars: {a: {time-zone: UTC, windows: [{from: 2026-12-20T18:00}]}}",
                RULE
                        + "freeze-calendars: {a: {time-zone: UTC, windows: [{from: 2026-12-20T18:00, weekly: {from: fri 16:00, to: sat 16:00}}]}}",
                RULE
                        + "freeze-calendars: {a: {time-zone: UTC, windows: [{weekly: {from: freitag, to: sat 16:00}}]}}")) {
            assertThat(Schemas.errors(yaml)).as(yaml).isNotEmpty();
            assertThat(parse(yaml)).as(yaml).isInstanceOf(Parsed.Invalid.class);
        }
    }

    @Test
    void writingEveryDefaultChangesNothing() {
        var levels = new StringBuilder(RULE).append("    playbook: remediation\ndefaults:\n");
        write(FullPolicies.SHAPE.keys().get(1).shape(), "  ", levels);
        var spelt = new PolicyRules(
                FullPolicies.valid(levels.toString().replace("reboot-instance}", "reboot-instance, wait: 5m}")));
        var silent = new PolicyRules(FullPolicies.valid(RULE));
        assertThat(levels).contains("flap-limit", "opt-in", "at-most");
        assertThat(spelt.settings("web", "")).isEqualTo(silent.settings("web", ""));
        assertThat(spelt.route(FullPolicies.alarm("x"))).isEqualTo(silent.route(FullPolicies.alarm("x")));
    }

    private static void write(Shape shape, String indent, StringBuilder out) {
        if (shape instanceof Shape.Table table) {
            for (var key : table.keys()) {
                key.fallback()
                        .ifPresent(value -> out.append(indent)
                                .append(key.name())
                                .append(": ")
                                .append(value.text())
                                .append('\n'));
                if (key.shape() instanceof Shape.Table inner) {
                    out.append(indent).append(key.name()).append(":\n");
                    write(inner, indent + "  ", out);
                }
            }
        }
    }

    @Test
    void theDefaultsOfAnApprovalAreWhatTheSchemaSays() {
        var overrides = new PolicyRules(FullPolicies.valid(RULE + "    approval: {approvers: a}\napprovers: {a: [x]}"))
                .settings("web", "")
                .orElseThrow();
        var spelt = new PolicyRules(FullPolicies.valid(
                        RULE + "    approval: {approvers: a, needed: 1, within: 30m}\napprovers: {a: [x]}"))
                .settings("web", "")
                .orElseThrow();
        assertThat(overrides).isEqualTo(spelt);
    }
}
