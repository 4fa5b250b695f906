package io.nightshift.remediation.policy;

import static io.nightshift.remediation.policy.RulePolicies.PARSER;
import static io.nightshift.remediation.policy.RulePolicies.RULE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The end of what a rule began reaches its run, whatever the rule asks of the beginning. */
final class EndingSignalsTest {

    private static final Resource WEB =
            new Resource(Origin.aws("111122223333", "eu-central-1"), Kinds.EC2_INSTANCE, "i-1");

    private static Signal.Alarm alarm(AlarmState state, String time) {
        var header = new Signal.Header(
                new SignalId("a " + time), "alertmanager", Instant.parse(time), WEB, Map.of("team", "shop"));
        return new Signal.Alarm(header, "HighCpu", "key", state, state == AlarmState.OK ? "" : "critical", "");
    }

    private static List<String> routes(String match, Signal signal) {
        var rules = RULE.replace("match: {}", "match: " + match)
                + "  - name: day\n    match: {}\n    ladder: [{action: reboot-instance}]\n";
        return PARSER.parse(rules) instanceof Parsed.Valid valid
                ? new PolicyRules(valid.policy(), Origin.NOWHERE)
                        .route(signal).stream().map(Route::rule).toList()
                : List.of("invalid");
    }

    @Test
    void aRecoveryAtAnotherHourGoesToTheRuleOfTheNightAndToThatOfTheDay() {
        var night = "{hours: {between: \"22:00-06:00\", time-zone: UTC}}";
        assertThat(routes(night, alarm(AlarmState.FIRING, "2026-11-29T05:57:00Z")))
                .containsExactly("web");
        assertThat(routes(night, alarm(AlarmState.OK, "2026-11-29T06:03:00Z"))).containsExactly("web", "day");
    }

    @Test
    void aRuleThatAsksForTheFiringOrASeverityHearsOfTheRecovery() {
        var ok = alarm(AlarmState.OK, "2026-11-29T06:03:00Z");
        assertThat(routes("{state: firing}", ok)).contains("web");
        assertThat(routes("{severity: high+}", ok)).contains("web");
        assertThat(routes("{name: \"Other*\"}", ok)).containsExactly("day");
        assertThat(routes("{labels: {team: other}}", ok)).containsExactly("day");
    }
}
