package io.nightshift.sql;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import io.nightshift.core.run.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger in a SQL database: a SQLite file, or PostgreSQL. Every write is one transaction of conditional statements:
 * a row that does not have the expected version is not changed, and then nothing is.
 */
public final class SqlLedger implements Ledger, AutoCloseable {

    private final Connections connections;

    private SqlLedger(Connections connections) {
        this.connections = connections;
    }

    /**
     * @param where a file for SQLite (its folder is made), or a {@code jdbc:postgresql:} or {@code jdbc:sqlite:} URL
     * @throws LedgerException when it cannot be opened, or was written by a newer version
     */
    public static SqlLedger open(String where) {
        var connections = new Connections(where.startsWith("jdbc:") ? where : file(Path.of(where)));
        var ledger = new SqlLedger(connections);
        ledger.ask(Schema::prepare);
        return ledger;
    }

    private static String file(Path path) {
        try {
            var folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new LedgerException("the folder of " + path + " cannot be made", false, e);
        }
        return "jdbc:sqlite:" + path;
    }

    @Override
    public void close() {
        connections.close();
    }

    @Override
    public Optional<Run> run(RunId id) {
        return ask(connection -> run(connection, id));
    }

    private static Optional<Run> run(Connection connection, RunId id) throws SQLException {
        try (var select = connection.prepareStatement("SELECT body FROM nightshift_run WHERE id = ?")) {
            select.setString(1, id.value());
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(readRun(rows.getString(1))) : Optional.empty();
            }
        }
    }

    @Override
    public Map<String, Marker> markers(Set<String> keys) {
        return ask(connection -> {
            var found = new LinkedHashMap<String, Marker>();
            try (var select = connection.prepareStatement("SELECT version, value FROM nightshift_mark WHERE id = ?")) {
                for (var key : keys) {
                    found.put(key, marker(select, key));
                }
            }
            return found;
        });
    }

    private static Marker marker(PreparedStatement select, String key) throws SQLException {
        select.setString(1, Sha256.hex(key));
        try (var rows = select.executeQuery()) {
            return rows.next() ? new Marker(key, rows.getLong(1), readObject(rows.getString(2))) : Marker.absent(key);
        }
    }

    @Override
    public Commit commit(Turn turn) {
        try {
            return connections.use(connection -> commit(connection, turn));
        } catch (SQLException e) {
            return connections.dialect().conflict(e)
                    ? new Commit.Conflict("the database chose another transaction")
                    : afterFault(turn, e);
        }
    }

    /** The connection broke; whether the transaction went through is in the database. */
    private Commit afterFault(Turn turn, SQLException fault) {
        var there = run(turn.run().id());
        if (there.filter(run -> run.version() == turn.run().version()
                        && run.head().equals(turn.run().head()))
                .isPresent()) {
            return new Commit.Done();
        }
        throw failure(fault);
    }

    private static Commit commit(Connection connection, Turn turn) throws SQLException {
        connection.setAutoCommit(false);
        var conflict = write(connection, turn);
        if (conflict.isPresent()) {
            connection.rollback();
        } else {
            connection.commit();
        }
        connection.setAutoCommit(true);
        return conflict.<Commit>map(Commit.Conflict::new).orElseGet(Commit.Done::new);
    }

    /** Marks in the order of their keys, so that two turns never wait for each other. */
    private static Optional<String> write(Connection connection, Turn turn) throws SQLException {
        if (writeRun(connection, turn) == 0) {
            return Optional.of("run " + turn.run().id());
        }
        var marks = turn.marks().stream()
                .sorted(Comparator.comparing(MarkerWrite::key))
                .toList();
        for (var mark : marks) {
            if (writeMark(connection, mark) == 0) {
                return Optional.of("mark " + mark.key());
            }
        }
        writeEntries(connection, turn);
        return Optional.empty();
    }

    private static int writeRun(Connection connection, Turn turn) throws SQLException {
        var sql = turn.expectedVersion() == 0
                ? "INSERT INTO nightshift_run (version, started, due, body, id) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
                : "UPDATE nightshift_run SET version = ?, started = ?, due = ?, body = ? WHERE id = ? AND version = ?";
        var run = turn.run();
        try (var write = connection.prepareStatement(sql)) {
            write.setLong(1, run.version());
            write.setLong(2, nanos(run.startedAt()));
            write.setObject(3, run.dueAt().map(SqlLedger::dueMillis).orElse(null), java.sql.Types.BIGINT);
            write.setString(4, RunJson.of(run).text());
            write.setString(5, run.id().value());
            if (turn.expectedVersion() > 0) {
                write.setLong(6, turn.expectedVersion());
            }
            return write.executeUpdate();
        }
    }

    private static int writeMark(Connection connection, MarkerWrite mark) throws SQLException {
        var sql = mark.expectedVersion() == 0
                ? "INSERT INTO nightshift_mark (version, value, keep, id) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
                : "UPDATE nightshift_mark SET version = ?, value = ?, keep = ? WHERE id = ? AND version = ?";
        try (var write = connection.prepareStatement(sql)) {
            write.setLong(1, mark.expectedVersion() + 1);
            write.setString(2, mark.value().text());
            write.setLong(3, mark.keepUntil().toEpochMilli());
            write.setString(4, Sha256.hex(mark.key()));
            if (mark.expectedVersion() > 0) {
                write.setLong(5, mark.expectedVersion());
            }
            return write.executeUpdate();
        }
    }

    private static void writeEntries(Connection connection, Turn turn) throws SQLException {
        try (var insert =
                connection.prepareStatement("INSERT INTO nightshift_entry (run, number, body) VALUES (?, ?, ?)")) {
            for (var entry : turn.entries()) {
                insert.setString(1, entry.run().value());
                insert.setLong(2, entry.number());
                insert.setString(3, entry.toJson().text());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        var sql = "SELECT body, number FROM nightshift_entry WHERE run = ? AND number >= ? ORDER BY number LIMIT ?";
        return ask(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                select.setString(1, id.value());
                select.setLong(2, from.map(Long::parseLong).orElse(0L));
                select.setInt(3, limit);
                var entries = new ArrayList<Entry>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        entries.add(readEntry(rows.getString(1)));
                    }
                }
                return page(entries, limit, last -> Long.toString(last.number() + 1));
            }
        });
    }

    @Override
    public Page<Run> runs(Optional<String> from, int limit) {
        var sql = "SELECT body FROM nightshift_run WHERE started < ? OR (started = ? AND id > ?) "
                + "ORDER BY started DESC, id LIMIT ?";
        return ask(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                var cursor =
                        from.map(text -> text.split(" ", 2)).orElse(new String[] {Long.toString(Long.MAX_VALUE), ""});
                select.setLong(1, Long.parseLong(cursor[0]));
                select.setLong(2, Long.parseLong(cursor[0]));
                select.setString(3, cursor[1]);
                select.setInt(4, limit);
                var runs = new ArrayList<Run>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        runs.add(readRun(rows.getString(1)));
                    }
                }
                return page(runs, limit, last -> nanos(last.startedAt()) + " " + last.id());
            }
        });
    }

    @Override
    public Page<RunId> due(Instant now, Optional<String> from, int limit) {
        var sql = "SELECT id FROM nightshift_run WHERE due IS NOT NULL AND due <= ? AND id > ? ORDER BY id LIMIT ?";
        return ask(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                select.setLong(1, now.toEpochMilli());
                select.setString(2, from.orElse(""));
                select.setInt(3, limit);
                var ids = new ArrayList<RunId>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        ids.add(new RunId(rows.getString(1)));
                    }
                }
                return page(ids, limit, RunId::value);
            }
        });
    }

    /** Deletes marks that nobody needs any more; the number of them. */
    public int forget(Instant now) {
        return ask(connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM nightshift_mark WHERE keep < ?")) {
                delete.setLong(1, now.toEpochMilli());
                return delete.executeUpdate();
            }
        });
    }

    private interface Cursor<T> {
        String after(T last);
    }

    private static <T> Page<T> page(List<T> items, int limit, Cursor<T> cursor) {
        return new Page<>(
                items,
                items.size() < limit || items.isEmpty()
                        ? Optional.empty()
                        : Optional.of(cursor.after(items.getLast())));
    }

    private <T> T ask(Sql.Work<T> question) {
        try {
            return connections.use(question);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private LedgerException failure(SQLException fault) {
        // The driver's text may quote values; its code says enough.
        var message = "the database answered " + fault.getSQLState() + " (" + fault.getErrorCode() + ")";
        return new LedgerException(message, connections.dialect().passing(fault), fault);
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    /** Rounded up: a run is never due before its time. */
    private static Long dueMillis(Instant time) {
        return time.plusNanos(999_999).toEpochMilli();
    }

    private static Run readRun(String text) {
        try {
            return RunJson.read(Json.parse(text));
        } catch (JsonException e) {
            throw unreadable("a run", e);
        }
    }

    private static Json.Obj readObject(String text) {
        try {
            return View.of(Json.parse(text)).object();
        } catch (JsonException e) {
            throw unreadable("a mark", e);
        }
    }

    private static Entry readEntry(String text) {
        try {
            return Entry.read(Json.parse(text));
        } catch (JsonException e) {
            throw unreadable("an entry", e);
        }
    }

    private static LedgerException unreadable(String what, JsonException e) {
        return new LedgerException(what + " in the ledger cannot be read: " + e.getMessage(), false, e);
    }
}
