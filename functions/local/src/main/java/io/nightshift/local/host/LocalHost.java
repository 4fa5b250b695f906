package io.nightshift.local.host;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Every function in one process: the engine with all that this machine's environment gives it. */
public final class LocalHost {

    private LocalHost() {}

    /**
     * @param timers for {@code serve}; a command that moves one run and ends sets none, and the sweeper does the waking
     * @param log where log lines and console messages go
     */
    public static Engine engine(
            Ledger ledger,
            Policy policy,
            Timers timers,
            Map<String, String> environment,
            InstantSource clock,
            PrintStream log)
            throws Settings.Invalid {
        var host = new ProcessHost(clock, log);
        var settings = Settings.read(environment);
        var world = Connections.of(settings, policy, environment, host, new ConsoleMessenger(log, clock));
        return new Engine(new Ports(
                ledger,
                timers,
                new PolicyRules(policy),
                List.of(new RemediationPlaybook()),
                Remediation.ALL,
                world.actors(),
                world.observers(),
                world.messenger(),
                host,
                Limits.DEFAULT.withLease(settings.lease())));
    }
}
