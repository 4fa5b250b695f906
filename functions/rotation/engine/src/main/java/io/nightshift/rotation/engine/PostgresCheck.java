package io.nightshift.rotation.engine;

import io.nightshift.rotation.engine.CheckReport.Usage;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Locale;
import java.util.Optional;

/** The preflight of one rotation at PostgreSQL: reads the catalogs and logs in, no more. */
final class PostgresCheck extends DatabaseCheck {

    /** The first release with SCRAM verifiers. */
    private static final int OLDEST = 100_000;

    private static final int LONGEST_NAME = 63;

    private static final String SERVER = """
            select pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('server_version_num')::int
            """;

    /** An administrator of PostgreSQL 16 and later needs the ADMIN OPTION of each role that it did not create. */
    private static final String RIGHTS = """
            select m.rolsuper or m.rolcreaterole,
                   m.rolsuper or (not r.rolsuper and (current_setting('server_version_num')::int < 160000
                     or pg_catalog.pg_has_role(m.oid, r.oid, 'MEMBER WITH ADMIN OPTION')))
            from pg_catalog.pg_roles m, pg_catalog.pg_roles r where m.rolname = current_user and r.rolname = ?
            """;

    private static final String MEMBER = "select pg_catalog.pg_has_role(?, ?, 'MEMBER')";

    /** Whether the session may set a parameter for a role; from 15 on, that can be granted. */
    private static final String SETTABLE = """
            select m.rolsuper or exists (select from pg_catalog.pg_settings where name = ? and context = 'user')
            from pg_catalog.pg_roles m where m.rolname = current_user
            """;

    private static final String GRANTED = "select pg_catalog.has_parameter_privilege(?, 'SET')";

    private static final int WITH_GRANTS_ON_PARAMETERS = 15;

    private static final String USAGE = """
            select count(*), max(backend_start) from pg_catalog.pg_stat_activity
            where usename = ? and pid <> pg_catalog.pg_backend_pid()
            """;

    PostgresCheck(DatabaseAccess access, PostgresLogin login, RotationTarget target) {
        super(access, login, target);
    }

    @Override
    SystemEndpoint server() {
        return target.endpoint();
    }

    @Override
    String poolerFix() {
        return "let it ask the database for passwords (PgBouncer: auth_query)";
    }

    private boolean alternating() {
        return target.strategy() == RotationStrategy.ALTERNATING;
    }

    @Override
    void checkFields() {
        var other = UserPair.other(target.old().user());
        if (target.strategy() == RotationStrategy.DUAL) {
            problem("strategy", "PostgreSQL roles have one password", "use alternating users");
        }
        if (alternating() && target.admin().isEmpty()) {
            problem("admin", "alternating users need an administrator", "name the secret of a role with CREATEROLE");
        }
        int bytes = other.getBytes(StandardCharsets.UTF_8).length;
        if (alternating() && bytes > LONGEST_NAME) {
            problem(
                    "user",
                    "the second user, " + other + ", would have " + bytes + " bytes; PostgreSQL allows " + LONGEST_NAME,
                    "shorten the user by " + (bytes - LONGEST_NAME) + ", or use the strategy single");
        }
    }

    @Override
    Optional<Usage> read(Connection connection) throws SQLException {
        var pooler = login.pooler(connection);
        if (pooler.isPresent()) {
            poolerInstead(pooler.get() + ", no PostgreSQL: roles are changed at the database");
            return Optional.empty();
        }
        return Optional.of(readCatalogs(connection));
    }

    private Usage readCatalogs(Connection connection) throws SQLException {
        checkServer(connection);
        checkUser(connection);
        if (alternating()) {
            checkClone(connection);
        }
        checkPasswordsAreChecked();
        return usage(connection);
    }

