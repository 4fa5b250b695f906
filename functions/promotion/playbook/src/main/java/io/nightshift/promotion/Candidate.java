package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;

/**
 * The version to be promoted.
 *
 * @param signal the id of the signal that requested it
 * @param digest empty until the tag is resolved
 * @param tag empty if the digest was named
 * @param by who or what requested it
 * @param at the time of the request: the later of two candidates is the newer one
 * @param rollback whether it is an earlier known good version: no gates, no approval, all traffic at once
 */
record Candidate(String signal, String image, String digest, String tag, String by, Instant at, boolean rollback) {

    Candidate(String signal, String image, String digest, String tag, String by, Instant at) {
        this(signal, image, digest, tag, by, at, false);
    }

    Candidate as(String resolved) {
        return new Candidate(signal, image, resolved, tag, by, at, rollback);
    }

    /** The name for messages: the tag if there is one. */
    String label() {
        return tag.isEmpty() ? image + "@" + digest : image + ":" + tag;
    }

    /** The command that releases its digest from quarantine, whatever else of the service is there. */
    String release() {
        return "nightshift release " + image + "@" + digest + " --reason WHY";
    }

    boolean sameAs(Candidate other) {
        boolean resolved = !digest.isEmpty() && !other.digest.isEmpty();
        return image.equals(other.image) && (resolved ? digest.equals(other.digest) : tag.equals(other.tag));
    }

    Json.Obj toJson() {
        var json = Json.obj()
                .with("signal", signal)
                .with("image", image)
                .with("digest", digest)
                .with("tag", tag)
                .with("by", by)
                .with("at", at.toString());
        return rollback ? json.with("rollback", true) : json;
    }

    static Candidate fromJson(View json) throws JsonException {
        return new Candidate(
                json.at("signal").text(),
                json.at("image").text(),
                json.at("digest").text(),
                json.at("tag").text(),
                json.at("by").text(),
                Instant.parse(json.at("at").text()),
                json.at("rollback").boolOr(false));
    }
}
