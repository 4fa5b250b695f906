package io.nightshift.sandbox.simulation;

import io.nightshift.core.ledger.WriteProbe;
import java.time.InstantSource;
import java.util.Optional;

/** What the process that hosts a function says about its ledger. */
@FunctionalInterface
public interface SimulatedHealth {

    /** Called again and again, as the host does; why the ledger is not healthy, empty if it is. */
    Optional<String> check();

    /** Makes the health of one night's host. */
    @FunctionalInterface
    interface Factory {
        SimulatedHealth of(WriteProbe ledger, InstantSource clock);
    }
}
