package io.nightshift.policy;

import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The origin of signals. If there are accounts or regions, one must match; of labels all.
 *
 * @param labels the label's name and the pattern of its value
 */
public record Scope(List<Glob> accounts, List<Glob> regions, Map<String, Glob> labels) {

    public Scope {
        accounts = List.copyOf(accounts);
        regions = List.copyOf(regions);
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    boolean holds(Signal signal) {
        return miss("", signal).isEmpty();
    }

    Optional<MatchFailure> miss(String rule, Signal signal) {
        return Stream.concat(
                        Stream.of(
                                oneOf(
                                        rule,
                                        "match.accounts",
                                        accounts,
                                        signal.origin().account()),
                                oneOf(
                                        rule,
                                        "match.regions",
                                        regions,
                                        signal.origin().region())),
                        labels.keySet().stream().map(label -> label(rule, label, signal)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<MatchFailure> label(String rule, String label, Signal signal) {
        var wanted = labels.get(label);
        var was = signal.labels().get(label);
        return was != null && wanted != null && wanted.matches(was)
                ? Optional.empty()
                : Optional.of(new MatchFailure(
                        rule, "match.labels." + label, String.valueOf(wanted), was == null ? "no such label" : was));
    }

    static Optional<MatchFailure> oneOf(String rule, String field, List<Glob> wanted, String was) {
        return wanted.isEmpty() || wanted.stream().anyMatch(glob -> glob.matches(was))
                ? Optional.empty()
                : Optional.of(new MatchFailure(
                        rule,
                        field,
                        String.join(" or ", wanted.stream().map(Glob::toString).toList()),
                        was));
    }

    /** Reports whether this contains everything in the other; may return false although it does. */
    boolean covers(Scope other) {
        return covers(accounts, other.accounts)
                && covers(regions, other.regions)
                && labels.entrySet().stream().allMatch(mine -> {
                    var theirs = other.labels.get(mine.getKey());
                    return theirs != null && mine.getValue().covers(theirs);
                });
    }

    /** The length of all patterns together. */
    long size() {
        return 1
                + Stream.of(accounts, regions, labels.values())
                        .flatMap(java.util.Collection::stream)
                        .mapToLong(glob -> glob.toString().length())
                        .sum();
    }

    static boolean covers(List<Glob> mine, List<Glob> theirs) {
        return mine.isEmpty()
                || (!theirs.isEmpty()
                        && theirs.stream().allMatch(their -> mine.stream().anyMatch(my -> my.covers(their))));
    }
}
