package io.nightshift.aws;

import static io.nightshift.aws.DynamoDbTable.EXPIRES;
import static io.nightshift.aws.DynamoDbTable.PK;
import static io.nightshift.aws.DynamoDbTable.SK;

import io.nightshift.aws.DynamoDbTable.Index;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Removal;
import io.nightshift.core.ledger.SortableTime;
import io.nightshift.core.ledger.StoredEntry;
import io.nightshift.core.ledger.StoredRun;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.run.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts runs, entries and marks to and from the items of the {@link DynamoDbTable}. */
final class DynamoDbItems {

    /** Entries outlive their run's item by this time, because they are written before the run is finished. */
    static final Duration LONGEST_RUN = Duration.ofDays(60);

    /** How long the writer of a turn without entries is remembered: longer than any call may hang. */
    private static final Duration TURN = Duration.ofDays(1);

    /** A DynamoDB key holds 2,048 bytes of UTF-8; longer names, and names without a UTF-8 form, are stored as a hash. */
    private static final int LONGEST_NAME = 600;

    private final DynamoDbLedger.Settings settings;

    DynamoDbItems(DynamoDbLedger.Settings settings) {
        this.settings = settings;
    }

    static Map<String, AttributeValue> runKey(RunId id) {
        return key("run#" + id.value(), "run");
    }

    static Map<String, AttributeValue> markKey(String key) {
        boolean fits = key.length() <= LONGEST_NAME
                && StandardCharsets.UTF_8.newEncoder().canEncode(key);
        return key("mark#" + (fits ? key : "sha256/" + Sha256.hex(Json.of(key).text())), "mark");
    }

    static Map<String, AttributeValue> entryKey(RunId id, long number) {
        return key("run#" + id.value(), entrySort(number));
    }

    static Map<String, AttributeValue> turnKey(RunId id, long version) {
        return key("run#" + id.value(), "turn#%012d".formatted(version));
    }

    static String entrySort(long number) {
        return "entry#%012d".formatted(number);
    }

    private static Map<String, AttributeValue> key(String pk, String sk) {
        var key = new LinkedHashMap<String, AttributeValue>();
        key.put(PK, text(pk));
        key.put(SK, text(sk));
        return key;
    }