    private void checkServer(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(SERVER)) {
            rows.next();
            if (rows.getBoolean(1)) {
                problem(
                        "host",
                        target.endpoint().address() + " is a replica and takes no changes",
                        "name the writer, and this host as the application's endpoint");
            }
            if (rows.getInt(2) < OLDEST) {
                problem("host", "this PostgreSQL is older than 10 and knows no SCRAM", "upgrade the database");
            }
        }
    }

    private void checkUser(Connection connection) throws SQLException {
        var user = target.old().user();
        var role = PostgresRole.find(connection, user);
        if (role.isEmpty()) {
            var lower = user.toLowerCase(Locale.ROOT);
            boolean near = PostgresRole.find(connection, lower).isPresent();
            problem("user", "there is no role " + user, near ? "write it as " + lower : "correct the name");
            return;
        }
        if (role.get().expired()) {
            problem(
                    "user",
                    user + " is valid until " + role.get().validUntil() + ", which has passed: every login is refused",
                    "ALTER ROLE " + PostgresStatements.name(user) + " VALID UNTIL a later time, or 'infinity'");
        }
        if (target.admin().isPresent()) {
            checkRights(connection, user);
            if (alternating()) {
                checkRights(connection, UserPair.original(user));
            }
        }
    }

    private void checkRights(Connection connection, String user) throws SQLException {
        try (var statement = connection.prepareStatement(RIGHTS)) {
            statement.setString(1, user);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    problem("user", "there is no role " + user, "correct the name");
                } else if (!rows.getBoolean(1)) {
                    problem("admin", "the administrator lacks CREATEROLE", "ALTER ROLE ... CREATEROLE");
                } else if (!rows.getBoolean(2)) {
                    problem(
                            "admin",
                            "the administrator may not change " + user + ": it lacks the ADMIN OPTION",
                            "GRANT " + PostgresStatements.name(user) + " TO the administrator WITH ADMIN OPTION");
                }
            }
        }
    }

    /** The clone gets the original's settings; some of them need a superuser. */
    private void checkSettings(Connection connection, PostgresRole original) throws SQLException {
        for (var setting : original.settings()) {
            boolean settable = ask(connection, SETTABLE, setting.name())
                    || (connection.getMetaData().getDatabaseMajorVersion() >= WITH_GRANTS_ON_PARAMETERS
                            && ask(connection, GRANTED, setting.name()));
            if (!settable) {
                problem(
                        "admin",
                        "the administrator may not copy the setting " + setting.name() + " of " + original.name(),
                        "GRANT SET ON PARAMETER (PostgreSQL 15), or ALTER ROLE ... RESET it");
            }
        }
    }

    private static boolean ask(Connection connection, String query, String... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** A role of that name that is no member is somebody else's. */
    private void checkClone(Connection connection) throws SQLException {
        var original = UserPair.original(target.old().user());
        var clone = original.equals(target.old().user())
                ? UserPair.other(original)
                : target.old().user();
        var owner = PostgresRole.find(connection, original);
        if (owner.isPresent()) {
            checkSettings(connection, owner.get());
        }
        if (owner.isEmpty() || PostgresRole.find(connection, clone).isEmpty()) {
            return;
        }
        if (!ask(connection, MEMBER, clone, original)) {
            problem(
                    "user",
                    "a role " + clone + " exists that is no member of " + original,
                    "rename or drop it, or GRANT " + PostgresStatements.name(original) + " TO it");
        } else if (!clone.equals(target.old().user())) {
            checkRights(connection, clone);
        }
    }

    /** A rule {@code trust} in pg_hba.conf lets every password in: nothing could be proved. */
    private void checkPasswordsAreChecked() {
        var wrong = new Credential(target.old().user(), "no password of anybody");
        if (login.at(target.endpoint(), wrong) instanceof LoginResult.Accepted) {
            problem(
                    "host",
                    "the database lets " + wrong.user() + " in with any password",
                    "write a rule scram-sha-256 for this connection into pg_hba.conf");
        }
    }

    private Usage usage(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(USAGE)) {
            statement.setString(1, target.old().user());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Usage(
                        rows.getInt(1),
                        Optional.ofNullable(rows.getTimestamp(2)).map(Timestamp::toInstant));
            }
        }
    }
}
