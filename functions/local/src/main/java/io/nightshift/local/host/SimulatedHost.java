package io.nightshift.local.host;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineLimits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.promotion.book.DigestActor;
import io.nightshift.promotion.book.DigestLedger;
import io.nightshift.sandbox.world.VirtualTime;
import java.util.List;

/** The real engine with all playbooks in a simulated environment, woken by virtual time. */
public final class SimulatedHost {

    private SimulatedHost() {}

    /** @param world receives the acts, the queries and the messages */
    public static <W extends Actor & Observer & Messenger> Engine engine(
            W world, VirtualTime time, Rules rules, Ledger ledger) {
        var keeper = new DigestActor(new DigestLedger(ledger, time, rules.hash()));
        var engine = new Engine(new Ports(
                ledger,
                time,
                rules,
                Functions.playbooks(),
                Functions.CATALOGUE,
                List.of(keeper, world),
                List.of(keeper, world),
                world,
                time,
                EngineLimits.DEFAULT));
        time.wakeBy(engine::wake);
        return engine;
    }
}
