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
}
