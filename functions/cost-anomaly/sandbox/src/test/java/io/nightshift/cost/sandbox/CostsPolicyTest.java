package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.cost.CostRequest;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.cost.policy.CostPolicies;
import io.nightshift.cost.policy.CostsSection;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The section {@code costs}: what it routes, and every mistake with its line. */
class CostsPolicyTest {

    private static final Origin HOME = Origin.aws("111122223333", "eu-central-1");

    private static final String HEAD = """
            version: 1
            defaults: {mode: act, page: ops}
            channels: {ops: {kind: console}, data: {kind: console}}
            costs:
            """;

    private static Parsed parsed(String entries) {
        return new PolicyParser(List.of(new CostsSection())).parse(HEAD + entries.indent(2));
    }

    private static Policy policy(String entries) {
        if (parsed(entries) instanceof Parsed.Valid valid) {
            return valid.policy();
        }
        throw new AssertionError(parsed(entries));
    }

    private static String problems(String entries) {
        return ((Parsed.Invalid) parsed(entries)).problems().toString();
    }

    private static final String TWO = """
            shop: {source: {kind: folder, path: /costs}, schedule: {cron: "0 6 * * *", time-zone: UTC}, digest: {cron: "0 7 * * *", time-zone: UTC, below: 100}, owners: [{tags: {team: data}, channel: data}], quiet-hours: {between: "22:00-06:00", time-zone: Europe/Berlin, urgent: 500}, budgets: [{name: all, amount: 1000.5}], expected: [{from: 2026-11-27, to: 2026-11-30, reason: sale}], changes: {signals: true}}
            other: {source: {kind: cost-explorer, monthly-spend: 5}, provider-alerts: true}
            """;

    @Test
    void schedulesStartAScanAndADigestOfTheirEntry() throws Exception {
        var rules = new PolicyRules(policy(TWO), HOME);
        var due = rules.due(Instant.parse("2026-11-30T09:00:00Z"));
        assertThat(due).extracting(Signal.Due::work).containsExactly("shop", "shop/digest");
        assertThat(due.stream().map(rules::identify).map(Signal::subject))
                .containsExactly(CostKinds.export("shop"), CostKinds.digest("shop"));
        for (var signal : due) {
            var route = rules.route(rules.identify(signal)).getFirst();
            assertThat(route.rule()).isEqualTo("shop");
            var spec = CostSpec.read(route.plan());
            assertThat(CostSpec.read(spec.toJson())).isEqualTo(spec);
            assertThat(spec.digest()).contains(BigDecimal.valueOf(100));
            assertThat(spec.budgets().getFirst().alertAt()).containsExactly(80, 100);
            assertThat(spec.page()).isEqualTo("ops");
        }
    }

    @Test
    void aRequestNamesItsEntryAndSignalsGoToTheEntryThatWantsThem() {
        var rules = new PolicyRules(policy(TWO), HOME);
        var header = new Signal.Header(new SignalId("1"), "test", Instant.EPOCH, CostKinds.export("other"), Map.of());
        var request = new Signal.Request(header, "other", CostRequest.scan().toJson(), "alice");
        assertThat(rules.route(request)).extracting(route -> route.rule()).containsExactly("other");
        var at = new Signal.Header(
                new SignalId("a@b"), "aws.ce", Instant.EPOCH, new Resource(HOME, "ce:anomaly-monitor", "m"), Map.of());
        assertThat(rules.route(new Signal.ProviderNotice(at, "COST_ANOMALY", "cost", "open", "")))
                .extracting(route -> route.rule())
                .containsExactly("other");
        assertThat(rules.route(new Signal.ProviderNotice(at, "AWS_EC2_ISSUE", "issue", "open", "")))
                .isEmpty();
        assertThat(rules.route(new Signal.ResourceChange(at, "RunInstances", "", "bob")))
                .extracting(route -> route.rule())
                .containsExactly("shop");
        assertThat(rules.route(new Signal.ResourceChange(at, "DescribeInstances", "", "bob")))
                .isEmpty();
        assertThat(rules.route(new Signal.ResourceChange(at, "RunInstances", "", "bob", Signal.ChangeEffect.DENIED)))
                .isEmpty();
        assertThat(CostPolicies.of(policy(TWO))).hasSize(2);
    }

    @Test
    void mistakesAreNamedWithTheirLineAndTheNearestName() {
        assertThat(problems("shop: {source: {kind: s4, bucket: a}}")).contains("5:25", "s3");
        assertThat(problems("shop: {source: {kind: s3, bucket: a}}")).contains("5:", "prefix");
        assertThat(problems("shop: {source: {kind: cost-explorer}}")).contains("5:", "monthly-spend");
        assertThat(problems("shop: {source: {kind: folder, path: /a}, treshold: {}}"))
                .contains("5:", "thresholds");
        assertThat(problems("shop: {source: {kind: folder, path: /a}, owners: [{channel: nobody}]}"))
                .contains("5:", "nobody");
        assertThat(problems("shop: {source: {kind: folder, path: /a}}\nother: {source: {kind: folder, path: /a}}"))
                .contains("6:", "watches the same costs");
        assertThat(
                        problems(
                                "shop: {source: {kind: folder, path: /a}, expected: [{from: 2026-12-02, to: 2026-12-01, reason: x}]}"))
                .contains("ends before it begins");
        assertThat(
                        problems(
                                "shop: {source: {kind: folder, path: /a}, budgets: [{name: a, amount: 1}, {name: a, amount: 2}]}"))
                .contains("two budgets are named a");
        assertThat(problems("shop: {source: {kind: folder, path: /a}, changes: {signals: false}}"))
                .contains("expected path");
    }
}
