package io.nightshift.chat.channel;

import io.nightshift.chat.message.RunMessage;
import io.nightshift.core.act.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A place where people read messages. */
public interface ChatChannel {

    /** Reports whether a message changes in place; otherwise each message is a new one. */
    boolean changes();

    /**
     * Sends a message.
     *
     * @param thread the id of the message under which it stands; empty for a message of its own
     */
    Sent post(RunMessage message, Optional<String> thread);

    /** Shows the message in place of the one with that id. */
    default Sent change(String id, RunMessage message) {
        return new Sent.Gone("messages of this channel do not change");
    }

    /**
     * Finds a message that a dead worker may have sent.
     *
     * @param since when the worker began
     */
    default Found find(RunMessage message, Optional<String> thread, Instant since) {
        return new Found.Nothing();
    }

    /** The result of {@link #post} and {@link #change}. */
    sealed interface Sent {

        /** @param id finds the message again; empty if the channel gives none */
        record Done(String id) implements Sent {}

        /** The channel takes it after that time. */
        record Wait(Duration time) implements Sent {}

        /** The message is not there any more, or can no longer be changed. */
        record Gone(String reason) implements Sent {}

        record Failed(Problem problem) implements Sent {}
    }

    /** The result of {@link #find}. */
    sealed interface Found {

        record Message(String id) implements Found {}

        record Nothing() implements Found {}

        record Unknown(Problem problem) implements Found {}
    }
}
