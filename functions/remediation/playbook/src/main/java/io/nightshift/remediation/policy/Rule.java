package io.nightshift.remediation.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.Match;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.PolicySettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The response to a kind of signal.
 *
 * @param schedule when it starts by itself; such a rule takes no other signal, and its target is the subject
 * @param target the target of all actions instead of the signal's subject
 * @param ladder the rungs to try, in order; never empty
 */
public record Rule(
        String name,
        Match match,
        String playbook,
        Optional<RuleSchedule> schedule,
        Optional<RuleTarget> target,
        List<Rung> ladder,
        PolicySettings settings,
        EpisodeSettings episode) {

    public Rule {
        ladder = List.copyOf(ladder);
    }

    /**
     * One attempt.
     *
     * @param settle how long to wait for it to help
     * @param target its target, overriding the rule's target
     */
    public record Rung(String action, RungParameters with, Duration settle, Optional<RuleTarget> target) {

        /** With the parameters that another run of the rule has. */
        Rung filledAs(Json.Obj values) {
            return new Rung(action, with.filledAs(values), settle, target);
        }

        /** Without its target; parameters take their values from the signal. */
        Json.Obj toJson(Signal signal) {
            return Json.obj()
                    .with("action", action)
                    .with("with", with.fill(signal))
                    .with("waitSeconds", settle.toSeconds());
        }
    }

    /** What a rung acts on instead of the run's subject. */
    Optional<RuleTarget> target(Rung rung) {
        return rung.target().or(() -> schedule.isPresent() ? Optional.empty() : target);
    }

    /** Every condition that does not match the signal; empty if the rule matches. */
    List<MatchFailure> misses(Signal signal, String environment) {
        return schedule.map(own -> own.miss(name, signal.time()).stream().toList())
                .orElseGet(() -> unmatched(signal, environment));
    }

    /** Reports whether a signal of this type could start it. */
    boolean takes(Signal signal) {
        return signal instanceof Signal.Due due
                ? schedule.isPresent() && name.equals(due.work())
                : schedule.isEmpty() && !(signal instanceof Signal.Request);
    }

    private List<MatchFailure> unmatched(Signal signal, String environment) {
        var misses = match.misses(name, signal, environment);
        return misses.isEmpty()
                ? unfit(signal).or(() -> unfilled(signal)).stream().toList()
                : misses;
    }

    private Optional<MatchFailure> unfilled(Signal signal) {
        return ladder.stream()
                .flatMap(rung -> rung.with().unfit(signal).stream())
                .findFirst()
                .map(label -> new MatchFailure(
                        name,
                        "ladder.with",
                        "the label " + label + " as a parameter of an action",
                        RungParameters.value(signal, label)));
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

    /** Reports whether the signal may end a run of this rule. */
    boolean mayEnd(Signal signal, String environment) {
        return match.mayEnd(signal, environment) && unfit(signal).isEmpty();
    }

    /** The target of all rungs, if the policy names one and the same; then the run is about it. */
    Optional<Resource> onlyTarget(Signal signal) {
        var targets = ladder.stream()
                .map(rung -> rung.target().or(this::target))
                .distinct()
                .toList();
        return targets.size() == 1 ? targets.getFirst().flatMap(one -> one.in(signal)) : Optional.empty();
    }

    /** Reports whether a rung acts on what is related to the subject. */
    boolean isRelated() {
        return !relations().isEmpty();
    }

    /** The relations by which it names targets. */
    public Set<Relation> relations() {
        return targets()
                .flatMap(target -> target.related().stream())
                .flatMap(related -> related.get("relation") instanceof Json.Str(var id)
                        ? Relation.byId(id).stream()
                        : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** The parts of their targets that the rungs are about, if the signal says which; empty otherwise. */
    String part(Signal signal) {
        return ladder.stream()
                .flatMap(rung -> rung.with().part(signal))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private Stream<RuleTarget> targets() {
        return ladder.stream().flatMap(rung -> rung.target().or(this::target).stream());
    }
}
