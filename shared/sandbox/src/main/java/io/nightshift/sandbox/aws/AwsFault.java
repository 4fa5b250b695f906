package io.nightshift.sandbox.aws;

import java.time.Duration;

/** What can go wrong with the next calls of one operation. */
public sealed interface AwsFault {

    /** The service's own throttling reply; nothing is changed. */
    record Throttled() implements AwsFault {}

    record Denied() implements AwsFault {}

    /** The service's own 500; nothing is changed. */
    record Broken() implements AwsFault {}

    /** The service's own 500, after the change was made all the same. */
    record BrokenAfterwards() implements AwsFault {}

    /** The connection ends before anything is done. */
    record CutBefore() implements AwsFault {}

    /** Nothing is done, and the caller waits for an answer that never comes. */
    record Unheard() implements AwsFault {}

    /** The call is carried out and the connection ends before the reply. */
    record CutReply() implements AwsFault {}

    /** The call is carried out and the reply comes late. */
    record Slow(Duration late) implements AwsFault {}
}
