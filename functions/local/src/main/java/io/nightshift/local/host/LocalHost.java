package io.nightshift.local.host;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import io.nightshift.remediation.entry.FunctionHost;
import java.util.List;

/** Every function in one process: the engine with all that this machine's environment gives it. */
public final class LocalHost {

    private LocalHost() {}

    /** @param timers for {@code serve}; a command that moves one run and ends sets none, and the sweeper does the waking */
    public static Engine engine(Ledger ledger, Timers timers, Settings settings, FunctionHost host) {
        var world = Connections.of(settings, host);
        return new Engine(new Ports(
                ledger,
                timers,
                new PolicyRules(settings.common().policy()),
                List.of(new RemediationPlaybook()),
                Remediation.ALL,
                world.actors(),
                world.observers(),
                world.messenger(),
                host,
                Limits.DEFAULT.withLease(settings.lease())));
    }
}
