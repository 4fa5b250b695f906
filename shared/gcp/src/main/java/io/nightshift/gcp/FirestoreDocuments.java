package io.nightshift.gcp;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.Value;
import com.google.protobuf.Timestamp;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Removal;
import io.nightshift.core.ledger.SortableTime;
import io.nightshift.core.ledger.StoredJson;
import io.nightshift.core.ledger.StoredRun;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.run.Status;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documents of the {@link FirestoreLedger}; the collections' names begin with the settings' prefix.
 *
 * <table>
 * <caption>Documents</caption>
 * <tr><th>document</th><th>name</th><th>fields</th></tr>
 * <tr><td>run</td><td>{@code nightshift-runs/ID}</td>
 *     <td>version, body (JSON), started, due (only while it is due at some time), expires (once finished)</td></tr>
 * <tr><td>entry</td><td>{@code nightshift-runs/ID/nightshift-entries/000000000007}</td>
 *     <td>body (JSON), turn, expires</td></tr>
 * <tr><td>turn without entries</td><td>{@code nightshift-runs/ID/nightshift-turns/000000000003}</td>
 *     <td>turn, expires</td></tr>
 * <tr><td>mark</td><td>{@code nightshift-marks/KEY}</td><td>version, body (JSON), expires</td></tr>
 * </table>
 *
 * <p>The database must be of the Standard edition in native mode. There, Firestore itself creates the single-field indexes that the lists use, and leaves documents without the field out (https://cloud.google.com/firestore/docs/concepts/index-overview); no composite index is needed. Infrastructure should
 * set, for all four collection groups, a TTL policy on {@code expires} (https://cloud.google.com/firestore/docs/ttl: expired documents are deleted within about a day, and can be read until then) and an exemption from indexes for {@code body},
 * {@code turn} and {@code expires}; and point-in-time recovery and deletion protection, because the ledger is the audit trail.
 *
 * <p>Because {@code started} and {@code due} grow with time, Firestore accepts about 500 turns a second
 * (https://cloud.google.com/firestore/docs/solutions/shard-timestamp).
 */
final class FirestoreDocuments {

    static final String RUNS = "runs";
    static final String ENTRIES = "entries";
    static final String TURNS = "turns";
    static final String MARKS = "marks";

    static final String VERSION = "version";
    static final String BODY = "body";
    static final String TURN = "turn";
    static final String STARTED = "started";
    static final String DUE = "due";
    private static final String EXPIRES = "expires";

    /** Entries outlive their run's document by this time, because they are written before the run is finished. */
    private static final Duration LONGEST_RUN = Duration.ofDays(60);

    /** How long the writer of a turn without entries is remembered: longer than any call may hang. */
    private static final Duration TURN_IS_KEPT = Duration.ofDays(1);

    /** The maximum of a timestamp. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** A document's id holds 1,500 bytes of UTF-8. */
    private static final int LONGEST_ID = 1500;

    private final FirestoreLedger.Settings settings;

    FirestoreDocuments(FirestoreLedger.Settings settings) {
        this.settings = settings;
    }

    /** The parent of the collections of runs and marks. */
    String root() {
        return settings.databaseName() + "/documents";
    }

    String collection(String name) {
        return settings.prefix() + name;
    }

    /** All collections under that prefix. Infrastructure sets the expiry for each. */
    static Set<String> collections(String prefix) {
        return Stream.of(RUNS, ENTRIES, TURNS, MARKS).map(prefix::concat).collect(Collectors.toSet());
    }

    String run(RunId id) {
        return root() + "/" + collection(RUNS) + "/" + id(id.value());
    }

    String entry(RunId id, long number) {
        return run(id) + "/" + collection(ENTRIES) + "/%012d".formatted(number);
    }

    String turn(RunId id, long version) {
        return run(id) + "/" + collection(TURNS) + "/%012d".formatted(version);
    }

    String mark(String key) {
        return root() + "/" + collection(MARKS) + "/" + id(key);
    }

    /**
     * Any text as a document's id, which has no slash, is not {@code .} or {@code ..} and has no two underscores at both
     * ends: escaped so that it stays readable, or as a hash if it is too long or has no UTF-8 form.
     */
    private static String id(String text) {
        var escaped = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace(".", "%2E")
                .replace("_", "%5F");
        boolean fits = !text.isEmpty()
                && escaped.length() <= LONGEST_ID
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        return fits ? escaped : "~" + Sha256.hex(Json.of(text).text());
    }

    /** Times as sortable text, made unique by the run's id. */
    static String sortKey(Instant at, RunId id) {
        return SortableTime.of(at) + "#" + id.value();
    }

    static RunId sorted(String key) {
        return new RunId(key.substring(key.indexOf('#') + 1));
    }

    Document of(Run run) {
        var document = document(run(run.id()))
                .putFields(VERSION, number(run.version()))
                .putFields(BODY, text(RunJson.of(run).text()))
                .putFields(STARTED, text(sortKey(run.startedAt(), run.id())));
        run.dueAt().ifPresent(at -> document.putFields(DUE, text(sortKey(at, run.id()))));
        expiry(run).ifPresent(at -> expire(document, at));
        return document.build();
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

    /** The run as stored, with the fields that do not match its body. */
    StoredRun stored(RunId id, Document document) {
        return StoredRun.read(id, text(document, BODY), run -> {
            var said = of(run);
            var other = new ArrayList<String>();
            for (var field : List.of(VERSION, STARTED, DUE)) {
                if (!field(said, field).equals(field(document, field))) {
                    other.add(field);
                }
            }
            if (run.status() != Status.FINISHED && document.containsFields(EXPIRES)) {
                other.add(EXPIRES);
            }
            return other;
        });
    }

    /** The run that a mark's document names; empty for an unreadable mark. */
    static Optional<RunId> namedBy(Document mark) {
        try {
            return Removal.namedBy(StoredJson.mark(text(mark, BODY)));
        } catch (LedgerException e) {
            return Optional.empty();
        }
    }

    private static Value field(Document document, String name) {
        return document.getFieldsOrDefault(name, Value.getDefaultInstance());
    }

    /** The last part of a document's name. */
    static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The id of a run from its document's name, as {@link #run} created it; a hash stays a hash. */
    RunId runNamed(String name) {
        var rest = name.substring((root() + "/" + collection(RUNS) + "/").length());
        return new RunId(URLDecoder.decode(rest.replaceFirst("/.*", ""), StandardCharsets.UTF_8));
    }

    /** @param run the run of the entry */
    Document of(Entry entry, Run run, String turn) {
        var document = document(entry(entry.run(), entry.number()))
                .putFields(BODY, text(entry.toJson().text()))
                .putFields(TURN, text(turn));
        if (!MarkLog.isKept(run)) {
            settings.retention()
                    .ifPresent(keep -> expire(document, entry.at().plus(keep).plus(LONGEST_RUN)));
        }
        return document.build();
    }

    Document ofTurn(Run run, String turn) {
        var document = document(turn(run.id(), run.version())).putFields(TURN, text(turn));
        return expire(document, run.changedAt().plus(TURN_IS_KEPT)).build();
    }

    Document of(MarkerWrite write) {
        var document = document(mark(write.key()))
                .putFields(VERSION, number(write.expectedVersion() + 1))
                .putFields(BODY, text(write.value().text()));
        return expire(document, write.keepUntil()).build();
    }

    private static Document.Builder document(String name) {
        return Document.newBuilder().setName(name);
    }

    private static Document.Builder expire(Document.Builder document, Instant at) {
        var time =
                Timestamp.newBuilder().setSeconds(at.isBefore(LAST) ? at.getEpochSecond() + 1 : LAST.getEpochSecond());
        return document.putFields(
                EXPIRES, Value.newBuilder().setTimestampValue(time).build());
    }

    static long version(Document document) {
        return document.getFieldsOrDefault(VERSION, Value.getDefaultInstance()).getIntegerValue();
    }

    /** A field's text; empty if it is missing. */
    static String text(Document document, String field) {
        return document.getFieldsOrDefault(field, Value.getDefaultInstance()).getStringValue();
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Value number(long number) {
        return Value.newBuilder().setIntegerValue(number).build();
    }

    /** The size as Firestore counts it: https://cloud.google.com/firestore/docs/storage-size. */
    int bytes(Document document) {
        int name = 16 + utf8(document.getName().substring(root().length()));
        int fields = document.getFieldsMap().entrySet().stream()
                .mapToInt(field -> utf8(field.getKey())
                        + 1
                        + (field.getValue().hasStringValue()
                                ? utf8(field.getValue().getStringValue()) + 1
                                : 8))
                .sum();
        return name + fields + 32;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
