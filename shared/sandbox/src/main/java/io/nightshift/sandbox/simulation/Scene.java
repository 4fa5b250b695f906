package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.world.VirtualTime;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The function's own part of the simulated environment of one night, if it needs more than resources that are healthy or not.
 * The simulation cuts its calls short and delays them, as it does with those of the {@code World}.
 */
public interface Scene extends Actor, Observer {

    /**
     * An event of the scene.
     *
     * @param which chooses the event
     * @return one line for the log
     */
    String happens(int which);

    /**
     * An event of one of the scenario's concerns.
     *
     * @param which chooses the event
     * @return one line for the log
     */
    default String happens(String concern, int which) {
        throw new IllegalStateException("the scene knows no concern " + concern);
    }

    /**
     * The function's own scheduled work besides the sweep of runs: one pass, by a new worker.
     *
     * @param ports the worker's own, whose calls fail and die like all others
     */
    default void sweeps(Ports ports, Engine engine) {}

    /** Checks the final state when the night is over; returns the violation, in one sentence. */
    Optional<String> wrongInTheEnd(Ledger ledger);

    /** Creates the scene of one night. */
    @FunctionalInterface
    interface Stage {
        Scene set(Night night);
    }

    /**
     * The night's objects for a scene.
     *
     * @param policy the active policy
     * @param signals receives its signals
     * @param random its random generator; the same for the same seed
     * @param wrong ends the night, given an invariant's name and its violation
     */
    record Night(
            VirtualTime time,
            Ledger ledger,
            Supplier<Rules> policy,
            Consumer<Signal> signals,
            SplittableRandom random,
            Alarm wrong) {}

    /** Reports a violated invariant. */
    @FunctionalInterface
    interface Alarm {
        void broken(String invariant, String what);
    }
}
