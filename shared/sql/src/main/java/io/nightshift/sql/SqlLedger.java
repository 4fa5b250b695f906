package io.nightshift.sql;

import io.nightshift.core.act.Timeouts;
import io.nightshift.core.engine.RetentionLog;
import io.nightshift.core.file.PrivateFiles;
import io.nightshift.core.ledger.BatchLedger;
import io.nightshift.core.ledger.BatchQueue;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.ledger.StoredEntry;
import io.nightshift.core.ledger.StoredJson;
import io.nightshift.core.ledger.StoredRun;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.ledger.WriteHealth;
import io.nightshift.core.ledger.WriteProbe;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in a SQL database: a SQLite file, or PostgreSQL. Survives a lost connection: a read is repeated, and a commit
 * whose response was lost is looked up before it is written again.
 */
public final class SqlLedger implements BatchLedger, WriteProbe, AutoCloseable {

    /** How long a commit's id is kept: longer than any worker tries to find out whether the commit took effect. */
    private static final Duration KEEP_COMMIT_IDS = Duration.ofHours(1);

    /** The commits of up to this many callers form one transaction, so that they share one wait for the disk. */
    private static final int MOST_AT_ONCE = 64;

    /** Read at once when a filter needs more than the columns. */
    private static final int MOST_READ = 500;

    /** The logs are runs, and few. */
    private static final int LOGS = 10;

    private final SqlDialect dialect;
    private final ConnectionPool readers;
    private final ConnectionPool writer;
    private final Supplier<UUID> ids;
    private final SqlRetry reading;
    private final SqlRetry writing;
    private final BatchQueue<List<Turn>, List<Written>> turns = new BatchQueue<>(MOST_AT_ONCE, this::writeTogether);
    private final WriteHealth health = new WriteHealth();
    private volatile Optional<OpenedFile> file = Optional.empty();

    /** @param limit the limit of each whole call; empty for none */
    SqlLedger(
            SqlDialect dialect,
            ConnectionPool.Opening opening,
            Supplier<UUID> ids,
            Optional<Timeouts> limit,
            Consumer<Duration> waiting) {
        this.dialect = dialect;
        this.ids = ids;
        readers = new ConnectionPool(dialect.readers, opening);
        writer = new ConnectionPool(1, opening);
        reading = new SqlRetry(dialect, readers, limit, waiting);
        writing = new SqlRetry(dialect, writer, limit, waiting);
    }

    /**
     * @param where a file for SQLite (its folder is created), or a {@code jdbc:postgresql:} or {@code jdbc:sqlite:} URL
     * @throws LedgerException when it cannot be opened, or was written by a newer version
     */
    public static SqlLedger open(String where) {
        var url = where.startsWith("jdbc:") ? where : file(Path.of(where));
        var dialect = SqlDialect.of(url);
        var ledger = new SqlLedger(
                dialect,
                () -> dialect.open(url),
                UUID::randomUUID,
                dialect.limit.map(Timeouts::of),
                wait -> LockSupport.parkNanos(wait.toNanos()));
        try {
            ledger.prepare();
            ledger.file = dialect == SqlDialect.SQLITE ? OpenedFile.of(url) : Optional.empty();
        } catch (LedgerException e) {
            ledger.close();
            // A URL may hold a password.
            var place = where.startsWith("jdbc:") ? "the database" : where;
            throw new LedgerException(place + ": " + e.getMessage(), e.retryable());
        }
        return ledger;
    }

