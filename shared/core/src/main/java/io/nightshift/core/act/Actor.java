package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the environment: one implementation per cloud and function.
 *
 * <p>Expected failures are values. Implementations bound their own retries and time (well under the engine's lease);
 * they never throw for what a provider answers.
 */
public interface Actor {

    /** Reports whether this actor performs actions of that type on that resource. */
    boolean performs(Action action);

    /** Reads the live state right before the act: what the guardrails judge by, and the rollback. Changes nothing. */
    LiveState before(Action action);

    /**
     * Changes the environment once per key, as far as the action's {@link Repetition} can promise it.
     *
     * @param capsule the state from before the act, as {@link #before} gave it: what a relative change ("one more")
     *     is counted from, so that a repetition sets the same state again
     */
    Performed perform(Action action, IdempotencyKey key, Json.Obj capsule);

    /**
     * Tells whether an earlier {@link #perform} under that key went through; changes nothing.
     *
     * @param capsule the state from before the act, as {@link #before} gave it
     */
    Probed probe(Action action, IdempotencyKey key, Json.Obj capsule);

    /** What {@link #before} found. */
    sealed interface LiveState {
        /**
         * @param tags the target's tags or labels right now
         * @param group the group that the target belongs to, if it is in one
         * @param capsule what is needed to go back, and to see later whether the act happened
         */
        record Readable(Map<String, String> tags, Optional<Group> group, Json.Obj capsule) implements LiveState {}

        record Unreadable(Problem problem) implements LiveState {}
    }

    /**
     * A set of equals that serve together.
     *
     * @param id the same for all members
     * @param size how many members there are
     * @param healthy how many of them serve now
     * @param targetHealthy whether the action's target is among the healthy
     */
    record Group(String id, int size, int healthy, boolean targetHealthy) {}

    /** What {@link #perform} did. */
    sealed interface Performed {
        /** @param details what the provider answered, without secrets; goes into the ledger */
        record Done(Json.Obj details) implements Performed {}

        record NotDone(Problem problem) implements Performed {}
    }

    /** What {@link #probe} found. */
    enum Probed {
        HAPPENED,
        NOT_HAPPENED,
        UNKNOWN
    }
}
