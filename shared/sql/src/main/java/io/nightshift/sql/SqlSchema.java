package io.nightshift.sql;

import io.nightshift.core.ledger.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables, and their version. Times are whole nanoseconds since 1970, because texts of ISO times do not sort. */
final class SqlSchema {

    static final int VERSION = 1;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE nightshift_run (id VARCHAR(200) PRIMARY KEY, version BIGINT NOT NULL, "
                    + "started BIGINT NOT NULL, due BIGINT, body TEXT NOT NULL)",
            "CREATE INDEX nightshift_run_started ON nightshift_run (started DESC, id)",
            "CREATE INDEX nightshift_run_due ON nightshift_run (due, id) WHERE due IS NOT NULL",
            "CREATE TABLE nightshift_entry (run VARCHAR(200) NOT NULL, number BIGINT NOT NULL, "
                    + "body TEXT NOT NULL, PRIMARY KEY (run, number))",
            // id: the hash of the key, because keys hold names from outside
            "CREATE TABLE nightshift_mark (id CHAR(64) PRIMARY KEY, version BIGINT NOT NULL, "
                    + "value TEXT NOT NULL, keep BIGINT NOT NULL)",
            "CREATE INDEX nightshift_mark_keep ON nightshift_mark (keep)",
            // id: one for each commit, so that a writer whose connection broke can find out whether it took effect
            "CREATE TABLE nightshift_turn (id CHAR(36) PRIMARY KEY, written BIGINT NOT NULL)",
            "CREATE INDEX nightshift_turn_written ON nightshift_turn (written)",
            "CREATE TABLE nightshift_schema (version INT NOT NULL)",
            "INSERT INTO nightshift_schema (version) VALUES (" + VERSION + ")");

    private SqlSchema() {}

    /** Creates what is missing; a database that is up to date is only read, so that no permission to create is needed. */
    static void prepare(SqlDialect dialect, Connection connection) throws SQLException {
        if (!exists(dialect, connection)) {
            create(dialect, connection);
        }
        int version = version(connection);
        if (version != VERSION) {
            throw new LedgerException(
                    "the ledger was written by %s Nightshift (its schema is %d, this one knows %d); use that one"
                            .formatted(version > VERSION ? "a newer" : "another", version, VERSION),
                    false);
        }
    }

    private static void create(SqlDialect dialect, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            if (dialect.schemaLock.isPresent()) {
                statement.execute(dialect.schemaLock.get());
            }
            if (!exists(dialect, connection)) {
                for (var table : TABLES) {
                    statement.execute(table);
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static boolean exists(SqlDialect dialect, Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(dialect.schemaExists)) {
            return rows.next();
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT MAX(version) FROM nightshift_schema")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
