package io.nightshift.policy;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one level of the policy (defaults, an environment, a rule); unset values are empty.
 *
 * @param freeze names of freeze calendars
 * @param page the channel for on-call
 */
public record PolicySettings(
        Optional<Mode> mode,
        GuardrailOverrides guardrails,
        Optional<ApprovalPolicy> approval,
        List<String> freeze,
        Optional<String> page) {

    /** The settings that apply if a policy sets nothing. */
    public static final PolicySettings BUILT_IN = new PolicySettings(
            Optional.of(GuardrailSettings.DEFAULT.mode()),
            GuardrailOverrides.of(GuardrailSettings.DEFAULT),
            Optional.of(new ApprovalPolicy.NotNeeded()),
            List.of(),
            Optional.of(""));

    public PolicySettings {
        freeze = List.copyOf(freeze);
    }

    /** This level merged over an outer one: this level wins; freezes and opt-out tags accumulate. */
    public PolicySettings over(PolicySettings outer) {
        var freezes = new LinkedHashSet<>(outer.freeze);
        freezes.addAll(freeze);
        return new PolicySettings(
                mode.or(outer::mode),
                guardrails.over(outer.guardrails),
                approval.or(outer::approval),
                List.copyOf(freezes),
                page.or(outer::page));
    }

    /** These settings with further freeze calendars. */
    public PolicySettings withFreeze(List<String> more) {
        var freezes = new LinkedHashSet<>(freeze);
        freezes.addAll(more);
        return new PolicySettings(mode, guardrails, approval, List.copyOf(freezes), page);
    }

    /** These settings with other guardrails and another approval. */
    public PolicySettings with(GuardrailOverrides overrides, Optional<ApprovalPolicy> consent) {
        return new PolicySettings(mode, overrides, consent, freeze, page);
    }
}
