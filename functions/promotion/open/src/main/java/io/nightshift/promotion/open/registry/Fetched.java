package io.nightshift.promotion.open.registry;

import io.nightshift.core.act.Problem;

/** What a registry gave for a name. */
public sealed interface Fetched {

    /**
     * @param digest of the body, reckoned here
     * @param type the media type, without parameters
     */
    @SuppressWarnings("ArrayRecordComponent") // contents are read, never compared
    record Content(String digest, String type, byte[] body) implements Fetched {}

    /** The registry says that there is none. */
    record Absent() implements Fetched {}

    /**
     * There is something, and it is not what it has to be: too long, of another digest.
     *
     * @param reason a part of a sentence
     */
    record Spoilt(String reason) implements Fetched {}

    record Missed(Problem problem) implements Fetched {}
}
