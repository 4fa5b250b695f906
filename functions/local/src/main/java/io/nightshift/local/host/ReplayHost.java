package io.nightshift.local.host;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.world.VirtualTime;
import java.util.List;

/** The real engine, playbooks and guardrails in a {@link ReplayWorld}, woken by virtual time. */
public final class ReplayHost {

    private final ReplayWorld world = new ReplayWorld();
    private final Rules rules;
    private final Engine engine;

    public ReplayHost(List<FunctionModule> functions, VirtualTime time, Rules rules, Ledger ledger) {
        this.rules = rules;
        engine = SimulatedHost.engine(functions, world, time, rules, ledger);
    }

    /** Handles a signal at the current virtual time. */
    public List<EngineResult> handle(Signal arrived) {
        var signal = rules.identify(arrived);
        world.learn(signal);
        return engine.handle(signal);
    }
}
