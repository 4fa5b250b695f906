package io.nightshift.local.host;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.sandbox.world.VirtualTime;
import java.util.List;

/** The real engine with all functions in a simulated environment, woken by virtual time. */
public final class SimulatedHost {

    private SimulatedHost() {}

    /** @param world receives the acts, the queries and the messages */
    public static <W extends Actor & Observer & Messenger> Engine engine(
            List<FunctionModule> functions, W world, VirtualTime time, Rules rules, Ledger ledger) {
        var engine = new Engine(Ports.of(ledger, time, rules, time)
                .functions(functions)
                .adapters(Adapters.of(world))
                .messenger(world)
                .build());
        time.wakeBy(engine::wake);
        return engine;
    }
}
