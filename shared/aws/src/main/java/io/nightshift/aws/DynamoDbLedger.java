package io.nightshift.aws;

import static io.nightshift.aws.DynamoDbItems.attribute;
import static io.nightshift.aws.DynamoDbItems.text;
import static io.nightshift.aws.DynamoDbTable.PK;
import static io.nightshift.aws.DynamoDbTable.SK;

import io.nightshift.aws.DynamoDbTable.Index;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.ledger.SortableTime;
import io.nightshift.core.ledger.StoredEntry;
import io.nightshift.core.ledger.StoredRun;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A ledger in one DynamoDB table; see {@link DynamoDbTable} for its form. A turn is one transaction. */
public final class DynamoDbLedger implements Ledger {

    /** This many index keys fit into one response (1 MB), so that a shard's part is never cut short unnoticed. */
    private static final int LONGEST_PAGE = 1000;

    private static final String RUN = "run#";

    /** After the playbook's name: a dash and twelve hexadecimal digits. */
    private static final int REST_OF_ID = 13;

    private static final String CONDITION = "ConditionalCheckFailed";
    private static final String CONCURRENT = "TransactionConflict";
    private static final Set<String> BUSY = Set.of("ThrottlingError", "ProvisionedThroughputExceeded");

    /**
     * @param table the table's name
     * @param shards the number of keys over which each index is spread; may grow later, must never shrink
     * @param retention how long a finished run is kept, with its entries; if empty, forever
     */
    public record Settings(String table, int shards, Optional<Duration> retention) {

        public static Settings of(String table) {
            return new Settings(table, 4, Optional.empty());
        }
    }

    private final DynamoDbClient client;
    private final Settings settings;
    private final DynamoDbItems items;
    private final DynamoDbReader reader;
    private final Supplier<String> tokens;

    /** @param tokens returns a new text of at most 36 characters at each call, never one that another worker got */
    public DynamoDbLedger(DynamoDbClient client, Settings settings, Supplier<String> tokens) {
        this.client = client;
        this.settings = settings;
        this.tokens = tokens;
        items = new DynamoDbItems(settings);
        reader = new DynamoDbReader(client, settings.table());
    }

    /**
     * A client for this ledger: it also retries transactions that DynamoDB cancelled for lack of capacity, which the SDK does
     * not.
     */
    public static DynamoDbClient client(AwsClients clients) {
        return clients.build(DynamoDbClient.builder(), DynamoDbLedger::cancelledForCapacity);
    }

    private static boolean cancelledForCapacity(Throwable e) {
        return e instanceof TransactionCanceledException cancelled
                && cancelled.hasCancellationReasons()
                && cancelled.cancellationReasons().stream().anyMatch(reason -> BUSY.contains(reason.code()))
                && cancelled.cancellationReasons().stream()
                        .allMatch(reason -> "None".equals(reason.code()) || BUSY.contains(reason.code()));
    }

    @Override
    public Optional<Run> run(RunId id) {
        var item = reader.get("run " + id, DynamoDbItems.runKey(id));
        return item.isEmpty() ? Optional.empty() : Optional.of(DynamoDbItems.run(item));
    }

    @Override
    public Map<String, Marker> markers(Set<String> keys) {
        var byItem = new LinkedHashMap<Map<String, AttributeValue>, String>();
        keys.forEach(key -> byItem.put(DynamoDbItems.markKey(key), key));
        var found = new LinkedHashMap<String, Marker>();
        keys.forEach(key -> found.put(key, Marker.absent(key)));
        for (var item : reader.all("marks", List.copyOf(byItem.keySet()))) {
            var key = byItem.get(DynamoDbItems.keyOf(item));
            if (key != null) {
                found.put(key, DynamoDbItems.marker(key, item));
            }
        }
        return found;
    }

    @Override
    public Commit commit(Turn turn) {
        var mine = new DynamoDbTurn(turn, tokens.get(), settings.table(), items);
        try {
            client.transactWriteItems(mine.request());
            return new Commit.Done();
        } catch (SdkException e) {
            if (AwsErrors.mayHaveHappened(e)) {
                return lookWhetherItWentThrough(mine, e);
            }
            if (e instanceof TransactionCanceledException cancelled) {
                return cancelled(mine, cancelled);
            }
            throw reader.failed("turn of run " + turn.run().id() + " was not written", e);
        }
    }

    /**
     * Looks up whether the transaction took effect. If it is not there, it may still be in progress and take effect later.
     * That does no harm: the next commit for this run expects the same version, so one of the two is refused. The effects of
     * a turn that took effect unnoticed are picked up when their lease ends.
     */
    private Commit lookWhetherItWentThrough(DynamoDbTurn mine, SdkException lost) {
        var witness = reader.get("whether the turn was written (" + AwsErrors.code(lost) + ")", mine.witness());
        return mine.isMine(witness)
                ? new Commit.Done()
                : new Commit.Conflict(mine.place(0) + " was not written (" + AwsErrors.code(lost) + ")");
    }

