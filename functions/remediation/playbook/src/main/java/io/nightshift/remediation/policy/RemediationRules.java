package io.nightshift.remediation.policy;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySettings;
import io.nightshift.policy.SectionContent;
import io.nightshift.policy.SectionRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of a policy.
 *
 * @param rules in the order of the file: for each playbook the first match wins
 * @param defaults remediation's settings for every rule
 * @param environments those of each environment, by name
 */
public record RemediationRules(List<Rule> rules, EpisodeSettings defaults, Map<String, EpisodeSettings> environments)
        implements SectionContent {

    public RemediationRules {
        rules = List.copyOf(rules);
        environments = Map.copyOf(environments);
    }

    /** The rules of a policy; none if they were not read. */
    public static List<Rule> of(Policy policy) {
        return policy.section(RemediationRules.class)
                .map(RemediationRules::rules)
                .orElse(List.of());
    }

    @Override
    public Set<String> names() {
        return rules.stream().map(Rule::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Stream<PolicySettings> levels() {
        return rules.stream().map(Rule::settings);
    }

    /** All of remediation's settings of that rule in that environment. */
    private EpisodeSettings episode(Rule rule, String environment) {
        var outer = defaults.over(EpisodeSettings.BUILT_IN);
        var middle = Optional.ofNullable(environments.get(environment));
        return rule.episode().over(middle.map(one -> one.over(outer)).orElse(outer));
    }

    @Override
    public SectionRules rules(Policy policy) {
        return new Routing(policy, this);
    }

    private static final class Routing implements SectionRules {

        private final Policy policy;
        private final RemediationRules content;
        private final Map<String, Rule> byName;
        private final Map<Place, PolicySettings> settled = new ConcurrentHashMap<>();
        private final Map<Place, GuardrailSettings> guardrails = new ConcurrentHashMap<>();

        /** A rule in an environment. Both are in the policy, so the number of pairs is limited, and each is merged once. */
        private record Place(String rule, String environment) {}

        Routing(Policy policy, RemediationRules content) {
            this.policy = policy;
            this.content = content;
            this.byName = content.rules().stream().collect(Collectors.toMap(Rule::name, rule -> rule));
        }

        @Override
        public List<Route> route(Signal signal, String environment) {
            return taken(signal, environment).values().stream()
                    .map(rule -> new Route(rule.name(), environment, rule.playbook(), plan(rule, signal, environment)))
                    .toList();
        }

        /** A request names its service; it cannot request a rule. */
        private List<Rule> candidates(Signal signal) {
            return signal instanceof Signal.Request ? List.of() : content.rules();
        }

        private Map<String, Rule> taken(Signal signal, String environment) {
            var taken = new LinkedHashMap<String, Rule>();
            for (var rule : candidates(signal)) {
                if (!taken.containsKey(rule.playbook())
                        && rule.misses(signal, environment).isEmpty()) {
                    taken.put(rule.playbook(), rule);
                }
            }
            return taken;
        }

        @Override
        public List<List<MatchFailure>> misses(Signal signal, String environment) {
            return candidates(signal).stream()
                    .map(rule -> rule.misses(signal, environment))
                    .toList();
        }

        @Override
        public List<MatchFailure> explain(Signal signal, String environment) {
            var taken = taken(signal, environment);
            var misses = new ArrayList<MatchFailure>();
            for (var rule : candidates(signal)) {
                if (!taken.containsValue(rule)) {
                    misses.add(rule.misses(signal, environment).stream()
                            .findFirst()
                            .orElseGet(() -> tooLate(rule, taken)));
                }
            }
            return misses;
        }

        private static MatchFailure tooLate(Rule rule, Map<String, Rule> taken) {
            var first = Optional.ofNullable(taken.get(rule.playbook()))
                    .map(Rule::name)
                    .orElse("");
            return new MatchFailure(
                    rule.name(), "order", "to be the first of " + rule.playbook() + " that matches", first);
        }

        @Override
        public Optional<GuardrailSettings> settings(String name, String environment) {
            return Optional.ofNullable(byName.get(name))
                    .map(rule -> guardrails.computeIfAbsent(
                            new Place(name, environment), place -> policy.guardrails(settled(rule, environment))));
        }

        private PolicySettings settled(Rule rule, String environment) {
            return settled.computeIfAbsent(
                    new Place(rule.name(), environment),
                    place -> rule.settings().over(policy.settings(environment)));
        }

        private Json.Obj plan(Rule rule, Signal signal, String environment) {
            var episode = content.episode(rule, environment);
            var ladder =
                    rule.ladder().stream().map(rung -> rung(rule, rung, signal)).toList();
            return Json.obj()
                    .with("ladder", Json.arr(ladder))
                    .with("soakSeconds", episode.soak().orElseThrow().toSeconds())
                    .with("graceSeconds", episode.grace().orElseThrow().toSeconds())
                    .with("page", settled(rule, environment).page().orElseThrow())
                    .with("flapLimit", episode.flapLimit().orElseThrow());
        }

        private static Json.Obj rung(Rule rule, Rule.Rung rung, Signal signal) {
            var json = Json.obj()
                    .with("action", rung.action())
                    .with("with", rung.with())
                    .with("waitSeconds", rung.settle().toSeconds());
            return rung.target()
                    .or(rule::target)
                    .map(target -> json.with("target", target.toJson(signal.labels())))
                    .orElse(json);
        }
    }
}
