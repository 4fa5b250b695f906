package io.nightshift.rotation.aws;

import io.nightshift.aws.entry.AwsFunction;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.core.engine.Ports;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.policy.PolicyRules;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.engine.CredentialEngine;
import java.util.ArrayList;
import java.util.Collection;

/**
 * Rotation in the regions of one account.
 *
 * @param tokens those of the steps under way in this process
 */
record RotationOnAws(Collection<CredentialEngine> engines, RotationTokens tokens) implements AwsFunction {

    @Override
    public Ports ports(AwsWiring wiring) {
        var common = wiring.configuration().common();
        var regions = wiring.regions();
        var all = new ArrayList<>(engines);
        all.addAll(AwsRotation.engines(regions, wiring.host()));
        regions.all().forEach(apis -> wiring.warming(apis::secretsManager));
        var hooks = new WebhookChannels(common, wiring.host(), wiring.secrets());
        var rules = new PolicyRules(common.policy(), wiring.configuration().home());
        return Ports.of(wiring.ledger(), wiring.timers(), rules, wiring.host())
                .function(Rotations.MODULE)
                .adapters(AwsRotation.adapters(regions, tokens, all))
                .messenger(wiring.withChats(hooks.messenger()))
                .build();
    }
}
