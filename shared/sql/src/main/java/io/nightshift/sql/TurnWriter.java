package io.nightshift.sql;

import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.RunJson;
import io.nightshift.core.run.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.Optional;

/**
 * Writes one turn in one transaction of conditional statements: a row that does not have the expected version is not
 * changed, and then nothing is.
 *
 * @param id of this commit, the same in each attempt
 */
record TurnWriter(Turn turn, String id) {

    /** May be called again when the answer was lost: what an earlier call committed is found, and not written twice. */
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
        if (writeRun(connection) == 0) {
            return new Commit.Conflict("run " + turn.run().id());
        }
        var stale = writeMarks(connection);
        if (stale.isPresent()) {
            return new Commit.Conflict("mark " + stale.get());
        }
        writeEntries(connection);
        return new Commit.Done();
    }

    /** Waits for an earlier attempt whose transaction the database has not ended yet. */
    private int writeId(Connection connection) throws SQLException {
        var sql = "INSERT INTO nightshift_turn (id, written) VALUES (?, ?) ON CONFLICT (id) DO NOTHING";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setLong(2, Nanos.of(turn.run().changedAt()));
            return insert.executeUpdate();
        }
    }

    private int writeRun(Connection connection) throws SQLException {
        var sql = turn.expectedVersion() == 0
                ? "INSERT INTO nightshift_run (version, started, due, body, id) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
                : "UPDATE nightshift_run SET version = ?, started = ?, due = ?, body = ? WHERE id = ? AND version = ?";
        var run = turn.run();
        try (var write = connection.prepareStatement(sql)) {
            write.setLong(1, run.version());
            write.setLong(2, Nanos.of(run.startedAt()));
            write.setObject(3, run.dueAt().map(Nanos::of).orElse(null), Types.BIGINT);
            write.setString(4, RunJson.of(run).text());
            write.setString(5, run.id().value());
            if (turn.expectedVersion() > 0) {
                write.setLong(6, turn.expectedVersion());
            }
            return write.executeUpdate();
        }
    }

    /** In the order of their keys, so that no two turns wait for each other; gives the first stale one. */
    private Optional<String> writeMarks(Connection connection) throws SQLException {
        var marks = turn.marks().stream()
                .sorted(Comparator.comparing(MarkerWrite::key))
                .toList();
        for (var mark : marks) {
            if (writeMark(connection, mark) == 0) {
                return Optional.of(mark.key());
            }
        }
        return Optional.empty();
    }

    private static int writeMark(Connection connection, MarkerWrite mark) throws SQLException {
        var sql = mark.expectedVersion() == 0
                ? "INSERT INTO nightshift_mark (version, value, keep, id) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
                : "UPDATE nightshift_mark SET version = ?, value = ?, keep = ? WHERE id = ? AND version = ?";
        try (var write = connection.prepareStatement(sql)) {
            write.setLong(1, mark.expectedVersion() + 1);
            write.setString(2, mark.value().text());
            write.setLong(3, Nanos.of(mark.keepUntil()));
            write.setString(4, Sha256.hex(mark.key()));
            if (mark.expectedVersion() > 0) {
                write.setLong(5, mark.expectedVersion());
            }
            return write.executeUpdate();
        }
    }

    private void writeEntries(Connection connection) throws SQLException {
        var sql = "INSERT INTO nightshift_entry (run, number, body) VALUES (?, ?, ?)";
        try (var insert = connection.prepareStatement(sql)) {
            for (var entry : turn.entries()) {
                insert.setString(1, entry.run().value());
                insert.setLong(2, entry.number());
                insert.setString(3, entry.toJson().text());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
