package io.nightshift.local.host;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Handled;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Signal;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import io.nightshift.sandbox.world.VirtualTime;
import java.util.List;

/** The real engine, playbooks and guardrails in a {@link ReplayWorld}, woken by virtual time. */
public final class ReplayShift {

    private final ReplayWorld world = new ReplayWorld();
    private final Engine engine;

    public ReplayShift(VirtualTime time, Rules rules, Ledger ledger) {
        engine = new Engine(new Ports(
                ledger,
                time,
                rules,
                List.of(new RemediationPlaybook()),
                Remediation.ALL,
                List.of(world),
                List.of(world),
                world,
                time,
                Limits.DEFAULT));
        time.wakeBy(engine::wake);
    }

    /** The signal arrives, at the virtual time that it is. */
    public List<Handled> handle(Signal signal) {
        world.learn(signal);
        return engine.handle(signal);
    }
}
