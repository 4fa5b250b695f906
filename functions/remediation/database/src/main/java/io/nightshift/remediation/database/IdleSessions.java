package io.nightshift.remediation.database;

import io.nightshift.core.act.Timeouts;
import io.nightshift.core.json.Json;
import io.nightshift.entry.DatabaseConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The sessions of one PostgreSQL database that are idle in a transaction. Sessions of superusers, of replication and of
 * Nightshift itself are excluded. A session's last statement is not read: it may contain anything.
 *
 * @see <a href="https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW">
 *     pg_stat_activity</a>
 */
final class IdleSessions {

    private static final String WHO = """
            from pg_stat_activity a join pg_roles r on r.rolname = a.usename
            where a.datname = current_database()
              and a.backend_type = 'client backend'
              and a.state in ('idle in transaction', 'idle in transaction (aborted)')
              and a.state_change < clock_timestamp() - make_interval(secs => ?)
              and a.pid <> pg_backend_pid()
              and not r.rolsuper and not r.rolreplication
            """;

    /** Without the first, the state of other users' sessions is hidden, and none would ever be found. */
    private static final String RIGHTS = """
            select pg_has_role('pg_read_all_stats', 'usage') and pg_has_role('pg_signal_backend', 'usage')
            """;

    private static final String COUNT = "select count(*) " + WHO;

    /** One statement, so that little time passes between checking a session and ending it; the oldest first. */
    private static final String TERMINATE = """
            select s.pid, s.usename, s.seconds, pg_terminate_backend(s.pid) as ended
            from (select a.pid, a.usename, extract(epoch from clock_timestamp() - a.state_change)::bigint as seconds
            """ + WHO + " order by a.state_change limit ?) s";

    /** Replaces the SQLSTATE if no connection was attempted. */
    static final String NO_PASSWORD = "NoPassword";

    /** @param idleSeconds how long it had been idle */
    record Ended(long pid, String user, long idleSeconds) {
        Json.Obj toJson() {
            return Json.obj().with("pid", pid).with("user", user).with("idleSeconds", idleSeconds);
        }
    }

    private IdleSessions() {}

    static Connection open(DatabaseConnection database, Timeouts timeouts) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", password(database));
        properties.setProperty("ApplicationName", "nightshift");
        properties.setProperty("connectTimeout", seconds(timeouts.connect()));
        properties.setProperty("loginTimeout", seconds(timeouts.connect()));
        properties.setProperty("socketTimeout", seconds(timeouts.call()));
        return DriverManager.getConnection(database.url(), properties);
    }

    /** In the driver's unit; 0 would mean no limit. */
    private static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.toSeconds()));
    }

    /** The text of any exception from the password store must not be repeated; nothing was sent. */
    private static String password(DatabaseConnection database) throws SQLException {
        try {
            return database.password().get();
        } catch (RuntimeException e) {
            throw new SQLException("its password could not be read", NO_PASSWORD);
        }
    }

    /** Fails with SQLSTATE 42501 if the user lacks a required role. */
    private static void checkRights(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(RIGHTS)) {
            rows.next();
            if (!rows.getBoolean(1)) {
                throw new SQLException("missing role", "42501");
            }
        }
    }

    static long count(Connection connection, Duration idleFor) throws SQLException {
        checkRights(connection);
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setDouble(1, (double) idleFor.toSeconds());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    static List<Ended> terminate(Connection connection, Duration idleFor, int atMost) throws SQLException {
        checkRights(connection);
        try (var statement = connection.prepareStatement(TERMINATE)) {
            statement.setDouble(1, (double) idleFor.toSeconds());
            statement.setInt(2, atMost);
            var ended = new ArrayList<Ended>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean("ended")) {
                        ended.add(new Ended(rows.getLong("pid"), rows.getString("usename"), rows.getLong("seconds")));
                    }
                }
            }
            return ended;
        }
    }
}
