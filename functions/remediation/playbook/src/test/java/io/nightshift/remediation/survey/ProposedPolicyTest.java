package io.nightshift.remediation.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ProposedPolicyTest {

    private static final Origin HERE = Origin.aws("111122223333", "eu-central-1");
    private static final SignalClass.Source CLOUDWATCH = SignalClass.Source.alarms("aws.cloudwatch", "metric");
    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");
    private static final PolicyParser PARSER = new PolicyParser(List.of(new RulesSection(Remediation.CATALOGUE)));

    private static Resource resource(String kind, String name) {
        return new Resource(HERE, kind, name);
    }

    private static Inventory inventory(List<SurveyedAlarm> alarms, SurveyedResource... resources) {
        return new Inventory(alarms, List.of(resources), List.of());
    }

    private static SurveyedAlarm alarm(SignalPattern pattern, String name) {
        var labels = new TreeMap<String, String>();
        if (pattern.kind().equals(Kinds.LAMBDA_FUNCTION)) {
            labels.put("FunctionName", "x");
        }
        pattern.labels().forEach((label, glob) -> labels.put(label, glob.replace('*', 'x')));
        var kind = pattern.kind().isEmpty() ? Kinds.ALARM : pattern.kind();
        var header =
                new Signal.Header(new SignalId(name), pattern.source(), NOW, resource(kind, "x"), Map.copyOf(labels));
        return SurveyedAlarm.read(new Signal.Alarm(header, name, name, AlarmState.FIRING, "", ""), List.of());
    }

    private static SurveyedAlarm alarm(SignalClass about) {
        return alarm(about.match(), name(about));
    }

    private static String name(SignalClass about) {
        var pattern = about.match().name();
        return pattern.isEmpty() ? about.name() : pattern.replace('*', 'x');
    }

    private static SurveyedFinding finding(SignalClass about) {
        var header = alarm(about).signal().header();
        return new SurveyedFinding(new Signal.Finding(header, name(about), "found", "high", true));
    }

    private static Signal signal(SignalClass about) {
        return isAlarm(about) ? alarm(about).signal() : finding(about).signal();
    }

    private static boolean isAlarm(SignalClass about) {
        return about.match().type().equals("alarm");
    }

    /** One alarm or finding of each class. */
    private static Inventory one(List<SignalClass> classes, SurveyedResource... resources) {
        return new Inventory(
                classes.stream()
                        .filter(ProposedPolicyTest::isAlarm)
                        .map(ProposedPolicyTest::alarm)
                        .toList(),
                classes.stream()
                        .filter(about -> !isAlarm(about))
                        .map(ProposedPolicyTest::finding)
                        .toList(),
                List.of(resources),
                List.of());
    }

    /** Whatever exists, the policy has no warning, changes nothing, and each signal goes to one rule. */
    @Test
    void anyInventoryGetsAValidPolicyWithoutWarnings() {
        var random = new Random(20261121);
        for (int round = 0; round < 200; round++) {
            var classes = SignalClasses.ALL.stream()
                    .filter(about -> random.nextInt(4) == 0)
                    .toList();
            var resources = random.ints(random.nextInt(6), 0, Kinds.ALL.size())
                    .mapToObj(kind -> facts(SurveyedResource.of(resource(Kinds.ALL.get(kind), "r-" + kind)), random))
                    .toArray(SurveyedResource[]::new);
            var proposal = ProposedPolicy.of(one(classes, resources));
            var rules = valid(proposal);
            assertThat(proposal.yaml()).doesNotContain("mode: act\n");
            for (var about : classes) {
                assertThat(rules.route(signal(about))).as(about.name()).hasSize(1);
            }
        }
    }

    private static SurveyedResource facts(SurveyedResource resource, Random random) {
        var group = random.nextBoolean() ? resource.with(SurveyedResource.GROUP, "web") : resource;
        var engine = random.nextBoolean() ? group.with(SurveyedResource.ENGINE, "postgres") : group;
        var aliases = random.nextBoolean() ? engine.with(SurveyedResource.ALIASES, "live") : engine;
        return random.nextBoolean() ? aliases.with(SurveyedResource.GIB, "270") : aliases;
    }

    private static PolicyRules valid(ProposedPolicy proposal) {
        var parsed = PARSER.parse(proposal.yaml());
        assertThat(parsed).as(proposal.yaml()).isInstanceOf(Parsed.Valid.class);
        var valid = (Parsed.Valid) parsed;
        assertThat(valid.warnings()).isEmpty();
        return new PolicyRules(valid.policy());
    }

    @Test
    void isAValidPolicyWithoutWarningsAndEachAlarmGoesToTheRuleOfItsClass() {
        var rules = valid(ProposedPolicy.of(one(SignalClasses.ALL)));
        var routed = SignalClasses.ALL.stream()
                .flatMap(about -> rules.route(signal(about)).stream())
                .map(route -> route.rule())
                .toList();
        assertThat(routed)
                .containsExactlyElementsOf(
                        SignalClasses.ALL.stream().map(SignalClass::name).toList());
    }

    @Test
    void eachRuleIsValidAlone() {
        for (var one : SignalClasses.ALL) {
            assertThat(ProposedPolicy.of(one(List.of(one))).rules()).isEqualTo(1);
            valid(ProposedPolicy.of(one(List.of(one))));
        }
    }

    @Test
    void changesNothing() {
        assertThat(ProposedPolicy.of(one(SignalClasses.ALL)).yaml())
                .contains("  mode: dry-run\n")
                .doesNotContain("    mode:");
        assertThat(SignalClasses.ALL).extracting(SignalClass::name).doesNotHaveDuplicates();
    }

    @Test
    void ofNothingIsAPolicyWithoutRules() {
        var nothing = ProposedPolicy.of(Inventory.EMPTY);
        assertThat(nothing.rules()).isZero();
        valid(nothing);
    }

    @Test
    void hostileNamesStayInTheirComments() {
        var names = List.of(
                "x\n  mode: act",
                "x\r\nrules: []",
                "\u2028rules: []",
                "\u0085rules: []",
                "\u001b[2J",
                "\u202Eevil",
                "# \"'`{}[]&*!|>%@",
                "a".repeat(4000),
                "\ud800");
        var alarms = new ArrayList<SurveyedAlarm>();
        for (var name : names) {
            alarms.add(alarm(CLOUDWATCH.rest(), name));
            var one = ProposedPolicy.of(
                    inventory(List.of(alarms.getLast()), SurveyedResource.of(resource(Kinds.RDS_INSTANCE, name))));
            valid(one);
            assertThat(one.yaml().codePoints()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
            assertThat(one.rules()).isEqualTo(4);
            assertThat(one.yaml().lines()).allMatch(line -> line.length() < 300);
        }
        assertThat(valid(ProposedPolicy.of(inventory(alarms)))
                        .route(alarms.getFirst().signal()))
                .hasSize(1);
    }

    @Test
    void aHostileAliasIsNotPutIntoATarget() {
        var errors = alarm(
                CLOUDWATCH.labels(Kinds.LAMBDA_FUNCTION, Map.of("metric", "Errors", "FunctionName", "checkout")),
                "errors");
        var function = SurveyedResource.of(resource(Kinds.LAMBDA_FUNCTION, "checkout"));
        var hostile = ProposedPolicy.of(
                inventory(List.of(errors), function.with(SurveyedResource.ALIASES, "live\"}\n  mode: act")));
        valid(hostile);
        assertThat(hostile.yaml()).contains("action: call-webhook").doesNotContain("live");

        var proposal = ProposedPolicy.of(inventory(List.of(errors), function.with(SurveyedResource.ALIASES, "live")));
        var route = valid(proposal).route(errors.signal()).getFirst();
        assertThat(route.target()).contains(resource(Kinds.LAMBDA_FUNCTION, "checkout:live"));
    }

    @Test
    void theLimitOfStorageIsTwiceTheLargestDatabase() {
        var full = alarm(CLOUDWATCH.metric(Kinds.RDS_INSTANCE, "FreeStorageSpace"), "full");
        var orders = SurveyedResource.of(resource(Kinds.RDS_INSTANCE, "orders"));
        assertThat(ProposedPolicy.of(inventory(List.of(full), orders.with(SurveyedResource.GIB, "270")))
                        .yaml())
                .contains("with: {by-percent: 20, up-to-gib: 600}");
        assertThat(ProposedPolicy.of(inventory(List.of(full))).yaml()).contains("up-to-gib: 100}");
    }

    @Test
    void knowsWhichAlarmsAreMissing() {
        var orders = resource(Kinds.RDS_INSTANCE, "orders");
        var watched = new SurveyedAlarm(
                alarm(CLOUDWATCH.rest(), "a").signal(),
                false,
                List.of(new WatchedMetric(orders, "CPUUtilization"), new WatchedMetric(orders, "FreeStorageSpace")));
        var proposal = ProposedPolicy.of(inventory(List.of(watched), SurveyedResource.of(orders)));
        assertThat(proposal.missing())
                .extracting(one -> one.resource().name() + " " + one.metric())
                .containsExactly("orders DatabaseConnections");
        assertThat(proposal.yaml()).contains("  # Alarms to make: orders (DatabaseConnections)\n");
    }

    @Test
    void anAlarmOnAnAliasIsOneOnItsFunction() {
        var watch = new WatchedMetric(resource(Kinds.LAMBDA_FUNCTION, "checkout:live"), "Errors");
        var alarm = new SurveyedAlarm(alarm(CLOUDWATCH.rest(), "a").signal(), false, List.of(watch));
        assertThat(missing(alarm, resource(Kinds.LAMBDA_FUNCTION, "checkout"))).isEmpty();
        assertThat(missing(alarm, resource(Kinds.LAMBDA_FUNCTION, "check"))).containsExactly("Errors");
    }

    private static List<String> missing(SurveyedAlarm alarm, Resource resource) {
        return ProposedPolicy.of(inventory(List.of(alarm), SurveyedResource.of(resource))).missing().stream()
                .map(MissingAlarm::metric)
                .toList();
    }

    @Test
    void membersOfAGroupAndAuroraNeedNoAlarmOfTheirOwn() {
        var member = SurveyedResource.of(resource(Kinds.EC2_INSTANCE, "i-1")).with(SurveyedResource.GROUP, "web");
        var aurora = SurveyedResource.of(resource(Kinds.RDS_INSTANCE, "orders"))
                .with(SurveyedResource.ENGINE, "aurora-mysql");
        assertThat(ProposedPolicy.of(inventory(List.of(), member, aurora)).missing())
                .extracting(MissingAlarm::metric)
                .containsExactly("CPUUtilization", "DatabaseConnections");
    }

    @Test
    void whereTheAlarmsCouldNotBeReadNoneIsMissing() {
        var orders = SurveyedResource.of(resource(Kinds.RDS_INSTANCE, "orders"));
        var unread = List.of(new Unread(Unread.ALARMS, "eu-central-1", "denied"));
        assertThat(ProposedPolicy.of(new Inventory(List.of(), List.of(orders), unread))
                        .missing())
                .isEmpty();
        var elsewhere = List.of(new Unread(Unread.ALARMS, "us-east-1", "denied"));
        assertThat(ProposedPolicy.of(new Inventory(List.of(), List.of(orders), elsewhere))
                        .missing())
                .hasSize(3);
    }
}
