package io.nightshift.core.engine;

import io.nightshift.core.run.Run;

/**
 * Performs the effects of a turn that a signal or an answer caused. The turn is already in the ledger: if its effects
 * are never performed here, the sweeper picks them up after their lease has ended.
 */
@FunctionalInterface
public interface EffectDispatcher {

    /**
     * Performs in the calling thread, before the call returns: for a function that is frozen as soon as it has
     * responded.
     */
    EffectDispatcher CALLER = (run, perform, handBack) -> perform.run();

    /**
     * Calls one of the two.
     *
     * @param perform performs the effects of the turn
     * @param handBack returns the planned acts, because they would begin so late that earlier observations may be
     *     stale; the playbook decides again
     */
    void dispatch(Run run, Runnable perform, Runnable handBack);
}