    /** The key of an item that was read. */
    static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        return Map.of(PK, attribute(item, PK), SK, attribute(item, SK));
    }

    Map<String, AttributeValue> of(Run run) {
        var item = runKey(run.id());
        item.put("version", number(run.version()));
        item.put("body", text(RunJson.of(run).text()));
        index(item, Index.STARTED, run.id(), run.startedAt());
        run.dueAt().ifPresent(at -> index(item, Index.DUE, run.id(), at));
        expiry(run).ifPresent(at -> expire(item, at));
        return item;
    }

    /** Logs do not expire, although they are always finished. */
    private Optional<Instant> expiry(Run run) {
        return run.status() == Status.FINISHED && run.pending().isEmpty() && !MarkLog.isKept(run)
                ? settings.retention().map(run.changedAt()::plus)
                : Optional.empty();
    }

    /** The mark that says from when on a run may be gone; empty for a run that stays. */
    Optional<MarkerWrite> removal(Run run) {
        return expiry(run)
                .map(at -> new MarkerWrite(
                        Removal.key(run.id()), 0, Removal.expiring(run, at).toJson(), Removal.FOR_GOOD));
    }

    /** The run as stored, with the attributes that do not match its body. */
    static StoredRun stored(RunId id, Map<String, AttributeValue> item) {
        return StoredRun.read(
                id,
                attribute(item, "body").s() == null
                        ? ""
                        : attribute(item, "body").s(),
                run -> {
                    var said = new LinkedHashMap<String, AttributeValue>();
                    said.put("version", number(run.version()));
                    said.put(Index.STARTED.key, text(indexKey(run.id(), run.startedAt())));
                    run.dueAt().ifPresent(at -> said.put(Index.DUE.key, text(indexKey(run.id(), at))));
                    var other = new ArrayList<String>();
                    for (var name : List.of("version", Index.STARTED.key, Index.DUE.key)) {
                        if (!Objects.equals(said.get(name), item.get(name))) {
                            other.add(name);
                        }
                    }
                    if (run.status() != Status.FINISHED && item.containsKey(EXPIRES)) {
                        other.add(EXPIRES);
                    }
                    return other;
                });
    }

    static String indexKey(RunId id, Instant at) {
        return SortableTime.of(at) + "#" + id.value();
    }

    private void index(Map<String, AttributeValue> item, Index index, RunId id, Instant at) {
        item.put(index.shard, text(DynamoDbTable.shard(id, settings.shards())));
        item.put(index.key, text(indexKey(id, at)));
    }

    /** @param run the run of the entry */
    Map<String, AttributeValue> of(Entry entry, Run run, String turn) {
        var item = entryKey(entry.run(), entry.number());
        item.put("at", text(entry.at().toString()));
        item.put("policy", text(entry.policy()));
        item.put("kind", text(entry.kind()));
        item.put("body", text(entry.body().text()));
        item.put("previous", text(entry.previous()));
        item.put("hash", text(entry.hash()));
        item.put("turn", text(turn));
        if (!MarkLog.isKept(run)) {
            settings.retention()
                    .ifPresent(keep -> expire(item, entry.at().plus(keep).plus(LONGEST_RUN)));
        }
        return item;
    }

    static Map<String, AttributeValue> ofTurn(Run run, String turn) {
        var item = turnKey(run.id(), run.version());
        item.put("turn", text(turn));
        expire(item, run.changedAt().plus(TURN));
        return item;
    }

    static Map<String, AttributeValue> of(MarkerWrite write) {
        var item = markKey(write.key());
        item.put("version", number(write.expectedVersion() + 1));
        item.put("body", text(write.value().text()));
        expire(item, write.keepUntil());
        return item;
    }

    private static void expire(Map<String, AttributeValue> item, Instant at) {
        item.put(EXPIRES, number(at.getEpochSecond() + 1));
    }

    static Run run(Map<String, AttributeValue> item) {
        return read(item, () -> RunJson.read(Json.parse(attribute(item, "body").s())));
    }

    static StoredEntry stored(Map<String, AttributeValue> item, RunId id) {
        var place = attribute(item, SK).s().replaceFirst("^entry#0*(?=.)", "");
        return StoredEntry.read(place, () -> entry(id, item));
    }

    static Entry entry(RunId id, Map<String, AttributeValue> item) {
        return read(
                item,
                () -> new Entry(
                        id,
                        Long.parseLong(attribute(item, SK).s().substring("entry#".length())),
                        Instant.parse(attribute(item, "at").s()),
                        attribute(item, "policy").s(),
                        attribute(item, "kind").s(),
                        object(item),
                        attribute(item, "previous").s(),
                        attribute(item, "hash").s()));
    }

    static Marker marker(String key, Map<String, AttributeValue> item) {
        return read(
                item,
                () -> new Marker(key, Long.parseLong(attribute(item, "version").n()), object(item)));
    }

    /** The run that a mark's item names; empty for an unreadable mark. */
    static Optional<RunId> namedBy(Map<String, AttributeValue> mark) {
        try {
            return Removal.namedBy(object(mark));
        } catch (JsonException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Json.Obj object(Map<String, AttributeValue> item) throws JsonException {
        return View.of(Json.parse(attribute(item, "body").s())).object();
    }

    private interface Reading<T> {
        T read() throws JsonException;
    }

    private static <T> T read(Map<String, AttributeValue> item, Reading<T> reading) {
        try {
            return reading.read();
        } catch (JsonException | RuntimeException e) {
            throw new LedgerException(
                    "the item %s / %s is none that this ledger wrote: %s"
                            .formatted(
                                    attribute(item, PK).s(),
                                    attribute(item, SK).s(),
                                    e instanceof JsonException
                                            ? e.getMessage()
                                            : e.getClass().getSimpleName()),
                    false);
        }
    }

    static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return item.getOrDefault(name, text(""));
    }

    /**
     * The size that DynamoDB counts against its limits, or more: names and strings in UTF-8, 21 bytes for a number.
     * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
     */
    static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> utf8(attribute.getKey())
                        + (attribute.getValue().s() == null
                                ? 21
                                : utf8(attribute.getValue().s())))
                .sum();
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
