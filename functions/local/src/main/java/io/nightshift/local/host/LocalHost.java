package io.nightshift.local.host;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineLimits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.PolicyRules;
import io.nightshift.promotion.book.DigestActor;
import io.nightshift.promotion.book.DigestLedger;
import java.util.ArrayList;
import java.util.List;

/** Every function in one process: the engine with all connections that this machine's environment configures. */
public final class LocalHost {

    private LocalHost() {}

    /** @param timers for {@code serve}; a command that moves one run and ends sets none, and the sweeper wakes the run */
    public static Engine engine(Ledger ledger, Timers timers, HostSettings settings, FunctionHost host) {
        return new Engine(ports(ledger, timers, settings, host));
    }

    /** The ports of the engine; the sweep of registries uses the same ones. */
    public static Ports ports(Ledger ledger, Timers timers, HostSettings settings, FunctionHost host) {
        var rules = new PolicyRules(settings.common().policy());
        var book = new DigestLedger(ledger, host, rules.hash());
        var world = CloudConnections.of(settings, host, ledger, book);
        var keeper = new DigestActor(book);
        return new Ports(
                ledger,
                timers,
                rules,
                Functions.playbooks(),
                Functions.CATALOGUE,
                with(keeper, world.actors()),
                with(keeper, world.observers()),
                world.messenger(),
                host,
                EngineLimits.DEFAULT.withLease(settings.lease()));
    }

    private static <T> List<T> with(T one, List<? extends T> others) {
        var all = new ArrayList<T>();
        all.add(one);
        all.addAll(others);
        return all;
    }
}
