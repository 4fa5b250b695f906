package io.nightshift.remediation.aws;

import io.nightshift.aws.entry.Duty;
import io.nightshift.aws.entry.Wiring;
import io.nightshift.core.act.Actor;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.entry.Hooks;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsApis;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.remediation.aws.adapter.AwsPlaces;
import io.nightshift.remediation.aws.adapter.AwsSurroundings;
import io.nightshift.remediation.entry.Outlets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Remediation in the regions of one account. */
record RemediationDuty() implements Duty {

    @Override
    public Ports ports(Wiring wiring) {
        var common = wiring.configuration().common();
        var places = places(wiring);
        var hooks = new Hooks(common, wiring.host(), wiring.secrets());
        var actors = new ArrayList<Actor>(Outlets.actors(common, hooks, wiring.secrets(), new AwsSurroundings(places)));
        actors.add(new AwsActor(places));
        return new Ports(
                wiring.ledger(),
                wiring.timers(),
                new PolicyRules(common.policy()),
                List.of(new RemediationPlaybook()),
                Remediation.ALL,
                actors,
                List.of(new AwsObserver(places, wiring.host())),
                hooks.messenger(),
                wiring.host(),
                Limits.DEFAULT);
    }

    private static AwsPlaces places(Wiring wiring) {
        var regions = new TreeMap<String, AwsApis>();
        for (var region : wiring.configuration().regions()) {
            var apis = AwsApis.of(region, wiring.clients(region), wiring.clientsThatTryOnce(region));
            wiring.warming(apis::warm);
            regions.put(region, apis);
        }
        return new AwsPlaces(wiring.configuration().account(), regions);
    }
}
