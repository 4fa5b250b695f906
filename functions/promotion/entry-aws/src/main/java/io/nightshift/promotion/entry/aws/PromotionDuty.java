package io.nightshift.promotion.entry.aws;

import io.nightshift.api.HttpApiSettings;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.Duty;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineLimits;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import io.nightshift.policy.PolicyRules;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.Promotions;
import io.nightshift.promotion.aws.AwsPromotions;
import io.nightshift.promotion.aws.account.AwsAccount;
import io.nightshift.promotion.aws.account.RegionApis;
import io.nightshift.promotion.aws.ecr.EcrLogins;
import io.nightshift.promotion.book.DigestActor;
import io.nightshift.promotion.book.DigestLedger;
import io.nightshift.promotion.entry.OpenSources;
import io.nightshift.promotion.entry.RegistryWatch;
import io.nightshift.promotion.target.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Promotions in the regions of one account.
 *
 * @param httpApi creates the links of approvers
 * @param open the checks that are independent of AWS
 */
record PromotionDuty(HttpApiSettings httpApi, OpenSources open) implements Duty {

    @Override
    public Ports ports(AwsWiring wiring) {
        var host = wiring.host();
        var rules = new PolicyRules(wiring.configuration().common().policy());
        var account = account(wiring);
        var aws = new AwsPromotions(account, host);
        var book = new DigestLedger(wiring.ledger(), host, rules.hash());
        var targets = new Targets(aws.platforms(), book);
        var keeper = new DigestActor(book);
        return new Ports(
                wiring.ledger(),
                wiring.timers(),
                rules,
                List.of(new PromotionPlaybook()),
                Promotions.CATALOGUE,
                actors(keeper, targets, aws),
                observers(List.of(keeper, targets), account, aws, wiring),
                httpApi.messenger(wiring.configuration().common(), wiring.host(), wiring.ledger(), wiring.secrets()),
                host,
                EngineLimits.DEFAULT);
    }

    @Override
    public Supplier<List<EngineResult>> sweptBesides(Ports ports, Engine engine, AwsWiring wiring) {
        var policy = wiring.configuration().common().policy();
        return RegistryWatch.of(ports, engine, policy, wiring.host())::sweepNowAndThen;
    }

    private static List<Actor> actors(DigestActor keeper, Targets targets, AwsPromotions aws) {
        var actors = new ArrayList<Actor>(List.of(keeper, targets));
        actors.addAll(aws.actors());
        return actors;
    }

    private List<Observer> observers(List<Observer> own, AwsAccount account, AwsPromotions aws, AwsWiring wiring) {
        var observers = new ArrayList<Observer>(own);
        observers.addAll(aws.observers());
        var web = OpenSources.web(wiring.host());
        observers.addAll(open.observers(web, new EcrLogins(account), Optional.of(wiring.ledger()), wiring.host()));
        return observers;
    }

    static AwsAccount account(AwsWiring wiring) {
        var regions = new TreeMap<String, RegionApis>();
        for (var region : wiring.configuration().regions()) {
            var apis = new RegionApis(region, wiring.clients(region), wiring.clients(region, RegionApis.FOR_JOBS));
            wiring.warming(apis::lambda);
            wiring.warming(apis::ecr);
            wiring.warming(apis::ecs);
            regions.put(region, apis);
        }
        return new AwsAccount(wiring.configuration().account(), regions);
    }
}
