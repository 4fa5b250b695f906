package io.nightshift.remediation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.policy.PolicyRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Policies and signals for tests. */
final class RulePolicies {

    /** The smallest valid rule, to which a test adds its own lines. */
    static final String RULE = """
            version: 1
            rules:
              - name: web
                match: {}
                ladder: [{action: reboot-instance}]
            """;

    static final PolicyParser PARSER = new PolicyParser(List.of(new RulesSection(Actions.CATALOGUE)));

    private RulePolicies() {}

    static Parsed parse(String yaml) {
        return PARSER.parse(yaml);
    }

    static Policy valid(String yaml) {
        var parsed = parse(yaml);
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid) parsed).policy();
    }

    static List<String> warnings(String yaml) {
        var parsed = parse(yaml);
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid) parsed)
                .warnings().stream().map(PolicyProblem::toString).toList();
    }

    static List<String> problems(String yaml) {
        var parsed = parse(yaml);
        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        return ((Parsed.Invalid) parsed)
                .problems().stream().map(PolicyProblem::toString).toList();
    }

    static PolicyRules rules(String yaml) {
        return new PolicyRules(valid(yaml));
    }

    static Signal alarm(String name) {
        return alarm(name, Origin.aws("111122223333", "eu-central-1"), Map.of());
    }

    static Signal alarm(String name, Origin origin, Map<String, String> labels) {
        var subject = new Resource(origin, Resource.Kinds.EC2_INSTANCE, "i-0abc");
        var header = new Signal.Header(
                new SignalId("1"), "aws.cloudwatch", Instant.parse("2026-11-20T03:00:00Z"), subject, labels);
        return new Signal.Alarm(header, name, name, AlarmState.FIRING, "", "");
    }
}
