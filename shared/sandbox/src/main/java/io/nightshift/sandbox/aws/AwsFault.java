package io.nightshift.sandbox.aws;

import java.time.Duration;

/** A fault in the next calls of one operation. */
public sealed interface AwsFault {

    /** The service throttles; nothing is changed. */
    record Throttled() implements AwsFault {}

    record Denied() implements AwsFault {}

    /** The service responds with 500; nothing is changed. */
    record Broken() implements AwsFault {}

    /** The service responds with 500, but the change was made. */
    record BrokenAfterwards() implements AwsFault {}

    /** The connection ends before anything is done. */
    record CutBefore() implements AwsFault {}

    /** Nothing is done, and the caller waits for a response that never comes. */
    record Unheard() implements AwsFault {}

    /** The call is executed and the connection ends before the response. */
    record CutReply() implements AwsFault {}

    /** The call is executed and the response comes late. */
    record Slow(Duration late) implements AwsFault {}
}
