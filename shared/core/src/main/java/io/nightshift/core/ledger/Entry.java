package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * One record of a run's history. Each contains the hash of the one before, which reveals altered, missing and
 * inserted entries.
 *
 * @param number from 0, without gaps
 * @param policy the content hash of the policy under which it was written
 * @param kind a fact's or effect's kind, {@code judged}, {@code finished}
 * @param body what happened; trimmed with a marker if it was too large
 * @param previous the hash of the entry before; {@link #ORIGIN} for the first
 * @param hash over all other fields
 */
public record Entry(
        RunId run, long number, Instant at, String policy, String kind, Json.Obj body, String previous, String hash) {

    /** The previous hash of the first entry of a run. */
    public static final String ORIGIN = "0".repeat(64);

    private static final String STATE_HASH = "stateHash";

    public static Entry after(
            String previous, RunId run, long number, Instant at, String policy, String kind, Json.Obj body) {
        return new Entry(
                run, number, at, policy, kind, body, previous, hash(previous, run, number, at, policy, kind, body));
    }

    /** The hash computed from the content. */
    public String expectedHash() {
        return hash(previous, run, number, at, policy, kind, body);
    }

    private static String hash(
            String previous, RunId run, long number, Instant at, String policy, String kind, Json.Obj body) {
        return Sha256.hex(Json.arr(
                        Json.of(previous),
                        Json.of(run.value()),
                        Json.of(number),
                        Json.of(at.toString()),
                        Json.of(policy),
                        Json.of(kind),
                        body)
                .text());
    }

    /** The same entry as the last of its turn, with the hash of the run's state after the turn. */
    Entry sealing(String stateHash) {
        return after(previous, run, number, at, policy, kind, body.with(STATE_HASH, stateHash));
    }

    /**
     * The hash of the run's state after the turn that this entry is the last of, see {@link
     * io.nightshift.core.run.RunJson#stateHash}; empty for other entries, and for those from before version 0.1.0 kept it.
     */
    public Optional<String> stateHash() {
        return body.get(STATE_HASH) instanceof Json.Str(var hash) ? Optional.of(hash) : Optional.empty();
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("run", run.value())
                .with("number", number)
                .with("at", at.toString())
                .with("policy", policy)
                .with("kind", kind)
                .with("body", body)
                .with("previous", previous)
                .with("hash", hash);
    }

    /** Reads the output of {@link #toJson}; the hashes are kept as stored, valid or not. */
    public static Entry read(Json json) throws JsonException {
        var view = View.of(json);
        return new Entry(
                new RunId(view.at("run").text()),
                view.at("number").integer(),
                Timestamps.parse(view.at("at").text()),
                view.at("policy").text(),
                view.at("kind").text(),
                view.at("body").object(),
                view.at("previous").text(),
                view.at("hash").text());
    }
}
