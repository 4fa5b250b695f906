package io.nightshift.gcp;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.FixedHeaderProvider;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.firestore.v1.FirestoreClient;
import com.google.cloud.firestore.v1.FirestoreSettings;
import com.google.firestore.v1.Cursor;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import com.google.firestore.v1.StructuredQuery.CompositeFilter;
import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.FieldFilter;
import com.google.firestore.v1.StructuredQuery.FieldReference;
import com.google.firestore.v1.StructuredQuery.Filter;
import com.google.firestore.v1.StructuredQuery.Order;
import com.google.firestore.v1.StructuredQuery.Projection;
import com.google.firestore.v1.Value;
import com.google.protobuf.Int32Value;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.ledger.SortableTime;
import io.nightshift.core.ledger.StoredEntry;
import io.nightshift.core.ledger.StoredJson;
import io.nightshift.core.ledger.StoredRun;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A ledger in a Firestore database (Standard edition, native mode); see {@link FirestoreDocuments} for its form. A turn is
 * one commit under preconditions (https://cloud.google.com/firestore/docs/reference/rpc/google.firestore.v1#commitrequest),
 * without a transaction: nothing is locked, and one call is enough if this process has already read the documents on which
 * the turn depends. Entries and turns are written under the condition that they do not exist, and nothing here overwrites or
 * deletes one.
 *
 * <p>The function needs {@code datastore.entities.get}, {@code list}, {@code create} and {@code update} (role
 * {@code roles/datastore.user}; https://cloud.google.com/firestore/docs/security/iam).
 *
 * <p>Limits: 1 MiB for a document, so for a run with its state, and 10 MiB for a turn; beyond them it throws before it sends
 * anything (https://cloud.google.com/firestore/quotas).
 */
public final class FirestoreLedger implements Ledger, AutoCloseable {

    /** The next list after each list, when all runs are listed. */
    private static final Map<String, String> AFTER = Map.of("runs", "entries", "entries", "marks");

    /** The maximum number of documents whose update times are remembered. */
    private static final int MOST_SEEN = 5000;

    /** The codes of a failed precondition or of a concurrent write. */
    private static final Set<StatusCode.Code> REFUSED = Set.of(
            StatusCode.Code.ABORTED,
            StatusCode.Code.ALREADY_EXISTS,
            StatusCode.Code.FAILED_PRECONDITION,
            StatusCode.Code.NOT_FOUND);

    /**
     * @param project the project's id
     * @param database the database's id; {@code (default)} is one
     * @param prefix the prefix of all collections' names
     * @param retention how long a finished run is kept, with its entries; if empty, forever
     */
    public record Settings(String project, String database, String prefix, Optional<Duration> retention) {

        public static Settings of(String project) {
            return new Settings(project, "(default)", "nightshift-", Optional.empty());
        }

        String databaseName() {
            return "projects/" + project + "/databases/" + database;
        }
    }

    /** Read at once when a filter needs more than the time. */
    private static final int MOST_READ = 200;

    private final FirestoreClient client;
    private final Settings settings;
    private final FirestoreDocuments documents;
    private final SeenVersions seen = new SeenVersions(MOST_SEEN);
    private final FirestoreReader reader;
    private final Supplier<String> tokens;

    /** @param tokens returns a new text of at most 36 characters at each call, never one that another worker got */
    public FirestoreLedger(FirestoreClient client, Settings settings, Supplier<String> tokens) {
        this.client = client;
        this.settings = settings;
        this.tokens = tokens;
        documents = new FirestoreDocuments(settings);
        reader = new FirestoreReader(client, settings.databaseName(), seen);
    }

    /** The ledger with its own client, created by {@link #client}. */
    public static FirestoreLedger open(GcpClients clients, Settings settings, Supplier<String> tokens) {
        return new FirestoreLedger(client(clients, settings), settings, tokens);
    }

    /** A client for this ledger: it also retries commits whose response was lost, which {@link FirestoreTurn} makes safe. */
    public static FirestoreClient client(GcpClients clients, Settings settings) {
        try {
            var firestore = FirestoreSettings.newBuilder();
            firestore
                    .setCredentialsProvider(clients.credentialsProvider())
                    .setTransportChannelProvider(
                            clients.channel(FirestoreSettings.defaultGrpcTransportProviderBuilder()))
                    // Firestore's front end finds the database by this header, which Google's other client sends too.
                    .setHeaderProvider(
                            FixedHeaderProvider.create("google-cloud-resource-prefix", settings.databaseName()));
            clients.reading(firestore.batchGetDocumentsSettings());
            clients.reading(firestore.runQuerySettings());
            clients.reading(firestore.commitSettings());
            return FirestoreClient.create(firestore.build());
        } catch (IOException e) {
            throw new UncheckedIOException("the client of Firestore cannot be set up", e);
        }
    }

    /** Also closes the client. */
    @Override
    public void close() {
        client.close();
    }

    @Override
    public Optional<Run> run(RunId id) {
        var name = documents.run(id);
        return Optional.ofNullable(reader.all("run " + id, List.of(name)).get(name))
                .map(FirestoreLedger::run);
    }

    private static Run run(Document document) {
        return StoredJson.run(FirestoreDocuments.text(document, FirestoreDocuments.BODY));
    }

    @Override
    public Map<String, Marker> markers(Set<String> keys) {
        var names = new LinkedHashMap<String, String>();
        keys.forEach(key -> names.put(key, documents.mark(key)));
        var found = keys.isEmpty() ? Map.<String, Document>of() : reader.all("marks", names.values());
        var markers = new LinkedHashMap<String, Marker>();
        names.forEach((key, name) ->
                markers.put(key, found.containsKey(name) ? marker(key, found.get(name)) : Marker.absent(key)));
        return markers;
    }

    private static Marker marker(String key, Document document) {
        return new Marker(
                key,
                FirestoreDocuments.version(document),
                StoredJson.mark(FirestoreDocuments.text(document, FirestoreDocuments.BODY)));
    }

    @Override
    public Commit commit(Turn turn) {
        var mine = new FirestoreTurn(turn, tokens.get(), documents);
        var unseen = mine.unseen(seen);
        if (!unseen.isEmpty()) {
            var stale = mine.stale(unseen, reader.versions("what " + mine + " stands on", unseen));
            if (stale.isPresent()) {
                return new Commit.Conflict(stale.get());
            }
        }
        try {
            var answer = client.commitCallable().call(mine.request(settings.databaseName(), seen));
            mine.written(answer.getWriteResultsList(), seen);
            return new Commit.Done();
        } catch (ApiException e) {
            return lookWhetherItWentThrough(mine, e);
        }
    }

    /**
     * Looks up the turn after each failure, also after a refusal: the refused attempt may have met what an earlier attempt of
     * the same commit wrote. If the turn is not there, the commit may still be in progress and take effect later. That does
     * no harm: the next commit for this run expects the same version, so one of the two is refused. The effects of a turn
     * that took effect unnoticed are picked up when their lease ends.
     */
    private Commit lookWhetherItWentThrough(FirestoreTurn mine, ApiException e) {
        var code = e.getStatusCode().getCode();
        var problem = GcpErrors.whileChanging(e);
        var found = reader.versions("whether " + mine + " was written (" + code + ")", mine.names());
        if (mine.isWritten(found)) {
            return new Commit.Done();
        }
        var stale = mine.stale(mine.names(), found);
        if (stale.isPresent() || REFUSED.contains(code) || problem.mayHaveHappened()) {
            return new Commit.Conflict(stale.orElse(mine + " was not written (" + code + ")"));
        }
        throw new LedgerException(
                "%s was not written in %s: %s".formatted(mine, settings.databaseName(), problem.message()),
                problem.retryable());
    }

    @Override
    public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        var first = documents.entry(id, from.map(FirestoreLedger::position).orElse(0L));
        var found = entryDocuments(id, first, limit).stream()
                .map(entry -> StoredJson.entry(FirestoreDocuments.text(entry, FirestoreDocuments.BODY)))
                .toList();
        return page(found, limit, last -> Long.toString(last.number() + 1));
    }

    private static long position(String from) {
        try {
            return Long.parseUnsignedLong(from);
        } catch (NumberFormatException e) {
            throw noPosition();
        }
    }

    private static LedgerException noPosition() {
        return new LedgerException("this is no position in a list; give back what a page said is next", false);
    }

    @Override
    public Page<Run> runs(Optional<String> from, int limit) {
        var field = FirestoreDocuments.STARTED;
        var query = list("runs", field, Direction.DESCENDING, limit);
        from.ifPresent(last -> query.setWhere(where(field, FieldFilter.Operator.LESS_THAN, last)));
        var found = reader.query("runs", documents.root(), query).stream()
                .map(FirestoreLedger::run)
                .toList();
        return page(found, limit, last -> FirestoreDocuments.sortKey(last.startedAt(), last.id()));
    }

    @Override
    public Page<Run> runs(RunFilter filter, Optional<String> from, int limit) {
        var field = FirestoreDocuments.STARTED;
        int most = filter.equals(RunFilter.ALL) ? limit : Math.max(limit, MOST_READ);
        var query = list("runs", field, Direction.DESCENDING, most);
        from.or(() -> filter.before().map(SortableTime::of))
                .ifPresent(last -> query.setWhere(where(field, FieldFilter.Operator.LESS_THAN, last)));
        var found = reader.query("runs", documents.root(), query).stream()
                .map(FirestoreLedger::run)
                .toList();
        var read = page(found, most, last -> FirestoreDocuments.sortKey(last.startedAt(), last.id()));
        return filter.page(
                read.items(), read.next(), limit, last -> FirestoreDocuments.sortKey(last.startedAt(), last.id()));
    }

    @Override
    public Page<Run> open(Optional<String> from, int limit) {
        var field = FirestoreDocuments.DUE;
        var query = list("runs", field, Direction.ASCENDING, limit)
                .setWhere(where(field, FieldFilter.Operator.GREATER_THAN, from.orElse("")));
        var found = reader.query("open runs", documents.root(), query).stream()
                .map(FirestoreLedger::run)
                .toList();
        return page(
                found, limit, last -> FirestoreDocuments.sortKey(last.dueAt().orElseThrow(), last.id()));
    }

    @Override
    public Page<RunId> due(Instant now, Optional<String> from, int limit) {
        var field = FirestoreDocuments.DUE;
        var range = CompositeFilter.newBuilder()
                .setOp(CompositeFilter.Operator.AND)
                .addFilters(where(field, FieldFilter.Operator.GREATER_THAN, from.orElse("")))
                .addFilters(where(field, FieldFilter.Operator.LESS_THAN, SortableTime.of(now) + "#~"));
        var query = list("runs", field, Direction.ASCENDING, limit)
                .setWhere(Filter.newBuilder().setCompositeFilter(range))
                .setSelect(Projection.newBuilder().addFields(reference(field)));
        var found = reader.query("due runs", documents.root(), query).stream()
                .map(document -> FirestoreDocuments.text(document, field))
                .toList();
        var page = page(found, limit, last -> last);
        return new Page<>(page.items().stream().map(FirestoreDocuments::sorted).toList(), page.next());
    }

    /**
     * The runs in order of their documents' names, then the runs of which only entries are left, then those that only marks
     * name. The cursor is the number of the list and the name at which it continues.
     */
    @Override
    public Page<RunId> traces(Optional<String> from, int limit) {
        var at = from.map(cursor -> cursor.split(" ", 2)).orElse(new String[] {"runs", ""});
        var found = reader.query("all " + at[0], documents.root(), named(at[0], at[1], limit));
        var next = found.size() > limit
                ? Optional.of(at[0] + " " + found.getLast().getName())
                : Optional.ofNullable(AFTER.get(at[0])).map(list -> list + " ");
        var items = found.size() > limit ? found.subList(0, limit) : found;
        return new Page<>(
                switch (at[0]) {
                    case "runs" -> runs(items);
                    case "entries" -> missing(runs(items));
                    case "marks" -> missing(marked(items));
                    default -> throw noPosition();
                },
                next);
    }

    private StructuredQuery.Builder named(String list, String first, int limit) {
        var query = list(list, "__name__", Direction.ASCENDING, limit);
        if (list.equals("entries")) {
            query.setFrom(0, query.getFrom(0).toBuilder().setAllDescendants(true));
        }
        if (!list.equals("marks")) {
            query.setSelect(Projection.newBuilder().addFields(reference("__name__")));
        }
        if (!first.isEmpty()) {
            query.setStartAt(Cursor.newBuilder()
                    .addValues(Value.newBuilder().setReferenceValue(first))
                    .setBefore(true));
        }
        return query;
    }

    private List<RunId> runs(List<Document> found) {
        return found.stream()
                .map(document -> documents.runNamed(document.getName()))
                .distinct()
                .toList();
    }

    private static List<RunId> marked(List<Document> found) {
        return found.stream()
                .flatMap(document -> FirestoreDocuments.namedBy(document).stream())
                .distinct()
                .toList();
    }

    private List<RunId> missing(List<RunId> named) {
        if (named.isEmpty()) {
            return List.of();
        }
        var there = reader.versions("runs", named.stream().map(documents::run).toList());
        return named.stream()
                .filter(id -> !there.containsKey(documents.run(id)))
                .toList();
    }

    @Override
    public Optional<StoredRun> stored(RunId id) {
        var name = documents.run(id);
        return Optional.ofNullable(reader.all("run " + id, List.of(name)).get(name))
                .map(document -> documents.stored(id, document));
    }

    /** By their names: the number in a forged document may be anything. */
    @Override
    public Page<StoredEntry> storedEntries(RunId id, Optional<String> from, int limit) {
        var first = from.map(last -> last.contains("/") ? last : documents.entry(id, position(last)))
                .orElse(documents.entry(id, 0));
        var found = entryDocuments(id, first, limit);
        var entries = found.stream().limit(limit).map(FirestoreLedger::stored).toList();
        return new Page<>(
                entries, found.size() > limit ? Optional.of(found.getLast().getName()) : Optional.empty());
    }

    private static StoredEntry stored(Document document) {
        var place = FirestoreDocuments.last(document.getName()).replaceFirst("^0*(?=.)", "");
        return StoredEntry.read(
                place, () -> StoredJson.entry(FirestoreDocuments.text(document, FirestoreDocuments.BODY)));
    }

    private List<Document> entryDocuments(RunId id, String first, int limit) {
        var query = list("entries", "__name__", Direction.ASCENDING, limit)
                .setStartAt(Cursor.newBuilder()
                        .addValues(Value.newBuilder().setReferenceValue(first))
                        .setBefore(true));
        return reader.query("entries of run " + id, documents.run(id), query);
    }

    @Override
    public boolean expires() {
        return true;
    }

    /** One more than requested shows whether there are more, without another call. */
    private StructuredQuery.Builder list(String collection, String field, Direction direction, int limit) {
        return StructuredQuery.newBuilder()
                .addFrom(CollectionSelector.newBuilder().setCollectionId(documents.collection(collection)))
                .addOrderBy(Order.newBuilder().setField(reference(field)).setDirection(direction))
                .setLimit(Int32Value.of(limit + 1));
    }

    private static Filter where(String field, FieldFilter.Operator operator, String value) {
        return Filter.newBuilder()
                .setFieldFilter(FieldFilter.newBuilder()
                        .setField(reference(field))
                        .setOp(operator)
                        .setValue(FirestoreDocuments.text(value)))
                .build();
    }

    private static FieldReference reference(String field) {
        return FieldReference.newBuilder().setFieldPath(field).build();
    }

    private static <T> Page<T> page(List<T> found, int limit, Function<T, String> cursor) {
        boolean more = found.size() > limit;
        var items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? Optional.of(cursor.apply(items.getLast())) : Optional.empty());
    }
}
