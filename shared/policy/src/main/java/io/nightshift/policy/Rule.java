package io.nightshift.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to do about which signal.
 *
 * @param target what all actions are aimed at instead of the signal's subject
 * @param ladder what to try, in order; never empty
 */
public record Rule(
        String name,
        Match match,
        String playbook,
        Optional<RuleTarget> target,
        List<Rung> ladder,
        PolicySettings settings) {

    public Rule {
        ladder = List.copyOf(ladder);
    }

    /**
     * One try.
     *
     * @param with the action's parameters; durations in ISO-8601
     * @param settle how long it has to help
     * @param target what it is aimed at, over the rule's target
     */
    public record Rung(String action, Json.Obj with, Duration settle, Optional<RuleTarget> target) {}

    /** Why this rule is not for that signal; empty if it is. */
    Optional<MatchFailure> miss(Signal signal, String environment) {
        return misses(signal, environment).stream().findFirst();
    }

    /** Everything about it that does not fit that signal; empty if it is for it. */
    List<MatchFailure> misses(Signal signal, String environment) {
        var misses = match.misses(name, signal, environment);
        return misses.isEmpty() ? unfit(signal).stream().toList() : misses;
    }

    private Optional<MatchFailure> unfit(Signal signal) {
        return targets()
                .flatMap(aim -> aim.unfit(signal.labels()).stream())
                .findFirst()
                .map(label -> new MatchFailure(
                        name,
                        "target",
                        "the label " + label + " as part of a resource's name",
                        signal.labels().getOrDefault(label, "no such label")));
    }

    private Stream<RuleTarget> targets() {
        return ladder.stream().flatMap(rung -> rung.target().or(this::target).stream());
    }
}
