package io.nightshift.policy;

import io.nightshift.core.guard.GuardrailSettings;
import java.util.Optional;

/** An entry of a section whose runs ask their approvers once, before the first act. */
public interface EntryPolicy {

    String name();

    PolicySettings settings();

    /** Who agrees before a run begins. */
    Optional<ApprovalPolicy> approval();

    /** The guardrails of the function, if neither the entry nor the defaults set them. */
    GuardrailSettings usual();

    /** Guardrails ask nobody: the run has asked already. */
    default PolicySettings settled(Policy policy) {
        var all = settings().over(policy.settings(usual()));
        return all.with(all.guardrails(), Optional.of(new ApprovalPolicy.NotNeeded()));
    }
}
