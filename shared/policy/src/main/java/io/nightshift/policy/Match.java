package io.nightshift.policy;

import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The conditions under which a rule applies to a signal; empty conditions match every signal.
 *
 * @param source the sender
 * @param kinds the subject's kinds; one must match
 * @param environments the signal must be in one of them
 */
public record Match(
        Optional<Glob> source,
        Optional<String> type,
        Optional<Glob> name,
        List<Glob> kinds,
        Set<String> environments,
        Scope scope) {

    public Match {
        kinds = List.copyOf(kinds);
        environments = Set.copyOf(environments);
    }

    /** The conditions that do not match, field by field; of labels and tags only the first. */
    public List<MatchFailure> misses(String rule, Signal signal, String environment) {
        return Stream.of(
                        one(rule, "match.source", source, signal.header().source()),
                        type.filter(wanted -> !wanted.equals(signal.type()))
                                .map(wanted -> new MatchFailure(rule, "match.type", wanted, signal.type())),
                        one(rule, "match.name", name, signal.name()),
                        Scope.oneOf(rule, "match.kinds", kinds, signal.subject().kind()),
                        environment(rule, environment),
                        scope.miss(rule, signal))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<MatchFailure> one(String rule, String field, Optional<Glob> wanted, String was) {
        return Scope.oneOf(rule, field, wanted.stream().toList(), was);
    }

    private Optional<MatchFailure> environment(String rule, String environment) {
        return includes(environment)
                ? Optional.empty()
                : Optional.of(new MatchFailure(
                        rule,
                        "match.environments",
                        String.join(" or ", environments.stream().sorted().toList()),
                        environment.isEmpty() ? "no environment" : environment));
    }

    public boolean includes(String environment) {
        return environments.isEmpty() || environments.contains(environment);
    }

    /** The length of all patterns together. */
    public long size() {
        return scope.size()
                + Stream.of(source.stream(), name.stream(), kinds.stream())
                        .flatMap(globs -> globs)
                        .mapToLong(glob -> glob.toString().length())
                        .sum();
    }

    /** Reports whether this matches everything that the other matches; may return false although it does. */
    public boolean covers(Match other) {
        return covers(name, other.name)
                && covers(source, other.source)
                && (type.isEmpty() || type.equals(other.type))
                && Scope.covers(kinds, other.kinds)
                && (environments.isEmpty()
                        || (!other.environments.isEmpty() && environments.containsAll(other.environments)))
                && scope.covers(other.scope);
    }

    private static boolean covers(Optional<Glob> mine, Optional<Glob> theirs) {
        return mine.isEmpty() || (theirs.isPresent() && mine.get().covers(theirs.get()));
    }
}
