package io.nightshift.remediation.policy;

import static io.nightshift.remediation.policy.RulePolicies.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.policy.Parsed;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Files that are made to hurt. Each takes far less than a second; what the tests forbid is a cost that explodes
 * (hours for most of these files), so their limit holds on a slow and busy machine too.
 */
@Timeout(600)
class PolicyBombTest {

    @Test
    void refusesABillionLaughs() {
        var bomb = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i <= 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
        }
        assertQuickly(bomb.toString(), "more than 50 aliases or anchors");
    }

    @Test
    void refusesABombThatStaysBelowTheNumberOfAliases() {
        for (int width : new int[] {2, 3, 5, 7}) {
            var bomb = new StringBuilder("a0: &a0 [lol]\n");
            for (int i = 1; i <= 49 / width; i++) {
                bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(width)));
            }
            assertThat(quickly(bomb.toString())).as("width " + width).isNotEmpty();
        }
        var wide = "a: &a [" + "x,".repeat(20_000) + "]\nb: &b [" + "*a,".repeat(20) + "]";
        assertQuickly(wide, "with its aliases replaced by what they stand for");
    }

    @Test
    void refusesAnAnchorInItself() {
        assertQuickly("version: 1\nrules: &r [*r]", "this anchor holds an alias of itself");
        assertQuickly("&r {version: 1, rules: [], defaults: *r}", "this anchor holds an alias of itself");
    }

    @Test
    void refusesManyAnchors() {
        var many = IntStream.range(0, 60).mapToObj(i -> "&a" + i + " x").collect(Collectors.joining(",", "a: [", "]"));
        assertQuickly(many, "more than 50 aliases or anchors");
    }

    @Test
    void refusesDeepNesting() {
        assertQuickly("a: " + "[".repeat(300_000), "nested deeper than 32 levels");
        assertQuickly("? ".repeat(100_000), "nested deeper than 32 levels");
        assertQuickly("- ".repeat(100_000), "nested deeper than 32 levels");
        assertQuickly("{a: ".repeat(100_000), "nested deeper than 32 levels");
    }

    @Test
    void refusesDepthThatOnlyAliasesMake() {
        var deep = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i <= 40; i++) {
            deep.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        assertQuickly(deep.toString(), "or 32 levels");
    }

    @Test
    void refusesMoreThanAMebibyte() {
        assertQuickly("#".repeat(1024 * 1024 + 1), "the file has 1048577 bytes; a policy has at most 1048576");
    }

    @Test
    void refusesTags() {
        assertQuickly("version: !!java.net.URL 1\nrules: []", "tags (!…) are not taken");
        assertQuickly("version: 1\nrules: !include x.yaml", "tags (!…) are not taken");
        assertQuickly("!foo {version: 1}", "tags (!…) are not taken");
    }

    @Test
    void refusesMoreThanAThousandRules() {
        var rules = IntStream.range(0, 1001)
                .mapToObj(
                        i -> "- {name: r%d, match: {name: a%d}, ladder: [{action: reboot-instance}]}\n".formatted(i, i))
                .collect(Collectors.joining("", "version: 1\nrules:\n", ""));
        assertThat(quickly(rules)).containsExactly("3:1: rules: 1001 items stand here; at most 1000 are taken");
    }

    @Test
    void listsTheFirstHundredOfAHundredThousandProblems() {
        var junk = IntStream.range(0, 90_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());
        assertThat(quickly(junk)).hasSize(101).last().asString().contains("more than 100 problems");
    }

    @Test
    void refusesLongScalarsWhereAPatternLooksAtThem() {
        var long1 = "a{b}".repeat(200_000);
        var rule = RulePolicies.RULE + "    target: {kind: service, name: \"" + long1 + "\"}\n    soak: "
                + "1".repeat(100_000);
        assertThat(quickly(rule)).hasSize(3);
    }

    @Test
    void comparesAThousandHostileRulesInTime() {
        var globs =
                IntStream.range(0, 40).mapToObj(i -> "\"*a*a*" + i + "\"").collect(Collectors.joining(",", "[", "]"));
        var rules = IntStream.range(0, 900)
                .mapToObj(i ->
                        "- {name: r%d, match: {name: \"%s%d\", kinds: %s}, ladder: [{action: call-webhook, with: {hook: h}}]}\n"
                                .formatted(i, "*a".repeat(80), i, globs))
                .collect(Collectors.joining("", "version: 1\nrules:\n", ""));
        assertThat(quickly(() -> RulePolicies.parse(rules))).isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void comparesHostileAlternativesInTime() {
        var leaf = "{message: \"" + "*a".repeat(100) + "\", state: \"*a*a*\"}";
        var inner = "{any-of: [" + (leaf + ",").repeat(5) + "], not: " + leaf + "}";
        var rules = IntStream.range(0, 80)
                .mapToObj(
                        i -> "- {name: r%d, match: {any-of: [%s]}, ladder: [{action: call-webhook, with: {hook: h}}]}\n"
                                .formatted(i, (inner + ",").repeat(8)))
                .collect(Collectors.joining("", "version: 1\nrules:\n", ""));
        assertThat(quickly(() -> RulePolicies.parse(rules))).isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void refusesDeepAndManyAlternatives() {
        var deep = "{not: ".repeat(3) + "{name: a}" + "}".repeat(3);
        assertThat(quickly(RulePolicies.RULE.replace("match: {}", "match: " + deep)))
                .singleElement()
                .asString()
                .contains("rules[0].match.not.not: unknown key `not`");
        var many = "{any-of: [" + "{name: a},".repeat(21) + "]}";
        assertThat(quickly(RulePolicies.RULE.replace("match: {}", "match: " + many)))
                .singleElement()
                .asString()
                .contains("21 items stand here; at most 20 are taken");
    }

    @Test
    void refusesMoreNamesThanAPolicyNeeds() {
        var many = IntStream.range(0, 20_000)
                .mapToObj(i -> "  e%d: {match: {}}\n".formatted(i))
                .collect(Collectors.joining("", "version: 1\nrules: []\nenvironments:\n", ""));
        assertThat(quickly(many)).containsExactly("4:3: environments: 20000 items stand here; at most 100 are taken");
    }

    private static void assertQuickly(String text, String problem) {
        assertThat(quickly(text)).hasSize(1).first().asString().contains(problem);
    }

    private static List<String> quickly(String text) {
        return quickly(() -> problems(text));
    }

    /** The limit is the time that this thread computed, so that a busy machine fails no test. */
    private static <T> T quickly(Supplier<T> read) {
        var clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        var found = read.get();
        assertThat(Duration.ofNanos(clock.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(60));
        return found;
    }
}
