package io.nightshift.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a function needs to have a section of its own: these two take every request for one of their names. */
class PolicySectionTest {

    private static final SectionKeys ELSEWHERE =
            SectionKeys.elsewhere("elsewhere", true, PolicyKey.optional("patience", Scalars.TIME_OR_NONE, ""));

    private static final PolicyParser BOTH =
            new PolicyParser(List.of(ELSEWHERE), List.of(new Names("keys", "key"), new Names("copies", "copy")));

    private static final String VALID = """
            version: 1
            elsewhere: {a: 1}
            defaults: {patience: 5m, mode: act}
            keys: {db: {freeze: [night]}}
            copies: {disk: {}}
            freeze-calendars: {night: {time-zone: UTC, windows: [{weekly: {from: sat 00:00, to: sun 00:00}}]}}
            """;

    private record Names(String name, String item) implements PolicySection {
        @Override
        public PolicyKey key() {
            var settings = PolicyShape.commonSettings(PolicyShape.guardrails("", GuardrailSettings.DEFAULT));
            return PolicyKey.optional(name, new Named(Scalars.NAME, new Table(item, settings)), "");
        }

        @Override
        public Content read(View root) throws JsonException {
            return new Content(
                    item, PolicyAssembly.each(root.at(name), (name, level) -> PolicyAssembly.settings(level)));
        }
    }

    private record Content(String playbook, Map<String, PolicySettings> items) implements SectionContent {
        @Override
        public Set<String> names() {
            return items.keySet();
        }

        @Override
        public Stream<PolicySettings> levels() {
            return items.values().stream();
        }

        @Override
        public List<Route> route(Policy policy, Signal signal, String environment) {
            return items.containsKey(asked(signal))
                    ? List.of(new Route(asked(signal), environment, playbook, Json.obj()))
                    : List.of();
        }

        private static String asked(Signal signal) {
            return ((Signal.Request) signal).rule();
        }

        @Override
        public List<List<MatchFailure>> misses(Signal signal, String environment) {
            return items.keySet().stream()
                    .map(name -> name.equals(asked(signal))
                            ? List.<MatchFailure>of()
                            : List.of(new MatchFailure(name, "name", name, asked(signal))))
                    .toList();
        }

        @Override
        public PolicySettings settings(Policy policy, String name, String environment) {
            return items.getOrDefault(name, PolicySettings.BUILT_IN).over(policy.settings(GuardrailSettings.DEFAULT));
        }
    }

    private static List<String> problems(String yaml) {
        return ((Parsed.Invalid) BOTH.parse(yaml))
                .problems().stream().map(PolicyProblem::toString).toList();
    }

    private static PolicyRules rules() {
        return new PolicyRules(((Parsed.Valid) BOTH.parse(VALID)).policy());
    }

    private static Signal request(String name) {
        var subject = new Resource(Origin.NOWHERE, Resource.Kinds.SERVICE, name);
        var header = new Signal.Header(new SignalId("1"), "test", Instant.EPOCH, subject, Map.of());
        return new Signal.Request(header, name, Json.obj(), "alice");
    }

    @Test
    void routesBySectionInTheirOrder() {
        assertThat(rules().route(request("db"))).extracting(Route::playbook).containsExactly("key");
        assertThat(rules().route(request("disk"))).extracting(Route::playbook).containsExactly("copy");
        assertThat(rules().explain(request("x"))).extracting(MatchFailure::rule).containsExactly("db", "disk");
        assertThat(rules().nearest(request("x")))
                .as("on a tie the last section")
                .extracting(MatchFailure::rule)
                .containsExactly("disk");
        assertThat(rules().nearest(request("db"))).isEmpty();
    }

    @Test
    void findsTheSettingsOfEveryName() {
        var policy = ((Parsed.Valid) BOTH.parse(VALID)).policy();
        assertThat(policy.names()).containsExactly("db", "disk");
        assertThat(rules().settings("db", "").orElseThrow().freezes()).hasSize(1);
        assertThat(rules().settings("disk", "").orElseThrow().freezes()).isEmpty();
        assertThat(rules().settings("disk", "gone")).isEmpty();
        assertThat(rules().settings("gone", "")).isEmpty();
    }

    @Test
    void aCalendarThatASectionUsesIsUsed() {
        assertThat(((Parsed.Valid) BOTH.parse(VALID)).warnings()).isEmpty();
        assertThat(((Parsed.Valid) BOTH.parse(VALID.replace("freeze: [night]", ""))).warnings())
                .extracting(PolicyProblem::path)
                .containsExactly("freeze-calendars.night");
    }

    @Test
    void namesAreUniqueOverAllSections() {
        assertThat(problems(VALID.replace("disk", "db")))
                .containsExactly("5:14: copies.db: the key of line 4 has this name already");
    }

    @Test
    void aSettingOfASectionStandsInTheDefaultsOfEveryHost() {
        assertThat(problems(VALID.replace("patience: 5m", "patience: [5m]")))
                .singleElement()
                .asString()
                .startsWith("3:22: defaults.patience: expected a duration");
    }

    @Test
    void aSectionThatIsReadElsewhereIsKnownByName() {
        assertThat(problems(VALID.replace("copies", "copys")))
                .containsExactly("5:1: unknown key `copys`; did you mean `copies`?");
        assertThat(problems(VALID.replace("elsewhere", "elsewere")))
                .containsExactlyInAnyOrder(
                        "1:1: the key `elsewhere` is missing",
                        "2:1: unknown key `elsewere`; did you mean `elsewhere`?");
    }
}
