package io.nightshift.local.host;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySection;
import io.nightshift.sandbox.simulation.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function as this process runs it: its module, and what the hosts, the simulation and {@code nightshift iam} need besides.
 * {@link Functions#ALL} lists them; nothing else in this module names a function.
 */
public interface LocalFunction {

    FunctionModule module();

    /** Its section of the policy; empty if it has none. */
    default Optional<PolicySection> section() {
        return Optional.empty();
    }

    /** What it acts on and observes, as far as the environment connects this host to it. */
    Adapters adapters(HostConnections connections);

    /** The work that schedules start; {@code serve} does it as often as the work says. */
    default List<ScheduledWork> scheduled(Ports ports, Engine engine, Policy policy, FunctionHost host) {
        return List.of();
    }

    /** Its nights in the simulation; empty if it has none. */
    default Optional<Scenario> scenario() {
        return Optional.empty();
    }

    /** What its identities need on each cloud, by the name that {@code nightshift iam --function} takes. */
    default Map<String, FunctionPermissions> permissions() {
        return Map.of();
    }
}
