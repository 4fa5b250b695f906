package io.nightshift.core.act;

import java.util.Optional;

/**
 * Delivers messages to approvers and on-call. Delivery is at least once; the key lets a channel drop a repetition.
 */
public interface Messenger {

    /** Delivers nothing. */
    Messenger NONE = (message, key) -> Optional.empty();

    /** Delivers the message. Returns the problem if it could not. */
    Optional<Problem> tell(Message message, IdempotencyKey key);

    /** Delivers the message, or says when to try again. */
    default Delivery deliver(Message message, IdempotencyKey key) {
        return Delivery.of(tell(message, key));
    }

    /** Reports whether delivered messages change with their run; then the engine calls {@link #show}. */
    default boolean follows() {
        return false;
    }

    /**
     * Shows the current state of the run in each message about it; called after a question or the run ended.
     *
     * @param run the id of the run
     */
    default Delivery show(String run) {
        return Delivery.DONE;
    }
}
