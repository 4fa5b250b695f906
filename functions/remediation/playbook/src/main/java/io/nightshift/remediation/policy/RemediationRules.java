package io.nightshift.remediation.policy;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySettings;
import io.nightshift.policy.SectionContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        return rules.stream()
                .map(rule -> rule.schedule()
                        .map(schedule -> rule.settings().withFreeze(schedule.calendars()))
                        .orElse(rule.settings()));
    }

    /** All of remediation's settings of that rule in that environment. */
    private EpisodeSettings episode(Rule rule, String environment) {
        var outer = defaults.over(EpisodeSettings.BUILT_IN);
        var middle = Optional.ofNullable(environments.get(environment));
        return rule.episode().over(middle.map(one -> one.over(outer)).orElse(outer));
    }

    @Override
    public List<Route> route(Policy policy, Signal signal, String environment) {
        if (signal instanceof Signal.Request request) {
            return related(policy, request).stream().toList();
        }
        return routed(signal, environment).stream()
                .map(rule -> new Route(
                        rule.name(),
                        environment,
                        rule.playbook(),
                        plan(policy, rule, signal, environment),
                        rule.onlyTarget(signal),
                        Optional.of(maxAge(rule, environment, signal)),
                        rule.part(signal)))
                .toList();
    }

    /** A run of the same rule and environment as the one that asks, with the rungs that have the same target by relation. */
    private Optional<Route> related(Policy policy, Signal.Request request) {
        var environment = new RelatedRequest(request).environment();
        return rules.stream()
                .filter(rule -> rule.name().equals(request.rule()))
                .filter(rule -> !related(rule, request).isEmpty())
                .findFirst()
                .map(rule ->
                        new Route(rule.name(), environment, rule.playbook(), plan(policy, rule, request, environment)));
    }

    /** The rungs of the run that the signal begins. */
    private static List<Json.Obj> ladder(Rule rule, Signal signal) {
        return signal instanceof Signal.Request request
                ? related(rule, request).stream()
                        .map(rung -> rung.toJson(request))
                        .toList()
                : rule.ladder().stream()
                        .map(rung -> rule.target(rung)
                                .map(target -> rung.toJson(signal).with("target", target.toJson(signal.labels())))
                                .orElseGet(() -> rung.toJson(signal)))
                        .toList();
    }

    /** They act on the subject of the request, with the parameters of the run that asks. */
    private static List<Rule.Rung> related(Rule rule, Signal.Request request) {
        var asked = new RelatedRequest(request);
        return IntStream.range(0, rule.ladder().size())
                .filter(rung -> rule.target(rule.ladder().get(rung))
                        .flatMap(RuleTarget::related)
                        .filter(target -> asked.has(rung, target))
                        .isPresent())
                .mapToObj(rung -> rule.ladder().get(rung).filledAs(asked.parameters(rung)))
                .filter(rung -> rung.with().unfit(request).isEmpty())
                .toList();
    }

    /**
     * The first rule that matches; what ends a condition goes to every rule that may have begun a run for it, at another
     * hour or with another severity.
     */
    private Collection<Rule> routed(Signal signal, String environment) {
        return signal.isOver()
                ? candidates(signal).stream()
                        .filter(rule -> rule.mayEnd(signal, environment))
                        .toList()
                : taken(signal, environment).values();
    }

    /** How late a schedule may start is a matter of its own rule. */
    private Duration maxAge(Rule rule, String environment, Signal signal) {
        return signal instanceof Signal.Due
                ? rule.episode().maxAge(signal)
                : episode(rule, environment).maxAge(signal);
    }

    /** A request names its service, and a schedule its rule. */
    private List<Rule> candidates(Signal signal) {
        return rules.stream().filter(rule -> rule.takes(signal)).toList();
    }

    @Override
    public Signal.Due identify(Signal.Due due, Origin home) {
        return candidates(due).stream()
                .flatMap(rule -> rule.schedule().stream())
                .findFirst()
                .map(schedule -> schedule.identify(due, home))
                .orElse(due);
    }

    @Override
    public Stream<Signal.Due> due(Instant now, Duration within) {
        return rules.stream()
                .flatMap(rule -> rule.schedule().stream()
                        .flatMap(schedule -> schedule.latest(now, within).stream())
                        .map(time -> Signal.Due.of(rule.name(), time)));
    }

    @Override
    public Map<String, String> schedules() {
        var all = new LinkedHashMap<String, String>();
        rules.forEach(rule -> rule.schedule().ifPresent(schedule -> all.put(rule.name(), schedule.times())));
        return all;
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
        return candidates(signal).stream()
                .filter(rule -> !taken.containsValue(rule))
                .map(rule ->
                        rule.misses(signal, environment).stream().findFirst().orElseGet(() -> tooLate(rule, taken)))
                .toList();
    }

    private static MatchFailure tooLate(Rule rule, Map<String, Rule> taken) {
        var first =
                Optional.ofNullable(taken.get(rule.playbook())).map(Rule::name).orElse("");
        return new MatchFailure(rule.name(), "order", "to be the first of " + rule.playbook() + " that matches", first);
    }

    @Override
    public PolicySettings settings(Policy policy, String name, String environment) {
        var rule = rules.stream().filter(one -> one.name().equals(name)).findFirst();
        return settled(policy, rule.orElseThrow(), environment);
    }

    static PolicySettings settled(Policy policy, Rule rule, String environment) {
        return rule.settings().over(policy.settings(environment));
    }

    private Json.Obj plan(Policy policy, Rule rule, Signal signal, String environment) {
        var episode = episode(rule, environment);
        var plan = Json.obj()
                .with("ladder", Json.arr(ladder(rule, signal)))
                .with("soakSeconds", episode.soak().orElseThrow().toSeconds())
                .with("graceSeconds", episode.grace().orElseThrow().toSeconds())
                .with("page", settled(policy, rule, environment).page().orElseThrow())
                .with("flapLimit", episode.flapLimit().orElseThrow());
        return rule.isRelated() ? plan.with("environment", environment) : plan;
    }
}
