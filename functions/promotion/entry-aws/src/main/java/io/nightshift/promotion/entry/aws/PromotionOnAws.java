package io.nightshift.promotion.entry.aws;

import io.nightshift.api.HttpApiSettings;
import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.entry.AwsFunction;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.promotion.aws.AwsPromotions;
import io.nightshift.promotion.aws.ecr.EcrLogins;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.entry.NeutralCheckSettings;
import io.nightshift.promotion.entry.PromotionModule;
import io.nightshift.promotion.entry.RegistryWatch;
import io.nightshift.promotion.target.TargetPlatforms;
import java.util.List;
import java.util.Optional;

/**
 * Promotions in the function's account and its members.
 *
 * @param httpApi creates the links of approvers
 * @param open the checks that are independent of AWS
 */
record PromotionOnAws(HttpApiSettings httpApi, NeutralCheckSettings open) implements AwsFunction {

    @Override
    public Ports ports(AwsWiring wiring) {
        var host = wiring.host();
        var rules = wiring.rules(Origin.NOWHERE);
        var regions = warmed(wiring.regions(), wiring);
        var aws = new AwsPromotions(regions, host);
        var targets = new TargetPlatforms(aws.platforms(), new DigestLedger(wiring.ledger(), host, rules.hash()));
        var neutral = open.observers(
                NeutralCheckSettings.web(host), new EcrLogins(regions), Optional.of(wiring.ledger()), host);
        return Ports.of(wiring.ledger(), wiring.timers(), rules, host)
                .function(PromotionModule.MODULE)
                .adapters(
                        Adapters.of(targets).and(aws.actors(), aws.observers()).and(List.of(), neutral))
                .messenger(wiring.withChats(
                        httpApi.messenger(wiring.configuration().common(), host, wiring.ledger(), wiring.secrets()),
                        httpApi))
                .build();
    }

    @Override
    public List<ScheduledWork> scheduled(Ports ports, Engine engine, AwsWiring wiring) {
        var policy = wiring.configuration().common().policy();
        return List.of(RegistryWatch.of(ports, engine, policy, wiring.host()).scheduled());
    }

    /** The clients of the function's own account are created before a snapshot. */
    static AwsRegions warmed(AwsRegions regions, AwsWiring wiring) {
        for (var apis : regions.all()) {
            wiring.warming(apis::lambda);
            wiring.warming(apis::ecr);
            wiring.warming(apis::ecs);
        }
        return regions;
    }
}
