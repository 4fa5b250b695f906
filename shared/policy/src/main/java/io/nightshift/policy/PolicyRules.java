package io.nightshift.policy;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The policy in the form in which the engine queries it. */
public final class PolicyRules implements Rules {

    private final Policy policy;
    private final Precedence precedence;
    private final Map<String, Rule> byName = new HashMap<>();

    private final SortedMap<String, PromotionPolicy> promotions;
    private final Map<String, GuardrailSettings> services = new HashMap<>();

    private final Map<Place, PolicySettings> settled = new ConcurrentHashMap<>();
    private final Map<Place, GuardrailSettings> overrides = new ConcurrentHashMap<>();

    /**
     * A rule in an environment. Both are in the policy, so the number of pairs is limited, and each is merged once.
     */
    private record Place(String rule, String environment) {}

    public PolicyRules(Policy policy) {
        this.policy = policy;
        this.precedence = new Precedence(policy);
        policy.rules().forEach(rule -> byName.put(rule.name(), rule));
        this.promotions = new TreeMap<>(policy.promotions());
        promotions.forEach((name, service) -> services.put(name, precedence.overrides(service)));
    }

    @Override
    public String hash() {
        return policy.hash();
    }

    @Override
    public List<Route> route(Signal signal) {
        var environment = environment(signal);
        var ruled = taken(signal, environment).values().stream()
                .map(rule -> new Route(rule.name(), environment, rule.playbook(), plan(rule, signal, environment)));
        var promoted = services(signal)
                .filter(service -> service.misses(signal).isEmpty())
                .map(service -> new Route(service.service(), "", PromotionPolicy.PLAYBOOK, service.plan()));
        return Stream.concat(ruled, promoted).toList();
    }

    /** The services to which a signal of this type could apply, by name. */
    private Stream<PromotionPolicy> services(Signal signal) {
        return PromotionPolicy.concerns(signal) ? promotions.values().stream() : Stream.empty();
    }

    /** The first environment that matches; empty if none does. */
    public String environment(Signal signal) {
        return policy.environments().stream()
                .filter(one -> one.match().holds(signal))
                .map(Environment::name)
                .findFirst()
                .orElse("");
    }

    /** A request names its service; it cannot request a rule. */
    private List<Rule> candidates(Signal signal) {
        return signal instanceof Signal.Request ? List.of() : policy.rules();
    }

    private Map<String, Rule> taken(Signal signal, String environment) {
        var taken = new LinkedHashMap<String, Rule>();
        for (var rule : candidates(signal)) {
            if (!taken.containsKey(rule.playbook())
                    && rule.miss(signal, environment).isEmpty()) {
                taken.put(rule.playbook(), rule);
            }
        }
        return taken;
    }

    /**
     * Why each rule was skipped for the signal, in the order of the policy; then each service to which a signal of
     * this type could apply.
     */
    public List<MatchFailure> explain(Signal signal) {
        var environment = environment(signal);
        var taken = taken(signal, environment);
        var misses = new ArrayList<MatchFailure>();
        for (var rule : candidates(signal)) {
            if (!taken.containsValue(rule)) {
                misses.add(rule.miss(signal, environment).orElseGet(() -> tooLate(rule, taken)));
            }
        }
        services(signal)
                .forEach(service -> service.misses(signal).stream().findFirst().ifPresent(misses::add));
        return misses;
    }

    /**
     * Why the nearest rule or service does not match a signal that none matches. The nearest has the fewest failed
     * conditions; on a tie the first, services before rules. Empty if one matches, or if there is none.
     */
    public List<MatchFailure> nearest(Signal signal) {
        var environment = environment(signal);
        var all = Stream.concat(
                        services(signal).map(service -> service.misses(signal)),
                        candidates(signal).stream().map(rule -> rule.misses(signal, environment)))
                .toList();
        return all.stream().min(Comparator.comparingInt(List::size)).orElse(List.of());
    }

    private static MatchFailure tooLate(Rule rule, Map<String, Rule> taken) {
        var first =
                Optional.ofNullable(taken.get(rule.playbook())).map(Rule::name).orElse("");
        return new MatchFailure(rule.name(), "order", "to be the first of " + rule.playbook() + " that matches", first);
    }

    /**
     * The guardrails of a rule in an environment, or of a service, which has no environment. Also empty if the policy
     * no longer has the environment: otherwise the approvals and freezes under which a run began would silently
     * vanish.
     */
    @Override
    public Optional<GuardrailSettings> settings(String rule, String environment) {
        boolean known = environment.isEmpty() || policy.environment(environment).isPresent();
        return known
                ? Optional.ofNullable(byName.get(rule))
                        .map(found -> overrides(found, environment))
                        .or(() -> Optional.ofNullable(services.get(rule)))
                : Optional.empty();
    }

    /** A rule takes precedence over a service of the same name, as in {@link #settings}. */
    @Override
    public Optional<GuardrailSettings.Approval> approval(String rule, String environment, String stage) {
        var service = stage.isEmpty() || byName.containsKey(rule) ? null : promotions.get(rule);
        return service == null
                ? Rules.super.approval(rule, environment, stage)
                : Optional.ofNullable(service.consents().get(stage)).flatMap(precedence::approval);
    }

    private GuardrailSettings overrides(Rule rule, String environment) {
        return overrides.computeIfAbsent(
                new Place(rule.name(), environment), ignored -> precedence.overrides(rule, environment));
    }

    private PolicySettings settled(Rule rule, String environment) {
        return settled.computeIfAbsent(
                new Place(rule.name(), environment), ignored -> precedence.settle(rule, environment));
    }

    private Json.Obj plan(Rule rule, Signal signal, String environment) {
        var settings = settled(rule, environment);
        var ladder =
                rule.ladder().stream().map(rung -> rung(rule, rung, signal)).toList();
        return Json.obj()
                .with("ladder", Json.arr(ladder))
                .with("soakSeconds", settings.soak().orElseThrow().toSeconds())
                .with("graceSeconds", settings.grace().orElseThrow().toSeconds())
                .with("page", settings.page().orElseThrow())
                .with("flapLimit", settings.flapLimit().orElseThrow());
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
