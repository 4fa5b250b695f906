package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Problem;

/** A registry's response for a reference. */
public sealed interface FetchedManifest {

    /**
     * @param digest the digest of the body, computed here
     * @param type the media type, without parameters
     */
    @SuppressWarnings("ArrayRecordComponent") // contents are read, never compared
    record Content(String digest, String type, byte[] body) implements FetchedManifest {}

    /** The registry reports that it does not exist. */
    record Absent() implements FetchedManifest {}

    /**
     * There is an object, but it is invalid: too long, or with another digest.
     *
     * @param reason a part of a sentence
     */
    record Spoilt(String reason) implements FetchedManifest {}

    record Missed(Problem problem) implements FetchedManifest {}
}
