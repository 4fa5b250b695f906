package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.local.Functions;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.sandbox.contract.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules beside modules of {@code infra/}. All are valid policies; those that answer findings and changes rather than the
 * module's own alarms (see {@link WatchedAlarmsTest}) are reached by a sample of {@code events/}.
 */
final class ModuleRulesTest {

    /** What Terraform puts into the rules. */
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("database", "postgres"),
            Map.entry("storage_gib", "500"),
            Map.entry("readers", "3"),
            Map.entry("tasks", "4"),
            Map.entry("concurrency", "100"),
            Map.entry("instances", "20"),
            Map.entry("replicas", "10"),
            Map.entry("automation_role", "arn:aws:iam::111122223333:role/nightshift-automation"),
            Map.entry("hook", "on-call"),
            Map.entry("tickets", "tickets"),
            Map.entry("ip_set", "regional/shop-blocked/0a1b2c3d"));

    private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

    /** For each rule that answers no alarm of its module, a sample that reaches it. */
    private static final Map<String, Map<String, String>> REACHED = Map.of(
            "aws/modules/waf/rules/attackers.yaml",
                    Map.of(
                            "tries-passwords", "aws/waf/subscription.json",
                            "attacker-found", "aws/guardduty/instance.json"),
            "aws/modules/baseline/rules/findings.yaml",
                    Map.of(
                            "trail-stopped", "aws/cloudtrail/trail-stopped.json",
                            "ports-opened", "aws/cloudtrail/security-group-opened.json",
                            "bucket-opened", "aws/securityhub/asff-three-findings.json"),
            "aws/modules/failover/rules/failover.yaml", Map.of("failover-observed", "aws/rds/instance-failover.json"),
            "aws/modules/backup/rules/failed.yaml", Map.of("backup-failed", "aws/backup/job-failed.json"),
            "aws/modules/spending/rules/costs.yaml",
                    Map.of(
                            "cost-anomaly", "aws/cost/anomaly.json",
                            "budget-exceeded", "aws/cost/budget-sns.json"),
            "gcp/modules/spending/rules/costs.yaml", Map.of("budget-exceeded", "gcp/billing/budget-exceeded.json"),
            "gcp/modules/baseline/rules/findings.yaml",
                    Map.of(
                            "firewall-opened", "gcp/audit/firewall-opened.json",
                            "bucket-opened", "gcp/audit/bucket-made-public.json",
                            "firewall-found-open", "gcp/scc/open-firewall.json"));

    static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(IgnoredAttributes.INFRA)) {
            return all.filter(file -> file.getParent().endsWith("rules"))
                    .map(file -> IgnoredAttributes.INFRA.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void rulesAreAValidPolicyWithoutWarnings(String file) throws IOException {
        var parsed = Functions.PARSER.parse(filledIn(file));
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(((Parsed.Valid) parsed).warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachRuleIsReachedByAnAlarmOfItsModuleOrByASample(String file) throws IOException, JsonException {
        if (ofAlarms(file)) {
            return;
        }
        var text = filledIn(file);
        var rules = new PolicyRules(((Parsed.Valid) Functions.PARSER.parse(text)).policy());
        var samples = REACHED.getOrDefault(file, Map.of());
        for (var reached : samples.entrySet()) {
            assertThat(routes(rules, reached.getValue())).as(reached.getValue()).contains(reached.getKey());
        }
        assertThat(new TreeSet<>(names(text))).as(file).isEqualTo(new TreeSet<>(samples.keySet()));
    }

    private static boolean ofAlarms(String file) {
        return file.contains("/watch/") || file.contains("/objectives/");
    }

    private static List<String> routes(PolicyRules rules, String sample) throws JsonException {
        var slash = sample.indexOf('/');
        var payload = Sample.of(sample.substring(0, slash), sample.substring(slash + 1))
                .payload();
        return KnownFormats.decoders().decode(payload).signals().stream()
                .flatMap(signal -> rules.route(rules.identify(signal)).stream())
                .map(route -> route.rule())
                .toList();
    }

    private static List<String> names(String text) {
        return text.lines()
                .filter(line -> line.startsWith("  - name: "))
                .map(line -> line.substring("  - name: ".length()).strip())
                .toList();
    }

    private static String filledIn(String file) throws IOException {
        var text = Files.readString(IgnoredAttributes.INFRA.resolve(file));
        assertThat(PLACE.matcher(text).results().map(found -> found.group(1)))
                .as("places in " + file)
                .isSubsetOf(ANSWERS.keySet());
        return PLACE.matcher(text).replaceAll(found -> ANSWERS.getOrDefault(found.group(1), ""));
    }
}
