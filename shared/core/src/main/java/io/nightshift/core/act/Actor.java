package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the environment: one implementation per cloud and function.
 *
 * <p>Expected failures are values. Implementations bound their own retries and time (well under the engine's lease);
 * they never throw because of a provider's response.
 */
public interface Actor {

    /** Reports whether this actor performs actions of this type on this resource. */
    boolean performs(Action action);

    /** Reads the live state right before the act: the input of the guardrails and of a rollback. Changes nothing. */
    LiveState before(Action action);

    /**
     * Changes the environment once per key, as far as the action's {@link Repetition} can promise it.
     *
     * @param capsule the state from before the act, as {@link #before} gave it: the base of a relative change ("one
     *     more"), so that a repetition sets the same state again
     */
    Performed perform(Action action, IdempotencyKey key, Json.Obj capsule);

    /**
     * Reports whether an earlier {@link #perform} under that key took effect; changes nothing.
     *
     * @param capsule the state from before the act, as {@link #before} gave it
     */
    Probed probe(Action action, IdempotencyKey key, Json.Obj capsule);

    /** The result of {@link #before}. */
    sealed interface LiveState {
        /**
         * @param tags the target's tags or labels right now
         * @param group the group that the target belongs to, if it is in one
         * @param capsule the state that a rollback restores, and that shows later whether the act happened
         */
        record Known(Map<String, String> tags, Optional<Group> group, Json.Obj capsule) implements LiveState {}

        record Unreadable(Problem problem) implements LiveState {}
    }

    /**
     * A set of interchangeable members that serve together.
     *
     * @param id the same for all members
     * @param size the number of members
     * @param healthy the number of members that serve now
     * @param targetHealthy whether the action's target is one of the healthy members
     */
    record Group(String id, int size, int healthy, boolean targetHealthy) {}

    /** The result of {@link #perform}. */
    sealed interface Performed {
        /** @param details the provider's response, without secrets; written to the ledger */
        record Done(Json.Obj details) implements Performed {}

        record NotDone(Problem problem) implements Performed {}
    }

    /** The result of {@link #probe}. */
    enum Probed {
        HAPPENED,
        NOT_HAPPENED,
        UNKNOWN
    }
}