    private Commit cancelled(DynamoDbTurn mine, TransactionCanceledException e) {
        var reasons = e.hasCancellationReasons() ? e.cancellationReasons() : List.<CancellationReason>of();
        return first(reasons, Set.of(CONDITION))
                .<Commit>map(at -> new Commit.Conflict(mine.place(at) + " has another version"))
                .or(() -> first(reasons, Set.of(CONCURRENT))
                        .map(at -> new Commit.Conflict(mine.place(at) + " is being written by somebody else")))
                .orElseThrow(() -> first(reasons, BUSY)
                        .map(at -> new LedgerException(
                                "DynamoDB has no capacity for " + mine.place(at) + ": "
                                        + reasons.get(at).code(),
                                true))
                        .orElseGet(() -> reader.failed(mine.place(0) + " was not written", e)));
    }

    private static Optional<Integer> first(List<CancellationReason> reasons, Set<String> codes) {
        for (int i = 0; i < reasons.size(); i++) {
            var code = reasons.get(i).code();
            if (code != null && codes.contains(code)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    @Override
    public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        long first = from.map(DynamoDbLedger::position).orElse(0L);
        // One more than requested shows whether there are more, without another call.
        var found = entryItems(id, DynamoDbItems.entrySort(first), limit + 1);
        var entries = found.items().stream()
                .limit(limit)
                .map(item -> DynamoDbItems.entry(id, item))
                .toList();
        // A response ends at 1 MB, with fewer items than requested and more to come.
        boolean more = found.items().size() > limit || (found.hasLastEvaluatedKey() && !entries.isEmpty());
        return new Page<>(
                entries, more ? Optional.of(Long.toString(entries.getLast().number() + 1)) : Optional.empty());
    }

    private static long position(String from) {
        try {
            return Long.parseLong(from);
        } catch (NumberFormatException e) {
            throw noPosition();
        }
    }

    @Override
    public Page<Run> runs(Optional<String> from, int most) {
        int limit = Math.min(most, LONGEST_PAGE);
        var found = indexed(Index.STARTED, "< :at", from.orElse("~"), limit);
        return new Page<>(read(found.keys()), found.next());
    }

    /** The index has the run's id, so that runs of other playbooks are not read. */
    @Override
    public Page<Run> runs(RunFilter filter, Optional<String> from, int most) {
        int limit = Math.min(most, LONGEST_PAGE);
        var last = from.or(() -> filter.before().map(SortableTime::of)).orElse("~");
        var found = indexed(Index.STARTED, "< :at", last, filter.playbook().isPresent() ? LONGEST_PAGE : limit);
        var wanted = found.keys().stream()
                .filter(key -> filter.playbook()
                        .filter(name -> !isOf(name, attribute(key, PK).s()))
                        .isEmpty())
                .toList();
        boolean more = wanted.size() > limit;
        var shown = more ? wanted.subList(0, limit) : wanted;
        var next =
                more ? Optional.of(attribute(shown.getLast(), Index.STARTED.key).s()) : found.next();
        return filter.page(read(shown), next, limit, run -> DynamoDbItems.indexKey(run.id(), run.startedAt()));
    }

    private static boolean isOf(String playbook, String key) {
        return key.startsWith(RUN + playbook + "-") && key.length() == RUN.length() + playbook.length() + REST_OF_ID;
    }

    @Override
    public Page<Run> open(Optional<String> from, int most) {
        var found = indexed(Index.DUE, "> :at", from.orElse(" "), Math.min(most, LONGEST_PAGE));
        return new Page<>(read(found.keys()).stream().filter(RunFilter::isOpen).toList(), found.next());
    }

    /** Keys of an index in its order, and where the next ones begin. */
    private record IndexPage(List<Map<String, AttributeValue>> keys, Optional<String> next) {}

    /**
     * Merges the shards by time. A position in one shard is a position in all, so the last returned key is enough to
     * continue.
     */
    private IndexPage indexed(Index index, String range, String at, int limit) {
        var keys = new ArrayList<Map<String, AttributeValue>>();
        for (var shard : DynamoDbTable.shards(settings.shards())) {
            keys.addAll(reader.indexed(index, shard, range, Map.of(":at", text(at)), limit + 1));
        }
        Comparator<Map<String, AttributeValue>> order =
                Comparator.comparing(item -> attribute(item, index.key).s());
        keys.sort(index == Index.DUE ? order : order.reversed());
        var page = keys.subList(0, Math.min(limit, keys.size()));
        var next = keys.size() > limit
                ? Optional.of(attribute(page.getLast(), index.key).s())
                : Optional.<String>empty();
        return new IndexPage(page, next);
    }

    /** The runs with those keys, in the same order. */
    private List<Run> read(List<Map<String, AttributeValue>> keys) {
        var byKey = new HashMap<Map<String, AttributeValue>, Run>();
        reader.all("runs", keys.stream().map(DynamoDbItems::keyOf).toList())
                .forEach(item -> byKey.put(DynamoDbItems.keyOf(item), DynamoDbItems.run(item)));
        return keys.stream()
                .flatMap(key -> Optional.ofNullable(byKey.get(DynamoDbItems.keyOf(key))).stream())
                .toList();
    }

    /** Shard by shard; the cursor is {@code SHARD:KEY}, the last key returned from that shard. */
    @Override
    public Page<RunId> due(Instant now, Optional<String> from, int most) {
        int limit = Math.min(most, LONGEST_PAGE);
        var last = SortableTime.of(now) + "#~";
        var found = new ArrayList<RunId>();
        var at = from.map(DuePosition::read).orElse(DuePosition.FIRST);
        while (at.shard() < settings.shards()) {
            for (var item : dueAfter(at, last, limit - found.size())) {
                at = new DuePosition(at.shard(), attribute(item, Index.DUE.key).s());
                found.add(new RunId(attribute(item, PK).s().substring("run#".length())));
            }
            if (found.size() == limit) {
                return new Page<>(found, Optional.of(at.text()));
            }
            at = new DuePosition(at.shard() + 1, "");
        }
        return new Page<>(found, Optional.empty());
    }

    private List<Map<String, AttributeValue>> dueAfter(DuePosition at, String last, int limit) {
        // A space sorts right after the key itself; DynamoDB refuses a range that ends before it begins.
        var first = at.key() + " ";
        return first.compareTo(last) > 0
                ? List.of()
                : reader.indexed(
                        Index.DUE,
                        Integer.toString(at.shard()),
                        "BETWEEN :first AND :last",
                        Map.of(":first", text(first), ":last", text(last)),
                        limit);
    }

    private record DuePosition(int shard, String key) {
        static final DuePosition FIRST = new DuePosition(0, "");
        private static final Pattern FORM = Pattern.compile("(\\d{1,4}):(.+)");

        static DuePosition read(String cursor) {
            var match = FORM.matcher(cursor);
            if (!match.matches()) {
                throw noPosition();
            }
            return new DuePosition(Integer.parseInt(match.group(1)), match.group(2));
        }

        String text() {
            return shard + ":" + key;
        }
    }

    /**
     * Scans the whole table; the auditor needs {@code dynamodb:Scan}. The items of one run come one after another, so each
     * page names it once.
     */
    @Override
    public Page<RunId> traces(Optional<String> from, int limit) {
        var page = reader.scan(from.map(DynamoDbLedger::scanned), limit);
        var named = new LinkedHashSet<RunId>();
        var marked = new LinkedHashSet<RunId>();
        for (var item : page.items()) {
            var key = attribute(item, PK).s();
            if (key.startsWith(RUN)) {
                named.add(new RunId(key.substring(RUN.length())));
            } else {
                DynamoDbItems.namedBy(item).ifPresent(marked::add);
            }
        }
        marked.removeAll(named);
        named.addAll(missing(marked));
        var last = page.lastEvaluatedKey();
        return new Page<>(
                List.copyOf(named),
                page.hasLastEvaluatedKey() && !last.isEmpty()
                        ? Optional.of(Json.strings(List.of(
                                        attribute(last, PK).s(),
                                        attribute(last, SK).s()))
                                .text())
                        : Optional.empty());
    }

    private Set<RunId> missing(Set<RunId> marked) {
        var missing = new LinkedHashSet<>(marked);
        var keys = marked.stream().map(DynamoDbItems::runKey).toList();
        reader.all("runs", keys)
                .forEach(
                        item -> missing.remove(new RunId(attribute(item, PK).s().substring(RUN.length()))));
        return missing;
    }

    private static Map<String, AttributeValue> scanned(String cursor) {
        try {
            var key = View.of(Json.parse(cursor));
            return Map.of(PK, text(key.at(0).text()), SK, text(key.at(1).text()));
        } catch (JsonException e) {
            throw noPosition();
        }
    }

    @Override
    public Optional<StoredRun> stored(RunId id) {
        var item = reader.get("run " + id, DynamoDbItems.runKey(id));
        return item.isEmpty() ? Optional.empty() : Optional.of(DynamoDbItems.stored(id, item));
    }

    /** By their keys: the number in a forged item may be anything. */
    @Override
    public Page<StoredEntry> storedEntries(RunId id, Optional<String> from, int limit) {
        var found = entryItems(
                id,
                from.map(key -> key.startsWith("entry#") ? key : DynamoDbItems.entrySort(position(key)))
                        .orElse("entry#"),
                limit);
        var entries = found.items().stream()
                .map(item -> DynamoDbItems.stored(item, id))
                .toList();
        return new Page<>(
                entries,
                found.hasLastEvaluatedKey() && !entries.isEmpty()
                        ? Optional.of(attribute(found.items().getLast(), SK).s() + " ")
                        : Optional.empty());
    }

    private QueryResponse entryItems(RunId id, String first, int limit) {
        return reader.query(
                "entries of run " + id,
                QueryRequest.builder()
                        .consistentRead(true)
                        .keyConditionExpression("pk = :run AND sk BETWEEN :first AND :last")
                        .expressionAttributeValues(Map.of(
                                ":run", attribute(DynamoDbItems.runKey(id), PK),
                                ":first", text(first),
                                ":last", text("entry#~")))
                        .limit(limit));
    }

    @Override
    public boolean expires() {
        return true;
    }

    private static LedgerException noPosition() {
        return new LedgerException("this is no position in a list; give back what a page said is next", false);
    }
}
