package io.nightshift.sandbox.simulation;

import io.nightshift.core.ledger.WriteProbe;
import java.time.InstantSource;
import java.util.Optional;

/** The health of a function's ledger as reported by its host process. */
@FunctionalInterface
public interface SimulatedHealth {

    /** Called periodically, as the host does; why the ledger is not healthy, empty if it is. */
    Optional<String> check();

    /** Creates the health check of one night's host. */
    @FunctionalInterface
    interface Factory {
        SimulatedHealth of(WriteProbe ledger, InstantSource clock);
    }
}
