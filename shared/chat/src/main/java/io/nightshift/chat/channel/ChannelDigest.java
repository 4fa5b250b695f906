package io.nightshift.chat.channel;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Messages of one channel that wait, to go out together. They are in the ledger, so a crash loses none. */
final class ChannelDigest {

    private static final Duration KEEP = Duration.ofDays(30);
    private static final int MOST_LINES = 200;

    private final Ledger ledger;
    private final InstantSource clock;
    private final String policyHash;
    private final String channel;

    ChannelDigest(Ledger ledger, InstantSource clock, String policyHash, String channel) {
        this.ledger = ledger;
        this.clock = clock;
        this.policyHash = policyHash;
        this.channel = channel;
    }

    /**
     * What waits.
     *
     * @param number counts the digests, and identifies this one
     * @param since when the first of the messages came
     * @param keys the messages, by their keys
     */
    record Waiting(long number, Optional<Instant> since, List<String> keys, List<String> lines, long more) {

        Message message(String channel) {
            var all = new ArrayList<>(lines);
            if (more > 0) {
                all.add("… and " + more + " more; nightshift runs lists them");
            }
            return new Message(channel, Message.Urgency.INFO, "Digest: " + (lines.size() + more) + " messages", all);
        }
    }

    Waiting waiting() {
        var key = key();
        return read(ledger.marker(key).value());
    }

    void add(Message message, IdempotencyKey key) {
        write("digest-added", Json.obj().with("message", key.token()), value -> {
            var waiting = read(value);
            if (waiting.keys().contains(key.token())) {
                return value;
            }
            var keys = new ArrayList<>(waiting.keys());
            var lines = new ArrayList<>(waiting.lines());
            long more = waiting.more();
            if (lines.size() < MOST_LINES) {
                keys.add(key.token());
                lines.add(key.run() + ": " + message.title());
            } else {
                more++;
            }
            var since = waiting.since().orElseGet(clock::instant);
            return json(new Waiting(waiting.number(), Optional.of(since), keys, lines, more));
        });
    }

    /** Removes what went out; what came meanwhile stays. */
    void sent(Waiting out) {
        write("digest-sent", Json.obj().with("number", out.number()), value -> {
            var waiting = read(value);
            if (waiting.number() != out.number()) {
                return value;
            }
            var keys = waiting.keys().subList(out.keys().size(), waiting.keys().size());
            var lines =
                    waiting.lines().subList(out.lines().size(), waiting.lines().size());
            long more = waiting.more() - out.more();
            boolean empty = lines.isEmpty() && more == 0;
            return json(new Waiting(
                    waiting.number() + 1, empty ? Optional.empty() : Optional.of(clock.instant()), keys, lines, more));
        });
    }

    private void write(String kind, Json.Obj body, UnaryOperator<Json.Obj> change) {
        var month = clock.instant().toString().substring(0, 7);
        var log = new RunKey(
                MarkLog.CHAT, new Resource(Origin.NOWHERE, "nightshift", "chat"), month + " digest " + channel);
        MarkLog.deletable(ledger, clock, policyHash, log, "the log of digests in chat", KEEP)
                .write(kind, body.with("channel", channel), Map.of(key(), change));
    }

    private String key() {
        return "chat-digest/" + channel;
    }

    private static Json.Obj json(Waiting waiting) {
        return Json.obj()
                .with("number", waiting.number())
                .withOptional("since", waiting.since().map(Instant::toString).orElse(null))
                .with("keys", Json.strings(waiting.keys()))
                .with("lines", Json.strings(waiting.lines()))
                .with("more", waiting.more());
    }

    private static Waiting read(Json.Obj value) {
        if (value.members().isEmpty()) {
            return new Waiting(1, Optional.empty(), List.of(), List.of(), 0);
        }
        try {
            var json = View.of(value);
            var since = json.at("since");
            return new Waiting(
                    json.at("number").integer(),
                    since.exists() ? Optional.of(since.instant()) : Optional.empty(),
                    json.at("keys").strings(),
                    json.at("lines").strings(),
                    json.at("more").integer());
        } catch (JsonException e) {
            throw new LedgerException("a digest cannot be read: " + e.getMessage(), false, e);
        }
    }
}
