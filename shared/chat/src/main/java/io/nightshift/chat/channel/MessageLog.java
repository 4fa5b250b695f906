package io.nightshift.chat.channel;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * The messages about each run, in the ledger: one mark a run, and an entry for each change in one of 64 logs a month, so that runs
 * rarely wait for each other and retention can delete a log.
 */
final class MessageLog {

    private static final Duration KEEP = Duration.ofDays(90);
    private static final int SHARDS = 64;

    private final Ledger ledger;
    private final InstantSource clock;
    private final String policyHash;

    MessageLog(Ledger ledger, InstantSource clock, String policyHash) {
        this.ledger = ledger;
        this.clock = clock;
        this.policyHash = policyHash;
    }

    ShownMessages read(RunId run) {
        var key = key(run);
        return parsed(ledger.marker(key).value());
    }

    /** Changes what is known, and returns the new value. The change may be called more than once. */
    ShownMessages write(RunId run, String kind, Json.Obj body, UnaryOperator<ShownMessages> change) {
        var result = new AtomicReference<>(ShownMessages.NONE);
        log(run).write(kind, body.with("run", run.value()), Map.of(key(run), value -> {
            result.set(change.apply(parsed(value)));
            return result.get().toJson(run.value());
        }));
        return result.get();
    }

    private MarkLog log(RunId run) {
        var month = clock.instant().toString().substring(0, 7);
        int shard = Integer.parseInt(Sha256.hex(run.value()).substring(0, 4), 16) % SHARDS;
        var key = new RunKey(MarkLog.CHAT, new Resource(Origin.NOWHERE, "nightshift", "chat"), month + " " + shard);
        return MarkLog.deletable(ledger, clock, policyHash, key, "the log of messages in chat", KEEP);
    }

    private static String key(RunId run) {
        return "chat/" + run.value();
    }

    private static ShownMessages parsed(Json.Obj value) {
        try {
            return ShownMessages.read(value);
        } catch (JsonException | RuntimeException e) {
            throw new LedgerException("the mark of a message in chat cannot be read: " + e.getMessage(), false, e);
        }
    }
}
