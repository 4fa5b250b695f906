package io.nightshift.local.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightshift.core.json.Json;
import io.nightshift.policy.Environment;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.policy.Problems;
import io.nightshift.promotion.policy.PromotionPolicies;
import io.nightshift.remediation.policy.RemediationRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

class PolicyPropertyTest {

    private static final List<String> EXAMPLES =
            List.of(FullPolicies.doc("nightshift.example.yaml"), FullPolicies.doc("examples/promotion.yaml"));

    private static String example(Random random) {
        return EXAMPLES.get(random.nextInt(EXAMPLES.size()));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void aDamagedPolicyGivesPlacesAndNeverThrows(@ForAll long seed) {
        var random = new Random(seed);
        var text = Mutations.of(example(random), random);
        var parsed = FullPolicies.parse(text);
        Statistics.collect(parsed instanceof Parsed.Invalid);
        Statistics.coverage(share -> share.check(true).percentage(percent -> percent > 50));
        if (parsed instanceof Parsed.Invalid(var problems)) {
            long lines = text.lines().count() + 1;
            assertThat(problems).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.line()).isBetween(1, (int) lines);
                assertThat(problem.column()).isPositive();
                assertThat(problem.message()).isNotBlank().doesNotContain("\n", "\u202E");
            });
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void aGeneratedPolicyIsValidForParserAndSchema(@ForAll long seed) {
        var document = new RandomPolicy(seed).document();
        assertThat(Schemas.errors(document.text())).isEmpty();
        assertThat(FullPolicies.parse(document.text())).isInstanceOf(Parsed.Valid.class);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void aPolicyIsTheSameInEveryWriting(@ForAll long seed) {
        var document = new RandomPolicy(seed).document();
        var policy = FullPolicies.valid(document.text());
        assertThat(FullPolicies.valid(document.pretty())).isEqualTo(policy);
        assertThat(FullPolicies.valid(new RandomYaml(seed).write(document))).isEqualTo(policy);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void theNormalFormOfAPolicyIsThatPolicy(@ForAll long seed) {
        var problems = new Problems();
        var text = new RandomPolicy(seed).document().text();
        var normal = FullPolicies.PARSER
                .document(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), problems)
                .orElseThrow();
        assertThat(FullPolicies.valid(normal.text())).isEqualTo(FullPolicies.valid(text));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void otherPoliciesHaveOtherHashes(@ForAll long one, @ForAll long two) {
        var first = FullPolicies.valid(new RandomPolicy(one).document().text());
        var second = FullPolicies.valid(new RandomPolicy(two).document().text());
        assertThat(first.hash().equals(second.hash())).isEqualTo(first.equals(second));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void whatTheParserTakesTheSchemaTakes(@ForAll long seed) {
        var random = new Random(seed);
        var damaged = Schemas.node(example(random));
        damage(damaged, random);
        boolean taken = FullPolicies.parse(damaged.toString()) instanceof Parsed.Valid;
        Statistics.collect(taken);
        Statistics.coverage(share -> share.check(true).percentage(percent -> percent > 5 && percent < 95));
        if (taken) {
            assertThat(Schemas.errors(damaged)).isEmpty();
        }
    }

    /** Drops, renames or replaces one value somewhere in the tree. */
    private static void damage(JsonNode root, Random random) {
        var objects = new ArrayList<ObjectNode>();
        collect(root, objects);
        var object = objects.get(random.nextInt(objects.size()));
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        var name = names.get(random.nextInt(names.size()));
        var value = object.remove(name);
        switch (random.nextInt(6)) {
            case 0 -> object.set(name + "x", value);
            case 1 -> object.put(name, 7);
            case 2 -> object.put(name, "5m");
            case 3 -> object.putArray(name).add("a");
            case 4 -> object.putNull(name);
            default -> object.remove(name);
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void textThatIsNoYamlNeverThrows(@ForAll byte[] bytes) {
        assertThat(FullPolicies.PARSER.parse(bytes)).isInstanceOf(Parsed.Invalid.class);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void everySettingOfEveryRuleIsSettledInEveryEnvironment(@ForAll long seed) {
        var policy = FullPolicies.valid(new RandomPolicy(seed).document().text());
        var rules = new PolicyRules(policy);
        for (var rule : RemediationRules.of(policy)) {
            var everywhere = new ArrayList<>(
                    policy.environments().stream().map(Environment::name).toList());
            everywhere.add("");
            for (var environment : everywhere) {
                var overrides = rules.settings(rule.name(), environment).orElseThrow();
                assertThat(overrides.optOut())
                        .containsAll(rule.settings().guardrails().optOut())
                        .contains("nightshift=off");
                rule.settings()
                        .guardrails()
                        .lock()
                        .ifPresent(lock -> assertThat(overrides.lock()).isEqualTo(lock));
            }
        }
        for (var promotion : PromotionPolicies.of(policy).values()) {
            var overrides = rules.settings(promotion.service(), "").orElseThrow();
            assertThat(overrides.lock()).isGreaterThanOrEqualTo(promotion.longestWait());
            assertThat(overrides.optOut())
                    .containsAll(policy.defaults().guardrails().optOut());
            assertThat(overrides.approval()).isEmpty();
        }
        rules.route(FullPolicies.alarm("x"))
                .forEach(route -> assertThat(route.plan().get("ladder")).isInstanceOf(Json.Arr.class));
    }
}
