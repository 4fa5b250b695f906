package io.nightshift.policy;

import io.nightshift.core.guard.GuardrailSettings;
import java.util.List;
import java.util.Optional;

/**
 * Defines which level wins: built-in, then defaults, then the environment, then the rule; later levels override
 * earlier ones.
 */
final class Precedence {

    private final Policy policy;

    Precedence(Policy policy) {
        this.policy = policy;
    }

    /** All settings of that rule in that environment; an empty name means no environment. */
    PolicySettings settle(Rule rule, String environment) {
        var outer = policy.defaults().over(PolicySettings.BUILT_IN);
        var middle = policy.environment(environment).map(Environment::settings);
        return rule.settings().over(middle.map(settings -> settings.over(outer)).orElse(outer));
    }

    GuardrailSettings overrides(Rule rule, String environment) {
        return overrides(settle(rule, environment));
    }

    /**
     * The settings of a service. It inherits only mode, freeze, page and opt-out from the defaults; the limits are
     * meant for rules. Its guardrails ask for no approval: each stage of the plan names its approvers.
     */
    GuardrailSettings overrides(PromotionPolicy promotion) {
        var nobody = Optional.<ApprovalPolicy>of(new ApprovalPolicy.NotNeeded());
        var defaults = policy.defaults();
        var all = promotion
                .settings()
                .over(defaults.with(defaults.guardrails().onlyOptOut(), nobody))
                .over(PolicySettings.BUILT_IN.with(GuardrailOverrides.of(promotion.usualBelts()), nobody));
        return overrides(all.with(all.guardrails(), nobody));
    }

    private GuardrailSettings overrides(PolicySettings all) {
        var overrides = all.guardrails();
        return new GuardrailSettings(
                all.mode().orElseThrow(),
                overrides.optOut(),
                overrides.optIn().orElseThrow(),
                all.freeze().stream()
                        .flatMap(name -> policy.freezeCalendars().getOrDefault(name, List.of()).stream())
                        .toList(),
                overrides.coolDown().orElseThrow(),
                overrides.rate().rate(),
                new GuardrailSettings.Blast(
                        overrides.share().orElseThrow(), overrides.atMost().orElseThrow()),
                overrides.lock().orElseThrow(),
                all.approval().flatMap(this::approval),
                new GuardrailSettings.Breaker(
                        overrides.breaker().times().orElseThrow(),
                        overrides.breaker().window().orElseThrow()),
                overrides.recurrence().rate(),
                all.page().orElseThrow());
    }

    Optional<GuardrailSettings.Approval> approval(ApprovalPolicy consent) {
        return switch (consent) {
            case ApprovalPolicy.NotNeeded ignored -> Optional.empty();
            case ApprovalPolicy.Needed(var group, var needed, var within) ->
                Optional.of(new GuardrailSettings.Approval(
                        policy.approvers().getOrDefault(group, List.of()), needed, within));
        };
    }
}
