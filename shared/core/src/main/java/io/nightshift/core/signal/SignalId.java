package io.nightshift.core.signal;

/**
 * The provider's own id of one signal: the same signal delivered twice has the same id, and two signals never share
 * one.
 *
 * <p>Made from what identifies the event (an EventBridge id, an incident id with its state), never from what only
 * identifies the delivery (an SQS receipt), so that a redelivery is recognised.
 */
public record SignalId(String value) {
    public SignalId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a signal id must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
