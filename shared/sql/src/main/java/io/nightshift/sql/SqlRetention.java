package io.nightshift.sql;

import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Removal;
import io.nightshift.core.ledger.StoredJson;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes whole runs that ended before a time, with all of their entries: a chain exists from its start, or not at all. */
record SqlRetention(Instant before) {

    /** The number of runs that one transaction checks; small, so that no writer waits long. */
    static final int AT_ONCE = 200;

    /** Deletes the runs that have not changed since they were read; returns their number. */
    static int delete(Connection connection, List<Run> ended) throws SQLException {
        connection.setAutoCommit(false);
        int deleted = 0;
        for (var run : ended) {
            deleted += delete(connection, run);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return deleted;
    }

    /** A run that waits for nothing has no due time either: only its body shows that it ended. */
    List<Run> ended(Connection connection) throws SQLException {
        var sql = "SELECT body FROM nightshift_run WHERE due IS NULL AND started < ? ORDER BY started LIMIT " + AT_ONCE;
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, Nanos.of(before));
            var ended = new ArrayList<Run>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    readable(rows.getString(1)).filter(this::isOver).ifPresent(ended::add);
                }
            }
            return ended;
        }
    }

    private boolean isOver(Run run) {
        return run.status() == Status.FINISHED
                && run.changedAt().isBefore(before)
                && !run.key().equals(Removal.LOG);
    }

    /** A damaged run stays, for the audit to find, and does not prevent the others from being deleted. */
    private static Optional<Run> readable(String body) {
        try {
            return Optional.of(StoredJson.run(body));
        } catch (LedgerException e) {
            return Optional.empty();
        }
    }

    private static int delete(Connection connection, Run run) throws SQLException {
        try (var theRun = connection.prepareStatement("DELETE FROM nightshift_run WHERE id = ? AND version = ?");
                var entries = connection.prepareStatement("DELETE FROM nightshift_entry WHERE run = ?")) {
            theRun.setString(1, run.id().value());
            theRun.setLong(2, run.version());
            if (theRun.executeUpdate() == 0) {
                return 0;
            }
            entries.setString(1, run.id().value());
            entries.executeUpdate();
            return 1;
        }
    }
}
