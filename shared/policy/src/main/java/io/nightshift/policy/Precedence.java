package io.nightshift.policy;

import io.nightshift.core.guard.GuardrailSettings;
import java.util.List;
import java.util.Optional;

/** Which level wins: built-in, then defaults, then the environment, then the rule; the later over the earlier. */
final class Precedence {

    private final Policy policy;

    Precedence(Policy policy) {
        this.policy = policy;
    }

    /** Every setting of that rule in that environment; the empty name is no environment. */
    PolicySettings settle(Rule rule, String environment) {
        var outer = policy.defaults().over(PolicySettings.BUILT_IN);
        var middle = policy.environment(environment).map(Environment::settings);
        return rule.settings().over(middle.map(settings -> settings.over(outer)).orElse(outer));
    }

    GuardrailSettings belts(Rule rule, String environment) {
        return belts(settle(rule, environment));
    }

    /**
     * Those of a service. Of the defaults it takes what people mean by "nothing here": mode, freeze, page, opt-out; their
     * limits are made for rules. Nobody is asked by the belts: each stage of the plan says whom it asks.
     */
    GuardrailSettings belts(PromotionPolicy promotion) {
        var nobody = Optional.<ApprovalPolicy>of(new ApprovalPolicy.NotNeeded());
        var defaults = policy.defaults();
        var all = promotion
                .settings()
                .over(defaults.with(defaults.guardrails().onlyOptOut(), nobody))
                .over(PolicySettings.BUILT_IN.with(GuardrailOverrides.of(promotion.usualBelts()), nobody));
        return belts(all.with(all.guardrails(), nobody));
    }

    private GuardrailSettings belts(PolicySettings all) {
        var belts = all.guardrails();
        return new GuardrailSettings(
                all.mode().orElseThrow(),
                belts.optOut(),
                belts.optIn().orElseThrow(),
                all.freeze().stream()
                        .flatMap(name -> policy.freezeCalendars().getOrDefault(name, List.of()).stream())
                        .toList(),
                belts.coolDown().orElseThrow(),
                belts.rate().rate(),
                new GuardrailSettings.Blast(
                        belts.share().orElseThrow(), belts.atMost().orElseThrow()),
                belts.lock().orElseThrow(),
                all.approval().flatMap(this::approval),
                new GuardrailSettings.Breaker(
                        belts.breaker().times().orElseThrow(),
                        belts.breaker().window().orElseThrow()),
                belts.recurrence().rate(),
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
