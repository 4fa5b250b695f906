package io.nightshift.policy;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Optional;

/** One section as {@link PolicyRules} queries it. The environment is that of the signal; empty if none matches. */
public interface SectionRules {

    List<Route> route(Signal signal, String environment);

    /** For each item to which a signal of this type could apply: every condition that fails, or nothing if it matches. */
    List<List<MatchFailure>> misses(Signal signal, String environment);

    /** Why each of these items was skipped, in their order. */
    default List<MatchFailure> explain(Signal signal, String environment) {
        return misses(signal, environment).stream()
                .flatMap(failed -> failed.stream().limit(1))
                .toList();
    }

    /** The guardrails of the item with that name in an environment of the policy. */
    Optional<GuardrailSettings> settings(String name, String environment);

    /** The approval that the item with that name needs; {@code stage} as in {@link io.nightshift.core.engine.Rules}. */
    default Optional<GuardrailSettings.Approval> approval(String name, String environment, String stage) {
        return settings(name, environment).flatMap(GuardrailSettings::approval);
    }
}