    private static String file(Path path) {
        try {
            var folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.createFolder(folder);
            }
            // SQLite gives its other files the permissions of this one.
            PrivateFiles.createIfMissing(path);
        } catch (IOException e) {
            throw new LedgerException(path + " cannot be made", false, e);
        }
        return "jdbc:sqlite:" + path;
    }

    /** Creates missing tables. */
    void prepare() {
        change(connection -> {
            SqlSchema.prepare(dialect, connection);
            return true;
        });
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }

    @Override
    public Optional<Run> run(RunId id) {
        var sql = "SELECT body FROM nightshift_run WHERE id = ?";
        return writable(id) ? list(sql, StoredJson::run, id.value()).stream().findFirst() : Optional.empty();
    }

    /** PostgreSQL accepts no NUL and no half of a surrogate pair in a text, and no run has one in its id. */
    private static boolean writable(RunId id) {
        return id.value().codePoints().allMatch(c -> c != 0 && Character.getType(c) != Character.SURROGATE);
    }

    @Override
    public Map<String, Marker> markers(Set<String> keys) {
        var found = new LinkedHashMap<String, Marker>();
        keys.forEach(key -> found.put(key, Marker.absent(key)));
        if (!keys.isEmpty()) {
            var byId = new HashMap<String, String>();
            keys.forEach(key -> byId.put(Sha256.hex(key), key));
            var sql = "SELECT id, version, value FROM nightshift_mark WHERE id IN (%s)"
                    .formatted(String.join(", ", Collections.nCopies(byId.size(), "?")));
            rows(sql, row -> marker(byId, row), byId.keySet().toArray())
                    .forEach(marker -> found.put(marker.key(), marker));
        }
        return found;
    }

    private static Marker marker(Map<String, String> keys, ResultSet row) throws SQLException {
        var key = Objects.requireNonNull(keys.get(row.getString(1)));
        return new Marker(key, row.getLong(2), StoredJson.mark(row.getString(3)));
    }

    @Override
    public Commit commit(Turn turn) {
        return switch (writeAll(List.of(turn)).getFirst()) {
            case Written.Known(var commit) -> commit;
            case Written.Failed(var failure) -> throw failure;
        };
    }

    @Override
    public List<Written> writeAll(List<Turn> all) {
        return all.isEmpty() ? List.of() : turns.submit(all);
    }

    /** Writes the turns of several callers together. */
    private List<List<Written>> writeTogether(List<List<Turn>> groups) {
        var all = groups.stream().flatMap(List::stream).toList();
        var written =
                together(all).orElseGet(() -> all.stream().map(this::alone).toList());
        var results = new ArrayList<List<Written>>();
        int from = 0;
        for (var group : groups) {
            results.add(written.subList(from, from + group.size()));
            from += group.size();
        }
        return results;
    }

    /** Writes all in one transaction; empty if one of them prevents the others from being written. */
    private Optional<List<Written>> together(List<Turn> all) {
        if (all.size() == 1) {
            return Optional.empty();
        }
        try {
            return write(all) instanceof Commit.Done done
                    ? Optional.of(Collections.nCopies(all.size(), new Written.Known(done)))
                    : Optional.empty();
        } catch (LedgerException e) {
            return e.retryable()
                    ? Optional.of(Collections.nCopies(all.size(), new Written.Failed(e)))
                    : Optional.empty();
        }
    }

    private Written alone(Turn turn) {
        try {
            return new Written.Known(write(List.of(turn)));
        } catch (LedgerException e) {
            return new Written.Failed(e);
        }
    }

    private Commit write(List<Turn> all) {
        var write = new TurnWriter(all, ids.get().toString());
        return health.watch(() -> {
            try {
                file.ifPresent(OpenedFile::check);
                var commit = writing.answer(write::write);
                // A file that was removed meanwhile has lost the data just written.
                file.ifPresent(OpenedFile::check);
                return commit;
            } catch (SQLException e) {
                return switch (dialect.fault(e)) {
                    case CONFLICT -> new Commit.Conflict("the database chose another transaction");
                    case LOST ->
                        throw failure(dialect.words(e) + "; whether the turn was written is not known", true, e);
                    case PASSING -> throw failure(dialect.words(e), true, e);
                    case LASTING -> throw failure(dialect.words(e), false, e);
                };
            }
        });
    }

    @Override
    public Optional<String> fault() {
        try {
            file.ifPresent(OpenedFile::check);
            return health.fault();
        } catch (LedgerException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public void probe() {
        health.probe(() -> change(this::writeNothing));
    }

    /** Records the id of a commit without turns; it is deleted with the others. */
    private boolean writeNothing(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO nightshift_turn (id, written) VALUES (?, 0)")) {
            insert.setString(1, ids.get().toString());
            return insert.executeUpdate() == 1;
        }
    }

    @Override
    public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        var sql = "SELECT body FROM nightshift_entry WHERE run = ? AND number >= ? ORDER BY number LIMIT ?";
        var entries = writable(id)
                ? list(
                        sql,
                        StoredJson::entry,
                        id.value(),
                        from.map(Long::parseLong).orElse(0L),
                        limit)
                : List.<Entry>of();
        return page(entries, limit, last -> Long.toString(last.number() + 1));
    }

    @Override
    public Page<Run> runs(Optional<String> from, int limit) {
        // The first condition lets the index return the rows in order; an OR alone would sort all of them.
        var sql = "SELECT body FROM nightshift_run WHERE started <= ? AND (started < ? OR id > ?) "
                + "ORDER BY started DESC, id LIMIT ?";
        var cursor = from.map(text -> text.split(" ", 2)).orElse(new String[] {Long.toString(Long.MAX_VALUE), ""});
        long started = Long.parseLong(cursor[0]);
        var runs = list(sql, StoredJson::run, started, started, cursor[1], limit);
        return page(runs, limit, last -> Nanos.of(last.startedAt()) + " " + last.id());
    }

    /** What a column does not say is compared here, in a part that is read at once. */
    @Override
    public Page<Run> runs(RunFilter filter, Optional<String> from, int limit) {
        boolean byColumns = filter.outcome().isEmpty() && filter.rule().isEmpty();
        int most = byColumns ? limit + LOGS : Math.max(limit, MOST_READ);
        var query = SqlRunQuery.of(filter, from, most);
        var read = list(query.sql(), StoredJson::run, query.values().toArray());
        var next = read.size() < most ? Optional.<String>empty() : Optional.of(SqlRunQuery.cursor(read.getLast()));
        return filter.page(read, next, limit, SqlRunQuery::cursor);
    }

    @Override
    public Page<Run> open(Optional<String> from, int limit) {
        var sql = "SELECT body FROM nightshift_run WHERE due IS NOT NULL AND due >= ? AND (due > ? OR id > ?) "
                + "ORDER BY due, id LIMIT ?";
        var cursor = from.map(text -> text.split(" ", 2)).orElse(new String[] {Long.toString(Long.MIN_VALUE), ""});
        long due = Long.parseLong(cursor[0]);
        var open = list(sql, StoredJson::run, due, due, cursor[1], limit);
        return page(open, limit, last -> Nanos.of(last.dueAt().orElseThrow()) + " " + last.id());
    }

    @Override
    public Page<RunId> due(Instant now, Optional<String> from, int limit) {
        var sql = "SELECT id FROM nightshift_run WHERE due IS NOT NULL AND due <= ? AND id > ? ORDER BY id LIMIT ?";
        return page(list(sql, RunId::new, Nanos.of(now), from.orElse(""), limit), limit, RunId::value);
    }

    @Override
    public Page<RunId> traces(Optional<String> from, int limit) {
        return ask(SqlTraces.at(from, limit)::read);
    }

    @Override
    public Optional<StoredRun> stored(RunId id) {
        var sql = "SELECT body, version, started, due FROM nightshift_run WHERE id = ?";
        return writable(id)
                ? rows(sql, row -> stored(id, row), id.value()).stream().findFirst()
                : Optional.empty();
    }

    private static StoredRun stored(RunId id, ResultSet row) throws SQLException {
        var version = String.valueOf(row.getObject(2));
        var started = String.valueOf(row.getObject(3));
        var due = String.valueOf(row.getObject(4));
        return StoredRun.read(id, String.valueOf(row.getString(1)), run -> {
            var other = new ArrayList<String>();
            differs(other, "version", version, run.version());
            differs(other, "started", started, Nanos.of(run.startedAt()));
            differs(other, "due", due, run.dueAt().map(Nanos::of).orElse(null));
            return other;
        });
    }

    private static void differs(List<String> other, String column, String stored, @Nullable Object said) {
        if (!stored.equals(String.valueOf(said))) {
            other.add(column);
        }
    }

    /** By their position in the list: the number in a forged row may be anything. */
    @Override
    public Page<StoredEntry> storedEntries(RunId id, Optional<String> from, int limit) {
        var sql = "SELECT number, body FROM nightshift_entry WHERE run = ? ORDER BY number LIMIT ? OFFSET ?";
        long offset = from.map(Long::parseLong).orElse(0L);
        var entries =
                writable(id) ? rows(sql, SqlLedger::storedEntry, id.value(), limit, offset) : List.<StoredEntry>of();
        return page(entries, limit, last -> Long.toString(offset + limit));
    }

    private static StoredEntry storedEntry(ResultSet row) throws SQLException {
        var body = String.valueOf(row.getString(2));
        return StoredEntry.read(String.valueOf(row.getObject(1)), () -> StoredJson.entry(body));
    }

    /** Deletes expired marks; returns their number. */
    public int forget(Instant now) {
        return change(connection -> {
            delete(connection, "DELETE FROM nightshift_turn WHERE written < ?", now.minus(KEEP_COMMIT_IDS));
            return delete(connection, "DELETE FROM nightshift_mark WHERE keep < ?", now);
        });
    }

    /**
     * Deletes runs that ended before that time, a few hundred at a time, after writing them to the log of removals. Returns
     * their number, 0 when there are no more.
     */
    public int forgetRuns(Instant endedBefore, Instant now) {
        var ended = ask(new SqlRetention(endedBefore)::ended);
        if (ended.isEmpty()) {
            return 0;
        }
        new RetentionLog(this, now).announce(ended);
        return change(connection -> SqlRetention.delete(connection, ended));
    }

    private static int delete(Connection connection, String sql, Instant before) throws SQLException {
        try (var delete = connection.prepareStatement(sql)) {
            delete.setLong(1, Nanos.of(before));
            return delete.executeUpdate();
        }
    }

    private static <T> Page<T> page(List<T> items, int limit, Function<T, String> cursor) {
        return new Page<>(items, items.size() < limit ? Optional.empty() : Optional.of(cursor.apply(items.getLast())));
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String sql, Function<String, T> read, Object... values) {
        return rows(sql, row -> read.apply(row.getString(1)), values);
    }

    private <T> List<T> rows(String sql, Row<T> read, Object... values) {
        return ask(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    select.setObject(i + 1, values[i]);
                }
                var items = new ArrayList<T>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        items.add(read.read(rows));
                    }
                }
                return items;
            }
        });
    }

    private <T> T ask(ConnectionPool.Work<T> question) {
        return answer(reading, question);
    }

    private <T> T change(ConnectionPool.Work<T> change) {
        return answer(writing, change);
    }

    private <T> T answer(SqlRetry retryPolicy, ConnectionPool.Work<T> work) {
        file.ifPresent(OpenedFile::check);
        try {
            return retryPolicy.answer(work);
        } catch (SQLException e) {
            throw failure(dialect.words(e), dialect.fault(e) != SqlDialect.Fault.LASTING, e);
        }
    }

    /**
     * Contains the database's code next to Nightshift's own words; the driver's exception is omitted, because it may quote
     * anything.
     */
    private static LedgerException failure(String words, boolean retryable, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState() + ", ";
        return new LedgerException("%s (%s%d)".formatted(words, state, e.getErrorCode()), retryable);
    }
}
