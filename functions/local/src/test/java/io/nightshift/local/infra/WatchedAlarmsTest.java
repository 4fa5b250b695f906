package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.local.Functions;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every alarm of the modules that watch an application has the rule that answers it. The alarms are those that Terraform
 * evaluates; the event of each goes through the decoder and the policy that the same module makes.
 */
final class WatchedAlarmsTest {

    /** The modules, and the types of resources that are alarms there. */
    private enum Module {
        AWS("aws-modules-watch", "aws_cloudwatch_metric_alarm", "alarm_name"),
        AWS_OBJECTIVES("aws-modules-objectives", "aws_cloudwatch_composite_alarm", "alarm_name"),
        GOOGLE("gcp-modules-watch", "google_monitoring_alert_policy", "display_name"),
        GOOGLE_OBJECTIVES("gcp-modules-objectives", "google_monitoring_alert_policy", "display_name");

        private final String file;
        private final String type;
        private final String name;

        Module(String file, String type, String name) {
            this.file = file;
            this.type = type;
            this.name = name;
        }

        EvaluatedInfra infra() {
            return EvaluatedInfra.of(file);
        }

        PolicyRules rules() {
            var parsed = Functions.PARSER.parse(infra().policy());
            assertThat(parsed).isInstanceOf(Parsed.Valid.class);
            assertThat(((Parsed.Valid) parsed).warnings()).isEmpty();
            return new PolicyRules(((Parsed.Valid) parsed).policy());
        }

        Payload event(View alarm) throws JsonException {
            return type.startsWith("aws_") ? AlarmEvent.of(alarm) : AlertIncident.of(alarm);
        }
    }

    /** An alarm in Terraform. */
    private record Watched(Module module, String name, View alarm) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Watched> alarms() throws JsonException {
        var all = new ArrayList<Watched>();
        for (var module : Module.values()) {
            for (var alarm : module.infra().ofType(module.type).values()) {
                all.add(new Watched(module, alarm.at(module.name).text(), alarm));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void eachAlarmReachesTheRuleOfItsName(Watched watched) throws JsonException {
        var signal = signal(watched);
        assertThat(rulesOf(watched.module(), signal))
                .as("rules for %s, which is about %s", watched, signal.subject())
                .singleElement()
                .satisfies(rule -> assertThat(watched.name()).endsWith("-" + rule));
    }

    private static Signal signal(Watched watched) throws JsonException {
        var decoded = KnownFormats.decoders().decode(watched.module().event(watched.alarm()));
        assertThat(decoded.rejected()).isEmpty();
        assertThat(decoded.signals()).hasSize(1);
        return decoded.signals().getFirst();
    }

    private static List<String> rulesOf(Module module, Signal signal) {
        var rules = module.rules();
        return rules.route(rules.identify(signal)).stream()
                .map(route -> route.rule())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void noRuleWaitsForAnAlarmThatDoesNotExist(Module module) throws JsonException {
        var reached = new TreeSet<String>();
        for (var alarm : alarms().filter(one -> one.module() == module).toList()) {
            reached.addAll(rulesOf(module, signal(alarm)));
        }
        assertThat(reached).isEqualTo(new TreeSet<>(names(module)));
    }

    private static List<String> names(Module module) {
        return module.infra()
                .policy()
                .lines()
                .filter(line -> line.startsWith("  - name: "))
                .map(line -> line.substring("  - name: ".length()).strip())
                .toList();
    }
}
