package io.nightshift.sql;

import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.RunJson;
import io.nightshift.core.run.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes turns in one transaction of conditional statements: if a row does not have the expected version, nothing is changed.
 * A turn may rely on marks that an earlier one writes.
 *
 * @param id the id of this commit, the same in each attempt
 */
record TurnWriter(List<Turn> turns, String id) {

    /** May be called again after a lost response: it finds what an earlier call committed, and does not write it twice. */
    Commit write(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        var commit = inTransaction(connection);
        if (commit instanceof Commit.Done) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
        return commit;
    }

    private Commit inTransaction(Connection connection) throws SQLException {
        if (writeId(connection) == 0) {
            return new Commit.Done();
        }
        var staleRun = writeRuns(connection);
        var stale = staleRun.isPresent() ? staleRun : writeMarks(connection);
        if (stale.isPresent()) {
            return new Commit.Conflict(stale.get());
        }
        writeEntries(connection);
        return new Commit.Done();
    }

    /** Waits for an earlier attempt whose transaction the database has not ended yet. */
    private int writeId(Connection connection) throws SQLException {
        var sql = "INSERT INTO nightshift_turn (id, written) VALUES (?, ?) ON CONFLICT (id) DO NOTHING";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setLong(2, Nanos.of(turns.getFirst().run().changedAt()));
            return insert.executeUpdate();
        }
    }

    private interface Row<T> {
        void set(PreparedStatement statement, T item) throws SQLException;
    }

    /** Writes a row for each item; returns the first item that changed none. */
    private static <T> Optional<T> write(Connection connection, String sql, List<T> items, Row<T> row)
            throws SQLException {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        try (var statement = connection.prepareStatement(sql)) {
            for (var item : items) {
                row.set(statement, item);
                statement.addBatch();
            }
            var counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0) {
                    return Optional.of(items.get(i));
                }
            }
            return Optional.empty();
        }
    }

    /** Writes new rows first, then changed ones; returns the first stale one. */
    private static <T> Optional<T> writeConditionally(
            Connection connection, List<T> items, Predicate<T> isNew, String insert, String update, Row<T> row)
            throws SQLException {
        var stale = write(connection, insert, items.stream().filter(isNew).toList(), row);
        return stale.isPresent()
                ? stale
                : write(
                        connection,
                        update,
                        items.stream().filter(isNew.negate()).toList(),
                        row);
    }

    private Optional<String> writeRuns(Connection connection) throws SQLException {
        return writeConditionally(
                        connection,
                        sorted(turns, turn -> turn.run().id().value()),
                        turn -> turn.expectedVersion() == 0,
                        "INSERT INTO nightshift_run (version, started, due, body, id) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                        "UPDATE nightshift_run SET version = ?, started = ?, due = ?, body = ? WHERE id = ? AND version = ?",
                        TurnWriter::run)
                .map(turn -> "run " + turn.run().id());
    }

    private static void run(PreparedStatement statement, Turn turn) throws SQLException {
        var run = turn.run();
        statement.setLong(1, run.version());
        statement.setLong(2, Nanos.of(run.startedAt()));
        statement.setObject(3, run.dueAt().map(Nanos::of).orElse(null), Types.BIGINT);
        statement.setString(4, RunJson.of(run).text());
        statement.setString(5, run.id().value());
        if (turn.expectedVersion() > 0) {
            statement.setLong(6, turn.expectedVersion());
        }
    }

    /** In the order of their keys, so that two transactions never wait for each other. */
    private static <T> List<T> sorted(List<T> items, Function<T, String> key) {
        return items.stream().sorted(Comparator.comparing(key)).toList();
    }

    /**
     * The combined change of all turns to a mark: many turns of one rule change the same counters, and only the last state is
     * stored.
     */
    private record MarkChange(String key, long expectedVersion, MarkerWrite last) {

        static MarkChange of(MarkerWrite write) {
            return new MarkChange(write.key(), write.expectedVersion(), write);
        }

        boolean isNew() {
            return expectedVersion == 0;
        }

        boolean precedes(MarkerWrite write) {
            return last.expectedVersion() + 1 == write.expectedVersion();
        }

        MarkChange then(MarkerWrite write) {
            return new MarkChange(key, expectedVersion, write);
        }

        void set(PreparedStatement statement) throws SQLException {
            statement.setLong(1, last.expectedVersion() + 1);
            statement.setString(2, last.value().text());
            statement.setLong(3, Nanos.of(last.keepUntil()));
            statement.setString(4, Sha256.hex(key));
            if (!isNew()) {
                statement.setLong(5, expectedVersion);
            }
        }
    }

    private Optional<String> writeMarks(Connection connection) throws SQLException {
        var changes = new LinkedHashMap<String, MarkChange>();
        for (var turn : turns) {
            for (var write : turn.marks()) {
                var before = changes.get(write.key());
                if (before != null && !before.precedes(write)) {
                    return Optional.of("mark " + write.key());
                }
                changes.put(write.key(), before == null ? MarkChange.of(write) : before.then(write));
            }
        }
        return writeConditionally(
                        connection,
                        sorted(List.copyOf(changes.values()), MarkChange::key),
                        MarkChange::isNew,
                        "INSERT INTO nightshift_mark (version, value, keep, id) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                        "UPDATE nightshift_mark SET version = ?, value = ?, keep = ? WHERE id = ? AND version = ?",
                        (statement, change) -> change.set(statement))
                .map(change -> "mark " + change.key());
    }

    private void writeEntries(Connection connection) throws SQLException {
        var entries = turns.stream().flatMap(turn -> turn.entries().stream()).toList();
        var _ = write(
                connection,
                "INSERT INTO nightshift_entry (run, number, body) VALUES (?, ?, ?)",
                entries,
                (statement, entry) -> {
                    statement.setString(1, entry.run().value());
                    statement.setLong(2, entry.number());
                    statement.setString(3, entry.toJson().text());
                });
    }
}
