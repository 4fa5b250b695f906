package io.nightshift.core.guard;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Group;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An act that a run wants, with everything about it that the guardrails judge by.
 *
 * @param run the run's id
 * @param undo whether it goes back to the state before an earlier act of the same run
 * @param planHash what an approval has to be bound to
 * @param agreed who agreed to exactly this plan, where enough of those who were asked did and it has not expired
 * @param settings the rule's guardrails in today's policy; empty if today's policy no longer has the rule
 * @param tags the target's tags as read just now
 * @param group the target's group as read just now
 * @param blind why the live state could not be read, where it could not
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

    /** Settings of a rule that is in the policy; only for guardrails that are asked after {@link Guardrails} checked it. */
    GuardrailSettings overrides() {
        return settings.orElseThrow();
    }

    String target() {
        return action.target().toString();
    }
}
