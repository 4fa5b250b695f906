package io.nightshift.remediation.aws;

import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.Duty;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Ports;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.remediation.aws.adapter.AwsRegionApis;
import io.nightshift.remediation.aws.adapter.AwsRegions;
import io.nightshift.remediation.aws.adapter.AwsTargetContext;
import io.nightshift.remediation.entry.DatabaseAndWebhookActors;
import java.util.List;
import java.util.TreeMap;

/** Remediation in the regions of one account. */
record RemediationDuty() implements Duty {

    @Override
    public Ports ports(AwsWiring wiring) {
        var common = wiring.configuration().common();
        var places = places(wiring);
        var hooks = new WebhookChannels(common, wiring.host(), wiring.secrets());
        var others = DatabaseAndWebhookActors.actors(common, hooks, wiring.secrets(), new AwsTargetContext(places));
        return Ports.of(wiring.ledger(), wiring.timers(), new PolicyRules(common.policy()), wiring.host())
                .function(Remediation.MODULE)
                .adapters(Adapters.NONE
                        .and(others, List.of())
                        .with(new AwsActor(places), new AwsObserver(places, wiring.host())))
                .messenger(hooks.messenger())
                .build();
    }

    private static AwsRegions places(AwsWiring wiring) {
        var regions = new TreeMap<String, AwsRegionApis>();
        for (var region : wiring.configuration().regions()) {
            var apis = AwsRegionApis.of(region, wiring.clients(region), wiring.clientsThatTryOnce(region));
            wiring.warming(apis::warm);
            regions.put(region, apis);
        }
        return new AwsRegions(wiring.configuration().account(), regions);
    }
}
