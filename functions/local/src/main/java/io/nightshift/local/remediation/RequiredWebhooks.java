package io.nightshift.local.remediation;

import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.entry.Variables;
import io.nightshift.policy.Environment;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.action.CallWebhook;
import io.nightshift.remediation.action.TicketActions;
import io.nightshift.remediation.policy.RemediationRules;
import java.util.Set;
import java.util.stream.Stream;

/** The webhooks that the rules of a policy call. */
final class RequiredWebhooks {

    private RequiredWebhooks() {}

    private static final Set<String> CALLING =
            Set.of(CallWebhook.TYPE.name(), TicketActions.OPEN_TICKET.name(), TicketActions.PAGE_ON_CALL.name());

    /** Otherwise, a missing webhook of a rule would only be noticed at the first alarm. */
    static void check(Variables variables, Policy policy, Set<String> configured) {
        var rules = new PolicyRules(policy);
        for (var rule : RemediationRules.of(policy)) {
            boolean acts = acts(rules, policy, rule.name());
            for (var rung : rule.ladder()) {
                if (acts
                        && CALLING.contains(rung.action())
                        && rung.with().with().get("hook") instanceof Json.Str(var hook)
                        && !configured.contains(hook)) {
                    variables.problem(
                            "%s is missing; rule %s calls the webhook %s: expected its URL, and in %s the key that signs"
                                    .formatted(
                                            Variables.webhookUrl(hook),
                                            rule.name(),
                                            hook,
                                            Variables.keyVariable(Variables.webhookUrl(hook))));
                }
            }
        }
    }

    /** In dry-run nothing is called, so nothing has to be configured yet. */
    private static boolean acts(PolicyRules rules, Policy policy, String rule) {
        return Stream.concat(Stream.of(""), policy.environments().stream().map(Environment::name))
                .anyMatch(environment -> rules.settings(rule, environment)
                        .filter(settings -> settings.mode() == Mode.ACT)
                        .isPresent());
    }
}
