package io.nightshift.local.host;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.promotion.book.Book;
import io.nightshift.promotion.book.BookKeeper;
import io.nightshift.sandbox.world.VirtualTime;
import java.util.List;

/** The real engine with all playbooks in a made-up world, woken by virtual time. */
public final class OneWorld {

    private OneWorld() {}

    /** @param world what is acted on, looked at, and told */
    public static <W extends Actor & Observer & Messenger> Engine engine(
            W world, VirtualTime time, Rules rules, Ledger ledger) {
        var keeper = new BookKeeper(new Book(ledger, time, rules.hash()));
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
                Limits.DEFAULT));
        time.wakeBy(engine::wake);
        return engine;
    }
}
