package io.nightshift.sql;

import io.nightshift.core.ledger.LedgerException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.SQLiteConfig;

/** The differences between the two databases. */
enum SqlDialect {
    SQLITE(4, "SELECT 1 FROM sqlite_master WHERE name = 'nightshift_schema'", Optional.empty(), Optional.empty()) {

        /** Primary result codes: https://www.sqlite.org/rescode.html. */
        private static final Map<Integer, String> WORDS = Map.of(
                5, "another process writes to the file for too long",
                8, "the file is read-only",
                10, "the file could not be read or written",
                11, "the file is damaged",
                13, "the disk is full",
                14, "the file cannot be opened",
                26, "the file is no SQLite database");

        /** Full synchronisation: committed data survives a killed process and a power failure. */
        @Override
        Connection open(String url) throws SQLException {
            var config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
            config.setBusyTimeout(BUSY_MILLIS);
            return config.createConnection(url);
        }

        @Override
        Fault fault(SQLException e) {
            return switch (e.getErrorCode() & 0xff) {
                case 5, 6, 13 -> Fault.PASSING;
                // A commit that met an I/O error may be in the write-ahead log nevertheless.
                case 10 -> Fault.LOST;
                default -> Fault.LASTING;
            };
        }

        @Override
        String words(SQLException e) {
            int code = e.getErrorCode() & 0xff;
            return WORDS.getOrDefault(code, "SQLite answered " + e.getErrorCode());
        }
    },
    POSTGRESQL(
            8,
            "SELECT 1 WHERE to_regclass('nightshift_schema') IS NOT NULL",
            // Two processes that create the same table at once cause a unique violation in the catalogue.
            Optional.of("SELECT pg_advisory_xact_lock(7311838451)"),
            Optional.of(Duration.ofSeconds(45))) {

        /** Classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html. */
        private static final Map<String, String> WORDS = Map.of(
                "08", "PostgreSQL cannot be reached",
                "28", "PostgreSQL refuses the user or the password",
                "3D", "there is no database of that name",
                "42", "PostgreSQL refuses the statement (a missing permission or table)",
                "53", "PostgreSQL is out of connections, memory or disk",
                "55", "another transaction holds a lock for too long",
                "57", "PostgreSQL is shutting down, or cancelled the statement");

        @Override
        Connection open(String url) throws SQLException {
            var defaults = new Properties();
            defaults.setProperty("ApplicationName", "nightshift");
            defaults.setProperty("connectTimeout", "10");
            defaults.setProperty("loginTimeout", "10");
            defaults.setProperty("socketTimeout", "40");
            defaults.setProperty("tcpKeepAlive", "true");
            // Otherwise exceptions quote the values of the affected rows.
            defaults.setProperty("logServerErrorDetail", "false");
            // Not getConnection: its exception quotes the URL, and with it the password.
            var connection = DriverManager.getDriver(url).connect(url, defaults);
            if (connection == null) {
                throw new SQLException("no PostgreSQL URL", "08001");
            }
            return prepared(connection);
        }

        /** Limits every wait, and enforces durable commits, whatever the server's defaults are. */
        private static Connection prepared(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("SET lock_timeout = '10s'; SET statement_timeout = '30s'; "
                        + "SET idle_in_transaction_session_timeout = '30s'; "
                        + "SELECT set_config('synchronous_commit', 'on', false) "
                        + "WHERE current_setting('synchronous_commit') = 'off'");
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        @Override
        Fault fault(SQLException e) {
            return switch (state(e)) {
                // Serialization failure, deadlock: the database aborted this transaction in favour of another.
                case "40001", "40P01" -> Fault.CONFLICT;
                // A statement or lock waited too long; or a standby is about to become the primary.
                case "57014", "55P03", "25006" -> Fault.PASSING;
                case "25P03" -> Fault.LOST;
                default ->
                    switch (group(e)) {
                        case "08", "57" -> Fault.LOST;
                        case "53" -> Fault.PASSING;
                        default -> Fault.LASTING;
                    };
            };
        }

        @Override
        String words(SQLException e) {
            return WORDS.getOrDefault(group(e), "PostgreSQL answered " + state(e));
        }

        private static String state(SQLException e) {
            return e.getSQLState() == null ? "" : e.getSQLState();
        }

        private static String group(SQLException e) {
            return state(e).length() < 2 ? "" : state(e).substring(0, 2);
        }
    };

    private static final int BUSY_MILLIS = 10_000;

    /** The meaning of a fault for the call. */
    enum Fault {
        /** The same call may succeed later; nothing was written. */
        PASSING,
        /** The connection is lost, and with it the response: the commit may have taken effect or not. */
        LOST,
        /** The database aborted this transaction in favour of another; nothing was written. */
        CONFLICT,
        /** The same call will fail again; nothing was written. */
        LASTING
    }

    /** The useful number of reading connections; one more connection writes. */
    final int readers;

    /** Returns a row if the schema's table exists. */
    final String schemaExists;

    /** Lets one process at a time create the schema, if the transaction alone does not. */
    final Optional<String> schemaLock;

    /** The limit of a whole call: the driver's own time-outs restart with each byte that arrives. */
    final Optional<Duration> limit;

    SqlDialect(int readers, String schemaExists, Optional<String> schemaLock, Optional<Duration> limit) {
        this.readers = readers;
        this.schemaExists = schemaExists;
        this.schemaLock = schemaLock;
        this.limit = limit;
    }

    abstract Connection open(String url) throws SQLException;

    abstract Fault fault(SQLException e);

    /** Describes the fault without any text of the driver, which may quote the URL with its password. */
    abstract String words(SQLException e);

    /** @throws LedgerException for any other database */
    static SqlDialect of(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            return SQLITE;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new LedgerException(
                "the ledger's URL names no database that is known; known are jdbc:sqlite: and jdbc:postgresql:", false);
    }
}
