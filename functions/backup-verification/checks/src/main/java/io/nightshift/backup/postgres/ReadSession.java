package io.nightshift.backup.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * One read-only transaction with a time limit for each statement. Text forms of values do not depend on the server's settings,
 * and names resolve to nothing but the catalog.
 */
final class ReadSession implements AutoCloseable {

    private static final int FETCH = 1000;

    private final Connection connection;

    private ReadSession(Connection connection) {
        this.connection = connection;
    }

    static ReadSession open(RestoreConnector connector, Duration statement) throws SQLException {
        var connection = connector.open();
        try {
            connection.setAutoCommit(false);
            var session = new ReadSession(connection);
            session.execute(String.join(
                    ";",
                    "set default_transaction_read_only = on",
                    "set statement_timeout = " + Math.min(Integer.MAX_VALUE, statement.toMillis()),
                    "set lock_timeout = '60s'",
                    "set idle_in_transaction_session_timeout = 0",
                    "set search_path = ''",
                    "set TimeZone = 'UTC'",
                    "set DateStyle = 'ISO, YMD'",
                    "set IntervalStyle = 'iso_8601'",
                    "set extra_float_digits = 1",
                    "set bytea_output = 'hex'",
                    "set row_security = off"));
            connection.commit();
            return session;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void each(RowReader reader, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            try (var rows = bound(statement, values).executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static PreparedStatement bound(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** The first column of all rows, without nulls. */
    List<String> column(String sql, Object... values) throws SQLException {
        var column = new ArrayList<String>();
        each(
                row -> {
                    var value = row.getString(1);
                    if (value != null) {
                        column.add(value);
                    }
                },
                sql,
                values);
        return column;
    }

    /** The first column of the first row; empty if there is none or it is null. */
    Optional<String> one(String sql, Object... values) throws SQLException {
        return column(sql, values).stream().findFirst();
    }

    long number(String sql, Object... values) throws SQLException {
        return one(sql, values).map(Long::parseLong).orElse(0L);
    }

    /** The major version: 15. */
    int major() throws SQLException {
        return (int) number("select current_setting('server_version_num')::int / 10000");
    }

    CopyManager copy() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** Ends what was done so far: nothing of it stays, and a failed statement fails no later one. */
    void rollback() throws SQLException {
        connection.rollback();
    }

    /** Whether the connection still works; begins a new transaction. */
    boolean isUsable() {
        try {
            connection.rollback();
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    /** Never fails: a connection that cannot be closed is lost already. */
    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            return;
        }
    }
}
