package io.nightshift.policy;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The content of one section of a policy, in the form of the section's owner. A record: equal sections are equal. {@link
 * PolicyRules} queries it with the policy that holds it, and with the environment of the signal; empty if none matches.
 */
public interface SectionContent {

    /** The names of its items. */
    Set<String> names();

    /** The settings of every level in this section; a calendar, channel or group that no level uses is a warning. */
    Stream<PolicySettings> levels();

    List<Route> route(Policy policy, Signal signal, String environment);

    /**
     * The signal of one of its schedules, at the scheduled time and about what the schedule is for.
     *
     * @param home the account and region where the policy names none
     */
    default Signal.Due identify(Signal.Due due, Origin home) {
        return due;
    }

    /** The latest signal of each of its schedules, up to now and at most so long ago. */
    default Stream<Signal.Due> due(Instant now, Duration within) {
        return Stream.empty();
    }

    /** Its schedules by name, each with a text that says when it starts. */
    default Map<String, String> schedules() {
        return Map.of();
    }

    /** For each item to which a signal of this type could apply: every condition that fails, or nothing if it matches. */
    List<List<MatchFailure>> misses(Signal signal, String environment);

    /** Why each of these items was skipped, in their order. */
    default List<MatchFailure> explain(Signal signal, String environment) {
        return misses(signal, environment).stream()
                .flatMap(failed -> failed.stream().limit(1))
                .toList();
    }

    /** Every setting of the item with that name. */
    PolicySettings settings(Policy policy, String name, String environment);

    /** The approval of the item with that name; {@code stage} as in {@link io.nightshift.core.engine.Rules}. */
    default Optional<GuardrailSettings.Approval> approval(
            Policy policy, String name, String environment, String stage) {
        return settings(policy, name, environment).approval().flatMap(policy::approval);
    }
}
