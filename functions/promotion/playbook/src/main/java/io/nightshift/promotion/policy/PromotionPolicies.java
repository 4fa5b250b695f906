package io.nightshift.promotion.policy;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySettings;
import io.nightshift.policy.SectionContent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The services of a policy.
 *
 * @param services by name
 */
public record PromotionPolicies(SortedMap<String, PromotionPolicy> services) implements SectionContent {

    PromotionPolicies(Map<String, PromotionPolicy> services) {
        this(new TreeMap<>(services));
    }

    public PromotionPolicies {
        services = Collections.unmodifiableSortedMap(services);
    }

    /** The services of a policy by name; none if they were not read. */
    public static SortedMap<String, PromotionPolicy> of(Policy policy) {
        return policy.section(PromotionPolicies.class)
                .map(PromotionPolicies::services)
                .orElse(Collections.emptySortedMap());
    }

    @Override
    public Set<String> names() {
        return services.keySet();
    }

    @Override
    public Stream<PolicySettings> levels() {
        return services.values().stream().flatMap(PromotionPolicy::levels);
    }

    /** A service has no environment. */
    @Override
    public List<Route> route(Policy policy, Signal signal, String environment) {
        return candidates(signal)
                .filter(service -> service.misses(signal).isEmpty())
                .map(service -> new Route(service.service(), "", PromotionPolicy.PLAYBOOK, service.plan()))
                .toList();
    }

    /** The services to which a signal of this type could apply, by name. */
    private Stream<PromotionPolicy> candidates(Signal signal) {
        return PromotionPolicy.concerns(signal) ? services.values().stream() : Stream.empty();
    }

    @Override
    public List<List<MatchFailure>> misses(Signal signal, String environment) {
        return candidates(signal).map(service -> service.misses(signal)).toList();
    }

    @Override
    public PolicySettings settings(Policy policy, String name, String environment) {
        return service(name).settled(policy);
    }

    @Override
    public Optional<GuardrailSettings.Approval> approval(Policy policy, String name, String environment, String stage) {
        return Optional.ofNullable(service(name).consents().get(stage)).flatMap(policy::approval);
    }

    private PromotionPolicy service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }
}
