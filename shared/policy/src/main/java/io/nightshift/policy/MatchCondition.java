package io.nightshift.policy;

import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one key of a match requires of a signal, and of the environment that the signal is in. */
public sealed interface MatchCondition {

    boolean holds(Signal signal, String environment);

    /** What is required, for messages. */
    String wanted();

    /** What the signal has in its place; hostile until it is escaped for its destination. */
    String was(Signal signal, String environment);

    /** Reports whether this holds for everything for which the other holds; may return false although it does. */
    default boolean covers(MatchCondition other) {
        return equals(other);
    }

    /** The length of all patterns together. */
    default long size() {
        return wanted().length();
    }

    /** Whether it is about the state of a resource change in any place; see {@link Match#misses}. */
    default boolean mentionsState() {
        return false;
    }

    /** Whether a signal for which it holds is one that the match asks for by its state. */
    default boolean asksForState(Signal signal, String environment) {
        return mentionsState();
    }

    private static String or(Stream<?> values) {
        return values.map(Object::toString).collect(Collectors.joining(" or "));
    }

    private static long length(List<Glob> globs) {
        return globs.stream().mapToLong(glob -> glob.toString().length()).sum();
    }

    /** One of the patterns matches the field. */
    record Patterns(SignalField field, List<Glob> globs) implements MatchCondition {
        public Patterns {
            globs = List.copyOf(globs);
        }

        @Override
        public boolean holds(Signal signal, String environment) {
            var text = field.of(signal);
            return globs.stream().anyMatch(glob -> glob.matches(text));
        }

        @Override
        public String wanted() {
            return or(globs.stream());
        }

        @Override
        public String was(Signal signal, String environment) {
            return field.of(signal);
        }

        @Override
        public boolean covers(MatchCondition other) {
            return other instanceof Patterns(var theirField, var theirs)
                    && field == theirField
                    && theirs.stream().allMatch(their -> globs.stream().anyMatch(mine -> mine.covers(their)));
        }

        @Override
        public long size() {
            return length(globs);
        }

        @Override
        public boolean mentionsState() {
            return field == SignalField.STATE;
        }
    }

    /** The signal has this label, and the pattern matches its value. */
    record Label(String name, Glob glob) implements MatchCondition {
        @Override
        public boolean holds(Signal signal, String environment) {
            var was = signal.labels().get(name);
            return was != null && glob.matches(was);
        }

        @Override
        public String wanted() {
            return glob.toString();
        }

        @Override
        public String was(Signal signal, String environment) {
            return signal.labels().getOrDefault(name, "no such label");
        }

        @Override
        public boolean covers(MatchCondition other) {
            return other instanceof Label(var theirName, var theirs) && name.equals(theirName) && glob.covers(theirs);
        }
    }

    /** The signal is of this type. */
    record OfType(String type) implements MatchCondition {
        @Override
        public boolean holds(Signal signal, String environment) {
            return type.equals(signal.type());
        }

        @Override
        public String wanted() {
            return type;
        }

        @Override
        public String was(Signal signal, String environment) {
            return signal.type();
        }
    }

    /** The signal is in one of these environments. */
    record InEnvironment(Set<String> environments) implements MatchCondition {
        public InEnvironment {
            environments = Set.copyOf(environments);
        }

        @Override
        public boolean holds(Signal signal, String environment) {
            return environments.contains(environment);
        }

        @Override
        public String wanted() {
            return or(environments.stream().sorted());
        }

        @Override
        public String was(Signal signal, String environment) {
            return environment.isEmpty() ? "no environment" : environment;
        }

        @Override
        public boolean covers(MatchCondition other) {
            return other instanceof InEnvironment(var theirs) && environments.containsAll(theirs);
        }
    }

    /** The signal is as severe as one of these says. */
    record Severities(List<SeverityPattern> severities) implements MatchCondition {
        public Severities {
            severities = List.copyOf(severities);
        }

        @Override
        public boolean holds(Signal signal, String environment) {
            return severities.stream().anyMatch(one -> one.matches(signal.severity()));
        }

        @Override
        public String wanted() {
            return or(severities.stream());
        }

        @Override
        public String was(Signal signal, String environment) {
            return signal.severity().isEmpty() ? "no severity" : signal.severity();
        }

        @Override
        public boolean covers(MatchCondition other) {
            return other instanceof Severities(var theirs)
                    && theirs.stream().allMatch(their -> severities.stream().anyMatch(mine -> mine.covers(their)));
        }
    }

    /** A function's call or a change of a resource took effect, or it did not. */
    record Success(boolean success) implements MatchCondition {

        private static final Set<String> DONE = Set.of("succeeded", "changed");
        private static final Set<String> NOT_DONE = Set.of("failed", "denied");

        @Override
        public boolean holds(Signal signal, String environment) {
            boolean tells = signal instanceof Signal.FunctionResult || signal instanceof Signal.ResourceChange;
            return tells && (success ? DONE : NOT_DONE).contains(signal.status());
        }

        @Override
        public String wanted() {
            return Boolean.toString(success);
        }

        @Override
        public String was(Signal signal, String environment) {
            return signal.status().isEmpty() ? "no state" : signal.status();
        }

        @Override
        public boolean mentionsState() {
            return true;
        }
    }

    /** The signal's time is in these hours. */
    record During(Hours hours) implements MatchCondition {
        @Override
        public boolean holds(Signal signal, String environment) {
            return hours.include(signal.time());
        }

        @Override
        public String wanted() {
            return hours.toString();
        }

        @Override
        public String was(Signal signal, String environment) {
            return Hours.text(signal.time(), hours.zone());
        }
    }

    /** One of the alternatives matches. */
    record AnyOf(List<Match> alternatives) implements MatchCondition {
        public AnyOf {
            alternatives = List.copyOf(alternatives);
        }

        @Override
        public boolean holds(Signal signal, String environment) {
            return alternatives.stream().anyMatch(match -> match.holds(signal, environment));
        }

        @Override
        public String wanted() {
            return or(alternatives.stream());
        }

        @Override
        public String was(Signal signal, String environment) {
            return Match.values(alternatives, signal, environment);
        }

        @Override
        public long size() {
            return alternatives.stream().mapToLong(Match::size).sum();
        }

        @Override
        public boolean mentionsState() {
            return alternatives.stream().anyMatch(Match::mentionsState);
        }

        @Override
        public boolean asksForState(Signal signal, String environment) {
            return alternatives.stream()
                    .anyMatch(match -> match.holds(signal, environment) && match.asksForState(signal, environment));
        }
    }

    /** The match inside does not match. */
    record Not(Match match) implements MatchCondition {
        @Override
        public boolean holds(Signal signal, String environment) {
            return !match.holds(signal, environment);
        }

        @Override
        public String wanted() {
            return "anything but " + match;
        }

        @Override
        public String was(Signal signal, String environment) {
            return Match.values(List.of(match), signal, environment);
        }

        @Override
        public long size() {
            return match.size();
        }

        @Override
        public boolean mentionsState() {
            return match.mentionsState();
        }
    }
}
