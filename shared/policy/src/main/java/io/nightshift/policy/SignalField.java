package io.nightshift.policy;

import io.nightshift.core.signal.Signal;
import java.util.Locale;
import java.util.function.Function;

/** A text of a signal for which a policy has patterns. */
@SuppressWarnings("ImmutableEnumChecker") // the readers keep no state
enum SignalField {
    SOURCE(signal -> signal.header().source()),
    NAME(Signal::name),
    KIND(signal -> signal.subject().kind()),
    ACCOUNT(signal -> signal.origin().account()),
    REGION(signal -> signal.origin().region()),
    MESSAGE(signal -> beginning(signal.message())),
    ACTOR(Signal::actor),
    /** In lower case: each sender has its own spelling. */
    STATE(signal -> signal.status().toLowerCase(Locale.ROOT));

    /** A log line may be a megabyte, and each pattern reads all of it. */
    private static final int MOST = 10_000;

    private final Function<Signal, String> reader;

    SignalField(Function<Signal, String> reader) {
        this.reader = reader;
    }

    String of(Signal signal) {
        return reader.apply(signal);
    }

    private static String beginning(String message) {
        return message.substring(0, Math.min(message.length(), MOST));
    }
}
