package io.nightshift.promotion.entry.aws;

import io.nightshift.aws.entry.Duty;
import io.nightshift.aws.entry.Wiring;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Handled;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.door.DoorSettings;
import io.nightshift.door.LinkedMessenger;
import io.nightshift.entry.Hooks;
import io.nightshift.policy.PolicyRules;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.Promotions;
import io.nightshift.promotion.aws.AwsPromotions;
import io.nightshift.promotion.aws.account.Account;
import io.nightshift.promotion.aws.account.Apis;
import io.nightshift.promotion.book.Book;
import io.nightshift.promotion.book.BookKeeper;
import io.nightshift.promotion.entry.RegistryWatch;
import io.nightshift.promotion.open.check.HttpCheck;
import io.nightshift.promotion.open.gate.AgeGate;
import io.nightshift.promotion.open.gate.IncidentGate;
import io.nightshift.promotion.open.web.Web;
import io.nightshift.promotion.target.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Promotions in the regions of one account.
 *
 * @param door by what approvers get links
 */
record PromotionDuty(DoorSettings door) implements Duty {

    /** A page that takes longer does not pass. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Ports ports(Wiring wiring) {
        var host = wiring.host();
        var rules = new PolicyRules(wiring.configuration().common().policy());
        var aws = new AwsPromotions(account(wiring), host);
        var book = new Book(wiring.ledger(), host, rules.hash());
        var targets = new Targets(aws.platforms(), book);
        var keeper = new BookKeeper(book);
        return new Ports(
                wiring.ledger(),
                wiring.timers(),
                rules,
                List.of(new PromotionPlaybook()),
                Promotions.CATALOGUE,
                actors(keeper, targets, aws),
                observers(keeper, targets, aws, wiring),
                messenger(wiring),
                host,
                Limits.DEFAULT);
    }

    @Override
    public Supplier<List<Handled>> sweptBesides(Ports ports, Engine engine, Wiring wiring) {
        var policy = wiring.configuration().common().policy();
        return RegistryWatch.of(ports, engine, policy, wiring.host())::sweepNowAndThen;
    }

    private static List<Actor> actors(BookKeeper keeper, Targets targets, AwsPromotions aws) {
        var actors = new ArrayList<Actor>(List.of(keeper, targets));
        actors.addAll(aws.actors());
        return actors;
    }

    private static List<Observer> observers(BookKeeper keeper, Targets targets, AwsPromotions aws, Wiring wiring) {
        var observers = new ArrayList<Observer>(List.of(keeper, targets));
        observers.addAll(aws.observers());
        observers.add(new AgeGate(wiring.host()));
        observers.add(new IncidentGate(wiring.ledger(), wiring.host()));
        observers.add(new HttpCheck(new Web(PATIENCE)));
        return observers;
    }

    private Messenger messenger(Wiring wiring) {
        var common = wiring.configuration().common();
        var channels = new Hooks(common, wiring.host(), wiring.secrets()).messenger();
        return door.approvals().isEmpty()
                ? channels
                : new LinkedMessenger(
                        channels,
                        common.channels().keySet(),
                        wiring.ledger(),
                        () -> door.links(wiring.secrets()).orElseThrow());
    }

    static Account account(Wiring wiring) {
        var regions = new TreeMap<String, Apis>();
        for (var region : wiring.configuration().regions()) {
            var apis = new Apis(region, wiring.clients(region), wiring.clients(region, Apis.FOR_JOBS));
            wiring.warming(apis::lambda);
            wiring.warming(apis::ecr);
            wiring.warming(apis::ecs);
            regions.put(region, apis);
        }
        return new Account(wiring.configuration().account(), regions);
    }
}
