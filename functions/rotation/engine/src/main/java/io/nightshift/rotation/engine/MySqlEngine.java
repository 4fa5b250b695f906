package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Timeouts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Passwords of MariaDB (10.4 and later) and MySQL (5.7 and later; two passwords from 8.0.14 on). Every account of the name gets
 * them. The statements commit one by one, so each of them leaves a password that works.
 */
public final class MySqlEngine implements CredentialEngine {

    /** The session ended by itself. */
    private static final int UNKNOWN_THREAD = 1094;

    private final DatabaseAccess access;
    private final MySqlLogin login;

    /** @param timeouts of one connection and its statements; a verb uses up to four */
    public MySqlEngine(Timeouts timeouts) {
        this(new MariaDbConnector(timeouts), timeouts);
    }

    MySqlEngine(SqlConnector connector, Timeouts timeouts) {
        access = new DatabaseAccess("the database", connector, timeouts);
        login = new MySqlLogin(access);
    }

    @Override
    public EngineDescription description() {
        return new EngineDescription("mysql", EnumSet.of(RotationStrategy.SINGLE, RotationStrategy.DUAL), false, true);
    }

    @Override
    public CheckReport check(RotationTarget target) {
        return new MySqlCheck(access, login, target).report();
    }

    @Override
    public LoginResult login(SystemEndpoint endpoint, Credential credential) {
        return login.at(endpoint, credential);
    }

    /** Statements are done with the server's own endpoint, without a database: the administrator may have none. */
    static SystemEndpoint server(RotationTarget target) {
        var at = target.endpoint();
        return new SystemEndpoint(at.host(), at.port(), at.tls(), "");
    }

    @Override
    public Credential set(RotationTarget target) throws CallFailed {
        description().require(target.strategy());
        var pending = target.pendingOne();
        if (target.admin().isEmpty()) {
            return setOwn(target);
        }
        var old = OldCredential.kept(this, target);
        return access.act(server(target), target.admin().get(), connection -> {
            var server = MySqlServer.of(connection);
            if (old.isPresent() && !server.dual()) {
                throw refusal("UnknownStrategy", "this " + server.product() + " has no second password: use single");
            }
            for (var account : accounts(server, connection, target.old().user())) {
                execute(connection, MySqlStatements.set(server, account, pending, old));
            }
            return pending;
        });
    }

    /** Its own account alone; MySQL would want the password in plaintext. */
    private Credential setOwn(RotationTarget target) throws CallFailed {
        var pending = target.pendingOne();
        if (target.strategy() != RotationStrategy.SINGLE) {
            throw refusal("NoAdmin", "two passwords need an administrator");
        }
        if (login(target.endpoint(), pending) instanceof LoginResult.Accepted) {
            return pending;
        }
        return access.act(server(target), target.old(), connection -> {
            if (!MySqlServer.of(connection).mariaDb()) {
                throw refusal("NoAdmin", "MySQL needs an administrator to set a password by its hash");
            }
            execute(connection, List.of("SET PASSWORD = '" + MySqlHash.nativePassword(pending) + "'"));
            return pending;
        });
    }

    private static List<MySqlAccount> accounts(MySqlServer server, Connection connection, String user)
            throws SQLException, CallFailed {
        var accounts = server.accounts(connection, user);
        if (accounts.isEmpty()) {
            throw refusal("UnknownUser", "there is no account of the name " + user);
        }
        var foreign = accounts.stream()
                .filter(account -> !account.hashable(server.mariaDb()))
                .findFirst();
        if (foreign.isPresent()) {
            throw refusal(
                    "UnknownPlugin",
                    foreign.get() + " logs in by " + foreign.get().plugin());
        }
        return accounts;
    }

    private static CallFailed refusal(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public int retire(RotationTarget target, OldSessions sessions) throws CallFailed {
        boolean live = OldCredential.isLive(this, target, sessions);
        var user = target.old().user();
        if (!live && sessions == OldSessions.KEEP) {
            return 0;
        }
        return access.act(server(target), target.admin().or(target::pending).orElse(target.old()), connection -> {
            if (live) {
                var server = MySqlServer.of(connection);
                for (var account : accounts(server, connection, user)) {
                    execute(connection, MySqlStatements.retire(server, account, target.pending()));
                }
            }
            return sessions == OldSessions.END ? kill(connection, user) : 0;
        });
    }

    private static int kill(Connection connection, String user) throws SQLException {
        int killed = 0;
        for (long id : sessions(connection, user)) {
            try {
                execute(connection, List.of("KILL CONNECTION " + id));
                killed++;
            } catch (SQLException e) {
                if (e.getErrorCode() != UNKNOWN_THREAD) {
                    throw e;
                }
            }
        }
        return killed;
    }

    /** Other sessions of that user; all of them only with the privilege PROCESS. */
    static List<Long> sessions(Connection connection, String user) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var statement = connection.prepareStatement(
                "select ID from information_schema.PROCESSLIST where USER = ? and ID <> connection_id()")) {
            statement.setString(1, user);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
        }
        return ids;
    }
}
