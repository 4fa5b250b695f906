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
 * What a function acts on where that is more than things which are well or not: its own part of the world of one night. The
 * simulation cuts its calls short and delays them, as it does with the world's.
 */
public interface Scene extends Actor, Observer {

    /**
     * Something of the scene's own happens.
     *
     * @param which chooses what
     * @return one line for the story
     */
    String happens(int which);

    /**
     * Something of one of the scenario's concerns happens.
     *
     * @param which chooses what
     * @return one line for the story
     */
    default String happens(String concern, int which) {
        throw new IllegalStateException("the scene knows no concern " + concern);
    }

    /**
     * What the function does on a schedule besides the sweep of runs: one pass, by a new worker.
     *
     * @param ports the worker's own, whose calls fail and die as all others
     */
    default void sweeps(Ports ports, Engine engine) {}

    /** Checks what is left when the night is over; what is wrong, in one sentence. */
    Optional<String> wrongInTheEnd(Ledger ledger);

    /** Makes the scene of one night. */
    @FunctionalInterface
    interface Stage {
        Scene set(Night night);
    }

    /**
     * What a scene has of its night.
     *
     * @param policy the policy in force
     * @param signals where its signals go
     * @param random what it draws from; the same for the same seed
     * @param wrong ends the night: an invariant's name and what broke it
     */
    record Night(
            VirtualTime time,
            Ledger ledger,
            Supplier<Rules> policy,
            Consumer<Signal> signals,
            SplittableRandom random,
            Alarm wrong) {}

    /** Says that an invariant is broken. */
    @FunctionalInterface
    interface Alarm {
        void broken(String invariant, String what);
    }
}
