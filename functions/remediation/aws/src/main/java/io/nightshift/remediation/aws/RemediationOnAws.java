package io.nightshift.remediation.aws;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.entry.AwsFunction;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.EmbeddedMetrics;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.remediation.aws.adapter.AwsTargetContext;
import io.nightshift.remediation.entry.DatabaseAndWebhookActors;
import io.nightshift.report.FiguresWork;
import java.util.List;

/** Remediation in the function's account and its members. */
record RemediationOnAws() implements AwsFunction {

    @Override
    public Ports ports(AwsWiring wiring) {
        var common = wiring.configuration().common();
        var regions = regions(wiring);
        var hooks = new WebhookChannels(common, wiring.host(), wiring.secrets());
        var others = DatabaseAndWebhookActors.actors(common, hooks, wiring.secrets(), new AwsTargetContext(regions));
        var rules = wiring.rules(wiring.configuration().home());
        return Ports.of(wiring.ledger(), wiring.timers(), rules, wiring.host())
                .function(Remediation.MODULE)
                .adapters(Adapters.NONE
                        .and(others, List.of())
                        .with(new AwsActor(regions, wiring.host()), new AwsObserver(regions, wiring.host())))
                .messenger(wiring.withChats(hooks.messenger()))
                .build();
    }

    @Override
    public List<ScheduledWork> scheduled(Ports ports, Engine engine, AwsWiring wiring) {
        var policy = wiring.configuration().common().policy();
        return List.of(FiguresWork.of(wiring.ledger(), wiring.host(), policy.hash(), new EmbeddedMetrics()));
    }

    private static AwsRegions regions(AwsWiring wiring) {
        var regions = wiring.regions();
        regions.all().forEach(apis -> wiring.warming(() -> warm(apis)));
        return regions;
    }

    /** Creates all clients of the adapters, so that a snapshot contains their classes. */
    private static void warm(AwsRegionApis apis) {
        apis.autoScaling();
        apis.loadBalancing();
        apis.cloudWatch();
        apis.lambda();
        for (var each : List.of(apis, apis.once())) {
            each.ec2();
            each.rds();
            each.ecs();
        }
    }
}
