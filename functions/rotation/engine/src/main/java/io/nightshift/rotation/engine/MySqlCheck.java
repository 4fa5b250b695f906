package io.nightshift.rotation.engine;

import io.nightshift.rotation.engine.CheckReport.Usage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The preflight of one rotation at MariaDB or MySQL: reads tables of the server and logs in, no more. */
final class MySqlCheck extends DatabaseCheck {

    /** What the administrator itself has, and the roles that it logs in with. */
    private static final String PRIVILEGES = """
            select PRIVILEGE_TYPE from information_schema.USER_PRIVILEGES
            where GRANTEE = concat('''', replace(current_user(), '@', '''@'''), '''')
            """;

    private static final String OF_ROLES = """
            select PRIVILEGE_TYPE from information_schema.USER_PRIVILEGES p
            join information_schema.ENABLED_ROLES r on p.GRANTEE like concat('''', r.ROLE_NAME, '''%')
            """;

    MySqlCheck(DatabaseAccess access, MySqlLogin login, RotationTarget target) {
        super(access, login, target);
    }

    @Override
    SystemEndpoint server() {
        return MySqlEngine.server(target);
    }

    @Override
    String poolerFix() {
        return "let the proxy know the password of the secret";
    }

    @Override
    void checkFields() {
        if (target.strategy() == RotationStrategy.ALTERNATING) {
            problem(
                    "strategy",
                    "a second user would need copies of all privileges",
                    "use dual: two passwords of one user");
        }
        if (target.strategy() == RotationStrategy.DUAL && target.admin().isEmpty()) {
            problem("admin", "two passwords need an administrator", "name the secret of a user with CREATE USER");
        }
    }

    @Override
    Optional<Usage> read(Connection connection) throws SQLException {
        if (login.pooler(connection).isPresent()) {
            poolerInstead("a proxy: accounts are changed at the database");
            return Optional.empty();
        }
        var server = MySqlServer.of(connection);
        checkServer(server);
        if (target.admin().isEmpty()) {
            if (!server.mariaDb()) {
                problem(
                        "admin",
                        "MySQL takes a hash from an administrator only",
                        "name the secret of a user with CREATE USER");
            }
        } else if (checkPrivileges(connection)) {
            checkAccounts(server.accounts(connection, target.old().user()), server);
        }
        return sound()
                ? Optional.of(new Usage(
                        MySqlEngine.sessions(connection, target.old().user()).size(), Optional.empty()))
                : Optional.empty();
    }

    private void checkServer(MySqlServer server) {
        if (!server.supported()) {
            problem("host", "this " + server.product() + " is too old", "upgrade to MariaDB 10.4 or MySQL 5.7");
        }
        if (server.readOnly()) {
            problem(
                    "host",
                    target.endpoint().address() + " is read-only: a replica",
                    "name the writer, and this host as the application's endpoint");
        }
        if (target.strategy() == RotationStrategy.DUAL && !server.dual()) {
            problem(
                    "strategy",
                    "this " + server.product() + " has no second password",
                    "use single, or upgrade to 8.0.14");
        }
    }

    private boolean checkPrivileges(Connection connection) throws SQLException {
        var has = privileges(connection);
        var fixes = new ArrayList<String>();
        if (!has.contains("CREATE USER")) {
            fixes.add("GRANT CREATE USER ON *.*");
        }
        if (!has.contains("SELECT")) {
            fixes.add("GRANT SELECT ON *.* (or on mysql.*)");
        }
        if (!has.contains("PROCESS")) {
            fixes.add("GRANT PROCESS ON *.*");
        }
        if (!fixes.isEmpty()) {
            problem("admin", "the administrator lacks privileges", String.join(", ", fixes));
        }
        return fixes.isEmpty();
    }

    private static Set<String> privileges(Connection connection) throws SQLException {
        var has = new HashSet<String>();
        try (var statement = connection.createStatement()) {
            for (var query : List.of(PRIVILEGES, OF_ROLES)) {
                try (var rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        has.add(rows.getString(1));
                    }
                } catch (SQLException e) {
                    // MySQL before 8.0.19 has no table of roles.
                    if (query.equals(PRIVILEGES)) {
                        throw e;
                    }
                }
            }
            try (var rows = statement.executeQuery("select count(*) from mysql.user")) {
                rows.next();
                has.add("SELECT");
            } catch (SQLException e) {
                has.remove("SELECT");
            }
        }
        return has;
    }

    private void checkAccounts(List<MySqlAccount> accounts, MySqlServer server) {
        if (accounts.isEmpty()) {
            problem("user", "there is no account of the name " + target.old().user(), "correct the name");
        }
        boolean some = accounts.stream().anyMatch(account -> account.has(target.old()));
        for (var account : accounts) {
            if (some && account.hashable(server.mariaDb()) && !account.has(target.old())) {
                problem(
                        "user",
                        account + " has another password than the secret, which the rotation would overwrite",
                        "give it the secret's password, or another name");
            }
            if (!account.hashable(server.mariaDb())) {
                problem(
                        "user",
                        account + " logs in by " + account.plugin() + ", whose hash only the server can make",
                        "ALTER USER " + account + " IDENTIFIED "
                                + (server.mariaDb() ? "VIA " + MySqlAccount.NATIVE : "WITH " + MySqlAccount.SHA2));
            }
        }
    }
}
