package io.nightshift.cost.policy;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.CostSignals;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.policy.EntrySchedule;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySettings;
import io.nightshift.policy.SectionContent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The entries of the section {@code costs}, in the order of the file.
 *
 * @param entries by name
 */
public record CostPolicies(Map<String, CostPolicy> entries) implements SectionContent {

    /** The entries of a policy; none if they were not read. */
    public static List<CostPolicy> of(Policy policy) {
        return policy.section(CostPolicies.class)
                .map(found -> List.copyOf(found.entries.values()))
                .orElse(List.of());
    }

    @Override
    public Set<String> names() {
        return entries.keySet();
    }

    @Override
    public Stream<PolicySettings> levels() {
        return entries.values().stream().flatMap(CostPolicies::levels);
    }

    /** The channels of owners and of the digest are used as well as the entry's own. */
    private static Stream<PolicySettings> levels(CostPolicy entry) {
        var own = entry.settings();
        var channels = Stream.concat(
                entry.spec().owners().stream().map(CostSpec.CostOwner::channel),
                Stream.of(entry.spec().digestChannel()).filter(channel -> !channel.isEmpty()));
        return Stream.concat(
                Stream.of(own),
                channels.map(channel -> new PolicySettings(
                        own.mode(), own.guardrails(), own.approval(), own.freeze(), Optional.of(channel))));
    }

    @Override
    public List<Route> route(Policy policy, Signal signal, String environment) {
        return switch (signal) {
            case Signal.Due due -> of(CostSignals.entry(due), signal.subject());
            case Signal.Request request when CostSignals.isOurs(request) -> of(request.rule(), signal.subject());
            case Signal.ProviderNotice notice
            when CostSignals.isCost(notice) -> first(CostPolicy::providerAlerts, CostSignals.subject(notice));
            case Signal.ResourceChange change
            when CostSignals.mayCost(change) -> first(CostPolicy::changeSignals, CostSignals.subject(change));
            default -> List.of();
        };
    }

    private List<Route> of(String name, Resource subject) {
        return Optional.ofNullable(entries.get(name))
                .map(entry -> List.of(route(entry, subject)))
                .orElse(List.of());
    }

    private List<Route> first(java.util.function.Predicate<CostPolicy> wanted, Resource subject) {
        return entries.values().stream()
                .filter(wanted)
                .findFirst()
                .map(entry -> List.of(route(entry, subject)))
                .orElse(List.of());
    }

    private static Route route(CostPolicy entry, Resource subject) {
        return new Route(
                entry.name(), "", CostPlaybook.NAME, entry.spec().toJson(), Optional.of(subject), Optional.empty(), "");
    }

    @Override
    public Signal.Due identify(Signal.Due due, Origin home) {
        return Optional.ofNullable(entries.get(CostSignals.entry(due)))
                .flatMap(entry -> (CostSignals.isDigest(due) ? entry.digest() : entry.schedule())
                        .map(schedule -> schedule.identify(
                                due,
                                CostSignals.isDigest(due)
                                        ? CostKinds.digest(entry.name())
                                        : CostKinds.export(entry.name()))))
                .orElse(due);
    }

    @Override
    public Stream<Signal.Due> due(Instant now, Duration within) {
        return entries.values().stream()
                .flatMap(entry -> Stream.concat(
                        due(entry.name(), entry.schedule(), now, within),
                        due(CostSignals.digestOf(entry.name()), entry.digest(), now, within)));
    }

    private static Stream<Signal.Due> due(String work, Optional<EntrySchedule> schedule, Instant now, Duration within) {
        return schedule.flatMap(one -> one.latest(now, within)).stream().map(time -> Signal.Due.of(work, time));
    }

    @Override
    public Map<String, String> schedules() {
        var all = new HashMap<String, String>();
        entries.values().forEach(entry -> {
            entry.schedule().ifPresent(schedule -> all.put(entry.name(), schedule.times()));
            entry.digest().ifPresent(schedule -> all.put(CostSignals.digestOf(entry.name()), schedule.times()));
        });
        return all;
    }

    @Override
    public List<List<MatchFailure>> misses(Signal signal, String environment) {
        if (!(signal instanceof Signal.Request request) || !CostSignals.isOurs(request)) {
            return List.of();
        }
        return entries.keySet().stream()
                .map(name -> request.rule().equals(name)
                        ? List.<MatchFailure>of()
                        : List.of(new MatchFailure(name, "the entry's name", name, request.rule())))
                .toList();
    }

    @Override
    public PolicySettings settings(Policy policy, String name, String environment) {
        return Optional.ofNullable(entries.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name))
                .settled(policy);
    }
}
