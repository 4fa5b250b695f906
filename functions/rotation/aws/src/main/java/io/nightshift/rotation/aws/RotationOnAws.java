package io.nightshift.rotation.aws;

import io.nightshift.aws.entry.AwsFunction;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.policy.PolicyRules;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.policy.SecretPolicies;
import io.nightshift.rotation.runtime.CredentialSystems;
import io.nightshift.rotation.runtime.ScheduledCheckup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
        regions.all().forEach(apis -> wiring.warming(apis::secretsManager));
        var hooks = new WebhookChannels(common, wiring.host(), wiring.secrets());
        var rules = new PolicyRules(common.policy(), wiring.configuration().home());
        return Ports.of(wiring.ledger(), wiring.timers(), rules, wiring.host())
                .function(Rotations.MODULE)
                .adapters(AwsRotation.adapters(regions, systems(wiring)))
                .messenger(wiring.withChats(hooks.messenger()))
                .build();
    }

    private CredentialSystems systems(AwsWiring wiring) {
        var all = new ArrayList<>(engines);
        all.addAll(AwsRotation.engines(wiring.regions(), wiring.host()));
        return AwsRotation.systems(wiring.regions(), tokens, all);
    }

    @Override
    public List<ScheduledWork> scheduled(Ports ports, Engine engine, AwsWiring wiring) {
        var configuration = wiring.configuration();
        var home = Origin.aws(configuration.account(), configuration.region());
        var entries = SecretPolicies.of(configuration.common().policy());
        return List.of(new ScheduledWork(
                ScheduledCheckup.WORK,
                ScheduledCheckup.EVERY,
                () -> new ScheduledCheckup(systems(wiring), entries, home, wiring.host()).check(engine)));
    }
}
