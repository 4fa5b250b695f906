package io.nightshift.local.host;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.local.cli.Terminal;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import java.util.ArrayList;
import java.util.List;

/** Every function in one process: the engine with all that this machine's environment gives it. */
public final class LocalHost {

    private final Engine engine;

    private LocalHost(Engine engine) {
        this.engine = engine;
    }

    /** Without timers: for a command that moves one run and ends; the sweeper of {@code serve} does the waking. */
    public static LocalHost of(Ledger ledger, Policy policy, Terminal terminal) {
        return of(ledger, policy, terminal, (run, name, at) -> {});
    }

    public static LocalHost of(Ledger ledger, Policy policy, Terminal terminal, Timers timers) {
        var host = new ProcessHost(terminal.clock(), terminal.err());
        var world = Connections.of(terminal.environment());
        var ports = new Ports(
                ledger,
                timers,
                new PolicyRules(policy),
                List.of(new RemediationPlaybook()),
                Remediation.ALL,
                new ArrayList<Actor>(world.actors()),
                new ArrayList<Observer>(world.observers()),
                messenger(policy, terminal, world),
                host,
                Limits.DEFAULT);
        return new LocalHost(new Engine(ports));
    }

    private static Messenger messenger(Policy policy, Terminal terminal, Connections world) {
        return new Channels(world.channels(policy), new ConsoleMessenger(terminal.err(), terminal.clock()));
    }

    public Engine engine() {
        return engine;
    }
}
