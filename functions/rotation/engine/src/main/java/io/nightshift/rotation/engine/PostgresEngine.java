package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Timeouts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;

/**
 * Passwords of PostgreSQL roles. One transaction makes the pending one work. The two users under {@link
 * RotationStrategy#ALTERNATING} are the original, which owns everything, and a clone: a member of it that becomes it at login.
 */
public final class PostgresEngine implements CredentialEngine {

    private static final String TERMINATE = """
            select count(*) filter (where ended) from (
              select pg_catalog.pg_terminate_backend(pid) as ended from pg_catalog.pg_stat_activity
              where usename = ? and pid <> pg_catalog.pg_backend_pid()) s
            """;

    private final DatabaseAccess access;
    private final PostgresLogin login;

    /** @param timeouts of one connection and its statements; a verb uses up to four */
    public PostgresEngine(Timeouts timeouts) {
        this(new PostgresConnector(timeouts), timeouts);
    }

    PostgresEngine(SqlConnector connector, Timeouts timeouts) {
        access = new DatabaseAccess("PostgreSQL", connector, timeouts);
        login = new PostgresLogin(access);
    }

    @Override
    public EngineDescription description() {
        return new EngineDescription(
                "postgres", EnumSet.of(RotationStrategy.SINGLE, RotationStrategy.ALTERNATING), false, true);
    }

    @Override
    public CheckReport check(RotationTarget target) {
        return new PostgresCheck(access, login, target).report();
    }

    @Override
    public LoginResult login(SystemEndpoint endpoint, Credential credential) {
        return login.at(endpoint, credential);
    }

    @Override
    public Credential set(RotationTarget target) throws CallFailed {
        description().require(target.strategy());
        var pending = target.pendingOne();
        boolean clone = target.strategy() == RotationStrategy.ALTERNATING
                && !UserPair.original(pending.user()).equals(pending.user());
        if (clone || !(login(target.endpoint(), pending) instanceof LoginResult.Accepted)) {
            access.act(target.endpoint(), target.admin().orElse(target.old()), connection -> {
                execute(connection, clone ? clone(connection, pending) : List.of(PostgresStatements.password(pending)));
                return pending;
            });
        }
        return pending;
    }

    private static List<String> clone(Connection connection, Credential pending) throws SQLException {
        var original = PostgresRole.find(connection, UserPair.original(pending.user()))
                .orElseThrow(() -> new SQLException("no such role", "42704"));
        return PostgresStatements.clone(original, PostgresRole.find(connection, pending.user()), pending);
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
        connection.commit();
    }

    @Override
    public int retire(RotationTarget target, OldSessions sessions) throws CallFailed {
        var live = OldCredential.isLive(this, target, sessions);
        var operator = target.admin().or(target::pending).orElse(target.old());
        var user = target.old().user();
        if (!live && sessions == OldSessions.KEEP) {
            return 0;
        }
        return access.act(target.endpoint(), operator, connection -> {
            if (live) {
                execute(connection, List.of(PostgresStatements.noPassword(user)));
            }
            connection.setAutoCommit(true);
            return sessions == OldSessions.END ? terminate(connection, user) : 0;
        });
    }

    private static int terminate(Connection connection, String user) throws SQLException {
        try (var statement = connection.prepareStatement(TERMINATE)) {
            statement.setString(1, user);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
