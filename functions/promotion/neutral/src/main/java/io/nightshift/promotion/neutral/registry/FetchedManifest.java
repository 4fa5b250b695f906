package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Problem;

/** What a registry gave for a name. */
public sealed interface FetchedManifest {

    /**
     * @param digest of the body, computed here
     * @param type the media type, without parameters
     */
    @SuppressWarnings("ArrayRecordComponent") // contents are read, never compared
    record Content(String digest, String type, byte[] body) implements FetchedManifest {}

    /** The registry says that there is none. */
    record Absent() implements FetchedManifest {}

    /**
     * There is something, and it is not what it has to be: too long, of another digest.
     *
     * @param reason a part of a sentence
     */
    record Spoilt(String reason) implements FetchedManifest {}

    record Missed(Problem problem) implements FetchedManifest {}
}
