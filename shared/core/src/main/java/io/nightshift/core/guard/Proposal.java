package io.nightshift.core.guard;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Group;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An act that a run proposes, with everything that the guardrails need to judge it.
 *
 * @param run the run's id
 * @param undo whether it restores the state before an earlier act of the same run
 * @param planHash the hash to which an approval must be bound
 * @param agreed the approvers who agreed to exactly this plan, if they are enough and the approval has not expired
 * @param settings the rule's guardrails in the current policy; empty if it no longer has the rule
 * @param tags the target's tags as read just now
 * @param group the target's group as read just now
 * @param blind why the live state could not be read; empty if it could
 */
public record Proposal(
        String run,
        String playbook,
        String rule,
        Action action,
        boolean undo,
        String planHash,
        List<String> agreed,
        Optional<GuardrailSettings> settings,
        Map<String, String> tags,
        Optional<Group> group,
        Optional<String> blind,
        Instant now) {

    public Proposal {
        agreed = List.copyOf(agreed);
    }

    /**
     * The settings of a rule that is in the policy; only for guardrails that run after {@link Guardrails} has checked
     * that it is.
     */
    GuardrailSettings overrides() {
        return settings.orElseThrow();
    }

    String scope() {
        return action.scope();
    }
}
