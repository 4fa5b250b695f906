package io.nightshift.core.engine;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Optional;

/** Today's policy, as the engine sees it. */
public interface Rules {

    /** The content hash of the policy; in every ledger entry. */
    String hash();

    /** The routes of a signal: the first matching rule of each playbook. */
    List<Route> route(Signal signal);

    /** The guardrails of a rule in an environment; empty if the policy has no such rule (any more). */
    Optional<GuardrailSettings> settings(String rule, String environment);

    /**
     * Whom today's policy asks before an act of that rule; empty if it asks nobody (any more).
     *
     * @param stage the stage of a promotion that asks; empty if the rule's guardrails ask
     */
    default Optional<GuardrailSettings.Approval> approval(String rule, String environment, String stage) {
        return settings(rule, environment).flatMap(GuardrailSettings::approval);
    }

    /**
     * Where a signal goes.
     *
     * @param environment the environment it was seen in; empty if the policy names none
     * @param plan the rule's settings for its playbook
     */
    record Route(String rule, String environment, String playbook, Json.Obj plan) {}
}
