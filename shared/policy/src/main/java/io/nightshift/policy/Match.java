package io.nightshift.policy;

import io.nightshift.core.signal.Signal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conditions under which a rule applies to a signal; without conditions it matches every signal.
 *
 * @param conditions by the key of the policy: {@code source}, {@code labels.team}
 */
public record Match(Map<String, MatchCondition> conditions) {

    private static final String ENVIRONMENTS = "environments";

    /** What an alarm's recovery may have in another way than the alarm itself. */
    private static final Set<String> OF_THE_MOMENT =
            Set.of("hours", "state", "success", "severity", "message", "any-of", "not");

    public Match {
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }

    /** Reports whether all conditions hold. */
    boolean holds(Signal signal, String environment) {
        return conditions.values().stream().allMatch(condition -> condition.holds(signal, environment));
    }

    /**
     * The conditions that do not hold. A change that did not take effect (a call that only read, was denied or failed)
     * starts nothing unless a condition asks for it by its state.
     */
    public List<MatchFailure> misses(String rule, Signal signal, String environment) {
        var failed = conditions.entrySet().stream()
                .filter(one -> !one.getValue().holds(signal, environment))
                .map(one -> new MatchFailure(
                        rule,
                        "match." + one.getKey(),
                        one.getValue().wanted(),
                        one.getValue().was(signal, environment)));
        return Stream.concat(failed, unasked(rule, signal, environment)).toList();
    }

    /**
     * Reports whether the signal may end what a signal that matched has begun: the conditions hold that do not depend on
     * the moment.
     */
    public boolean mayEnd(Signal signal, String environment) {
        return conditions.entrySet().stream()
                .filter(one -> !OF_THE_MOMENT.contains(one.getKey()))
                .allMatch(one -> one.getValue().holds(signal, environment));
    }

    private Stream<MatchFailure> unasked(String rule, Signal signal, String environment) {
        boolean quiet = signal instanceof Signal.ResourceChange change
                && change.effect() != Signal.ChangeEffect.CHANGED
                && !asksForState(signal, environment);
        return quiet
                ? Stream.of(
                        new MatchFailure(rule, "match.state", "changed unless a rule asks for others", signal.status()))
                : Stream.empty();
    }

    boolean asksForState(Signal signal, String environment) {
        return conditions.values().stream().anyMatch(condition -> condition.asksForState(signal, environment));
    }

    boolean mentionsState() {
        return conditions.values().stream().anyMatch(MatchCondition::mentionsState);
    }

    public boolean includes(String environment) {
        return !(conditions.get(ENVIRONMENTS) instanceof MatchCondition.InEnvironment(var names))
                || names.contains(environment);
    }

    /** The length of all patterns together. */
    public long size() {
        return 1 + conditions.values().stream().mapToLong(MatchCondition::size).sum();
    }

    /** Reports whether this matches everything that the other matches; may return false although it does. */
    public boolean covers(Match other) {
        return equals(other) || (conditionsCover(other) && (alwaysAsks() || !other.asksForChanges()));
    }

    private boolean conditionsCover(Match other) {
        return conditions.entrySet().stream().allMatch(mine -> {
            var theirs = other.conditions.get(mine.getKey());
            return theirs != null && mine.getValue().covers(theirs);
        });
    }

    /** Whether every change that it matches is one that it asks for by its state. */
    private boolean alwaysAsks() {
        return conditions.values().stream()
                .anyMatch(condition -> condition.mentionsState() && !(condition instanceof MatchCondition.AnyOf));
    }

    /** Whether it may match a change that did not take effect. */
    private boolean asksForChanges() {
        return mentionsState()
                && !(conditions.get("type") instanceof MatchCondition.OfType(var type)
                        && !type.equals("resource-change"));
    }

    /** What the signal has in place of these conditions. */
    static String values(List<Match> matches, Signal signal, String environment) {
        var values = new LinkedHashSet<String>();
        matches.forEach(match -> match.conditions.forEach(
                (key, condition) -> values.add(key + " " + condition.was(signal, environment))));
        return String.join(", ", values);
    }

    /** {@code name web-*, severity high+}; in brackets if there are several. */
    @Override
    public String toString() {
        var text = conditions.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue().wanted())
                .collect(Collectors.joining(", "));
        return conditions.isEmpty() ? "every signal" : conditions.size() == 1 ? text : "(" + text + ")";
    }
}
