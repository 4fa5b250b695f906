package io.nightshift.policy;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The policy in the form in which the engine queries it. */
public final class PolicyRules implements Rules {

    /** A schedule that was missed for longer is not caught up. */
    private static final Duration CATCH_UP = Duration.ofDays(1);

    private final Policy policy;
    private final Subjects subjects;
    private final List<SectionContent> sections;
    private final Map<String, SectionContent> owners = new HashMap<>();
    private final Map<Place, GuardrailSettings> settings = new ConcurrentHashMap<>();

    /** An item in an environment. Both are in the policy, so the number of pairs is limited, and each is merged once. */
    private record Place(String name, String environment) {}

    public PolicyRules(Policy policy) {
        this(policy, Origin.NOWHERE);
    }

    /**
     * @param home the account and region of alerts that name none: the only ones in which the host works;
     *     {@link Origin#NOWHERE} if there are none or several
     */
    public PolicyRules(Policy policy, Origin home) {
        this.policy = policy;
        this.subjects = new Subjects(policy.subjects(), home);
        this.sections = List.copyOf(policy.sections().values());
        sections.forEach(section -> section.names().forEach(name -> owners.put(name, section)));
    }

    @Override
    public String hash() {
        return policy.hash();
    }

    @Override
    public Signal identify(Signal signal) {
        return signal instanceof Signal.Due due ? identify(due) : subjects.identify(signal);
    }

    private Signal.Due identify(Signal.Due due) {
        var identified = due;
        for (var section : sections) {
            identified = section.identify(identified, subjects.home());
        }
        return identified;
    }

    @Override
    public List<Signal.Due> due(Instant now) {
        return sections.stream().flatMap(section -> section.due(now, CATCH_UP)).toList();
    }

    @Override
    public Map<String, String> schedules() {
        var all = new HashMap<String, String>();
        sections.forEach(section -> all.putAll(section.schedules()));
        return all;
    }

    @Override
    public List<Route> route(Signal signal) {
        var environment = environment(signal);
        return sections.stream()
                .flatMap(section -> section.route(policy, signal, environment).stream())
                .toList();
    }

    /** The first environment that matches; empty if none does. */
    public String environment(Signal signal) {
        return policy.environments().stream()
                .filter(one -> one.match().holds(signal, ""))
                .map(Environment::name)
                .findFirst()
                .orElse("");
    }

    /** Why each item was skipped to which a signal of this type could apply, in the order of the policy. */
    public List<MatchFailure> explain(Signal signal) {
        var environment = environment(signal);
        return sections.stream()
                .flatMap(section -> section.explain(signal, environment).stream())
                .toList();
    }

    /**
     * Why the nearest item does not match a signal that none matches. The nearest has the fewest failed conditions; on a tie
     * the first of the last section. Empty if one matches, or if there is none.
     */
    public List<MatchFailure> nearest(Signal signal) {
        var environment = environment(signal);
        return sections.reversed().stream()
                .flatMap(section -> section.misses(signal, environment).stream())
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /**
     * The guardrails of an item in an environment. Also empty if the policy no longer has the environment: otherwise the
     * approvals and freezes under which a run began would silently vanish.
     */
    @Override
    public Optional<GuardrailSettings> settings(String name, String environment) {
        return owner(name, environment)
                .map(section -> settings.computeIfAbsent(
                        new Place(name, environment),
                        place -> policy.guardrails(section.settings(policy, name, environment))));
    }

    @Override
    public Optional<GuardrailSettings.Approval> approval(String name, String environment, String stage) {
        return owner(name, environment).flatMap(section -> section.approval(policy, name, environment, stage));
    }

    private Optional<SectionContent> owner(String name, String environment) {
        boolean known = environment.isEmpty() || policy.environment(environment).isPresent();
        return known ? Optional.ofNullable(owners.get(name)) : Optional.empty();
    }
}
