package io.nightshift.core.act;

import java.util.Optional;

/** Brings messages to people. Delivery is at least once; the key lets a channel drop a repetition. */
public interface Messenger {

    /** Delivers nothing. */
    Messenger NONE = (message, key) -> Optional.empty();

    /** Delivers the message, or says why it could not. */
    Optional<Problem> tell(Message message, IdempotencyKey key);
}
