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
    Settings settle(Rule rule, String environment) {
        var outer = policy.defaults().over(Settings.BUILT_IN);
        var middle = policy.environment(environment).map(Environment::settings);
        return rule.settings().over(middle.map(settings -> settings.over(outer)).orElse(outer));
    }

    GuardrailSettings belts(Rule rule, String environment) {
        var all = settle(rule, environment);
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

    private Optional<GuardrailSettings.Approval> approval(Consent consent) {
        return switch (consent) {
            case Consent.NotNeeded ignored -> Optional.empty();
            case Consent.Needed(var group, var needed, var within) ->
                Optional.of(new GuardrailSettings.Approval(
                        policy.approvers().getOrDefault(group, List.of()), needed, within));
        };
    }
}
