package io.nightshift.remediation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of a signal in the parameters of an action. */
class TemplateTest {

    private static final String RULE = """
            version: 1
            rules:
              - name: block
                match: {type: finding, source: aws.guardduty}
                target: {kind: "wafv2:ip-set", name: regional/blocked/0a1b}
                ladder: [{action: block-address, with: {address: "ADDRESS", for: 24h}}]
            """;

    private static Parsed parse(String yaml) {
        return new PolicyParser(List.of(new RulesSection(Remediation.CATALOGUE))).parse(yaml);
    }

    private static List<Route> routes(String address, Map<String, String> labels) {
        var policy = ((Parsed.Valid) parse(RULE.replace("ADDRESS", address))).policy();
        return new PolicyRules(policy).route(finding(labels));
    }

    private static Signal finding(Map<String, String> labels) {
        var origin = Origin.aws("111122223333", "eu-central-1");
        var header = new Signal.Header(
                new SignalId("1"),
                "aws.guardduty",
                Instant.parse("2026-11-20T03:00:00Z"),
                new Resource(origin, Resource.Kinds.EC2_INSTANCE, "i-0abc"),
                labels);
        return new Signal.Finding(header, "Recon:EC2/Portscan", "", "high", true);
    }

    private static Json address(Route route) throws JsonException {
        return View.of(route.plan()).at("ladder").at(0).at("with", "address").json();
    }

    private static List<String> warnings(String yaml) {
        return ((Parsed.Valid) parse(yaml))
                .warnings().stream().map(PolicyProblem::toString).toList();
    }

    private static List<String> problems(String yaml) {
        return ((Parsed.Invalid) parse(yaml))
                .problems().stream().map(PolicyProblem::toString).toList();
    }

    @Test
    void thePlanHasTheValueOfTheSignal() throws JsonException {
        var route = routes("{remoteIp}", Map.of("remoteIp", "203.0.113.9")).getFirst();
        assertThat(address(route)).isEqualTo(Json.of("203.0.113.9"));
        assertThat(address(routes("{remoteIp}/24", Map.of("remoteIp", "203.0.113.9"))
                        .getFirst()))
                .isEqualTo(Json.of("203.0.113.9/24"));
    }

    @Test
    void twoValuesAreTwoRunsAboutOneTarget() {
        var one = routes("{remoteIp}", Map.of("remoteIp", "203.0.113.9")).getFirst();
        var other = routes("{remoteIp}", Map.of("remoteIp", "203.0.113.10")).getFirst();
        assertThat(one.target()).isEqualTo(other.target());
        assertThat(one.part()).isNotEqualTo(other.part());
        assertThat(routes("203.0.113.9", Map.of()).getFirst().part()).isEmpty();
    }

    @Test
    void theRuleIsNotForASignalWithoutTheLabel() {
        assertThat(routes("{remoteIp}", Map.of())).isEmpty();
        assertThat(routes("{remoteIp}", Map.of("remoteIp", "203.0.113.9\nx"))).isEmpty();
        var policy = ((Parsed.Valid) parse(RULE.replace("ADDRESS", "{remoteIp}"))).policy();
        assertThat(policy.section(RemediationRules.class).orElseThrow().explain(finding(Map.of()), ""))
                .singleElement()
                .asString()
                .contains("ladder.with wants the label remoteIp");
    }

    @Test
    void aLabelThatTheSourceDoesNotHaveIsAWarning() {
        assertThat(warnings(RULE.replace("ADDRESS", "{remoteIP}")))
                .anyMatch(warning -> warning.contains("signals of aws.guardduty have no label `remoteIP`")
                        && warning.contains("did you mean `remoteIp`")
                        && warning.contains("with.address"));
        assertThat(warnings(RULE.replace("ADDRESS", "{remoteIp}"))).noneMatch(warning -> warning.contains("label"));
        assertThat(warnings(RULE.replace("ADDRESS", "{sourceIp}").replace("source: aws.guardduty", "source: '*'")))
                .noneMatch(warning -> warning.contains("label"));
    }

    @Test
    void whatIsNoTemplateIsCheckedAtOnce() {
        assertThat(problems(RULE.replace("ADDRESS", "0.0.0.0/0")))
                .singleElement()
                .asString()
                .contains("with.address", "an address");
        assertThat(problems(RULE.replace("ADDRESS", "{remoteIp")))
                .singleElement()
                .asString()
                .contains("with.address", "{label}");
        assertThat(problems(RULE.replace("ADDRESS", "{remoteIp}").replace("24h", "1s")))
                .singleElement()
                .asString()
                .contains("with.for", "at least a minute");
    }

    @Test
    void aScheduleHasNoSignalToTakeAValueFrom() {
        var scheduled = RULE.replace("ADDRESS", "{remoteIp}")
                .replace(
                        "match: {type: finding, source: aws.guardduty}",
                        "schedule: {cron: '0 3 * * *', time-zone: Europe/Berlin}");
        assertThat(problems(scheduled)).singleElement().asString().contains("has no signal");
    }

    @Test
    void otherParametersKeepTheirBraces() {
        var yaml = """
                version: 1
                rules:
                  - name: tag
                    match: {kinds: ["ec2:instance"]}
                    ladder: [{action: tag-resource, with: {key: "{team}", value: "{team}"}}]
                """;
        assertThat(warnings(yaml))
                .anyMatch(
                        warning -> warning.contains("with.key: takes no value from the signal: {team} stays as it is"))
                .noneMatch(warning -> warning.contains("with.value"));
    }
}
