package io.nightshift.core.engine;

import io.nightshift.core.run.Run;

/**
 * Where the effects of a turn are performed that a signal or a person's answer led to. The turn is in the ledger: what is never
 * performed here is picked up by the sweeper once its lease has ended.
 */
@FunctionalInterface
public interface EffectDispatcher {

    /** In the calling thread, before the call returns: for a function that is frozen as soon as it has answered. */
    EffectDispatcher CALLER = (run, perform, handBack) -> perform.run();

    /**
     * Calls one of the two.
     *
     * @param perform performs the effects of the turn
     * @param handBack takes the planned acts back, because they would begin so late that what was seen before may not hold any
     *     more; the playbook decides again
     */
    void dispatch(Run run, Runnable perform, Runnable handBack);
}
