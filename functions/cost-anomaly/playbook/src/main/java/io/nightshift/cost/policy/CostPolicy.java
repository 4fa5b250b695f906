package io.nightshift.cost.policy;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.cost.CostSpec;
import io.nightshift.policy.EntrySchedule;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySettings;
import java.util.Optional;

/**
 * How the costs of one entry are watched.
 *
 * @param digest when the digest is sent
 * @param providerAlerts whether it tells what providers report
 * @param changeSignals whether it keeps changes that arrive as signals
 */
public record CostPolicy(
        String name,
        Optional<EntrySchedule> schedule,
        Optional<EntrySchedule> digest,
        boolean providerAlerts,
        boolean changeSignals,
        PolicySettings settings,
        CostSpec spec) {

    PolicySettings settled(Policy policy) {
        return settings.over(policy.settings(GuardrailSettings.DEFAULT));
    }
}
