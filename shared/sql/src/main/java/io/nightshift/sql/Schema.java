package io.nightshift.sql;

import io.nightshift.core.ledger.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables, and their version. Times are whole numbers, because texts of ISO times do not sort. */
final class Schema {

    static final int VERSION = 1;

    private static final List<String> TABLES = List.of(
            // started: nanoseconds; due: milliseconds, both since 1970; body: the run as JSON
            "CREATE TABLE IF NOT EXISTS nightshift_run (id VARCHAR(200) PRIMARY KEY, version BIGINT NOT NULL, "
                    + "started BIGINT NOT NULL, due BIGINT, body TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS nightshift_run_started ON nightshift_run (started DESC, id)",
            "CREATE INDEX IF NOT EXISTS nightshift_run_due ON nightshift_run (id) WHERE due IS NOT NULL",
            "CREATE TABLE IF NOT EXISTS nightshift_entry (run VARCHAR(200) NOT NULL, number BIGINT NOT NULL, "
                    + "body TEXT NOT NULL, PRIMARY KEY (run, number))",
            // id: the hash of the key, because keys hold names from outside; keep: milliseconds since 1970
            "CREATE TABLE IF NOT EXISTS nightshift_mark (id CHAR(64) PRIMARY KEY, version BIGINT NOT NULL, "
                    + "value TEXT NOT NULL, keep BIGINT NOT NULL)");

    private Schema() {}

    static Void prepare(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS nightshift_schema (version INT NOT NULL)");
            int version = version(connection);
            if (version > VERSION) {
                throw new LedgerException(
                        "the ledger was written by a newer Nightshift (schema " + version + "; this one knows "
                                + VERSION + "); use that one",
                        false);
            }
            if (version == 0) {
                for (var table : TABLES) {
                    statement.execute(table);
                }
                statement.execute("INSERT INTO nightshift_schema (version) VALUES (" + VERSION + ")");
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        return null;
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT MAX(version) FROM nightshift_schema")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
