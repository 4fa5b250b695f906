package io.nightshift.policy;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What one level of the policy (defaults, an environment, a rule) says; what it does not say is empty.
 *
 * @param freeze names of freeze calendars
 * @param page the channel for people
 * @param soak how long an alarm has to stay well
 * @param grace how long an alarm may recover by itself before the first rung
 * @param flapLimit how many times an alarm may come back within one episode
 */
public record PolicySettings(
        Optional<Mode> mode,
        GuardrailOverrides guardrails,
        Optional<ApprovalPolicy> approval,
        List<String> freeze,
        Optional<String> page,
        Optional<Duration> soak,
        Optional<Duration> grace,
        Optional<Integer> flapLimit) {

    /** What holds where a policy says nothing. */
    static final PolicySettings BUILT_IN = new PolicySettings(
            Optional.of(GuardrailSettings.DEFAULT.mode()),
            GuardrailOverrides.of(GuardrailSettings.DEFAULT),
            Optional.of(new ApprovalPolicy.NotNeeded()),
            List.of(),
            Optional.of(""),
            Optional.of(Duration.ofMinutes(5)),
            Optional.of(Duration.ZERO),
            Optional.of(5));

    public PolicySettings {
        freeze = List.copyOf(freeze);
    }

    /** This level over an outer one: what this says wins, and freezes and opt-out tags add up. */
    PolicySettings over(PolicySettings outer) {
        var freezes = new LinkedHashSet<>(outer.freeze);
        freezes.addAll(freeze);
        return new PolicySettings(
                mode.or(outer::mode),
                guardrails.over(outer.guardrails),
                approval.or(outer::approval),
                List.copyOf(freezes),
                page.or(outer::page),
                soak.or(outer::soak),
                grace.or(outer::grace),
                flapLimit.or(outer::flapLimit));
    }

    PolicySettings with(GuardrailOverrides overrides, Optional<ApprovalPolicy> consent) {
        return new PolicySettings(mode, overrides, consent, freeze, page, soak, grace, flapLimit);
    }
}
