package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One login to MariaDB or MySQL.
 *
 * @see <a href="https://mariadb.com/kb/en/mariadb-error-code-reference/">the codes</a>
 */
record MySqlLogin(DatabaseAccess access) {

    LoginResult at(SystemEndpoint endpoint, Credential credential) {
        try {
            return new LoginResult.Accepted(access.within(endpoint, credential, MySqlLogin::pooler));
        } catch (SQLException e) {
            return failed(endpoint, e);
        } catch (CallFailed e) {
            return new LoginResult.Unreachable(e.problem().message());
        }
    }

    /** A proxy has connection ids of its own. */
    static Optional<String> pooler(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select connection_id()")) {
            rows.next();
            boolean direct = rows.getLong(1)
                    == connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
            return direct ? Optional.empty() : Optional.of("a proxy");
        }
    }

    private static LoginResult failed(SystemEndpoint endpoint, SQLException e) {
        var at = endpoint.address();
        return switch (e.getErrorCode()) {
            case 1045, 1698 -> new LoginResult.Refused(at + " refused the login (" + e.getErrorCode() + ")");
            case 1130 -> new LoginResult.Refused(at + " has no account for this host (1130)");
            case 1862, 1820 -> new LoginResult.Refused(at + ": the password has expired (" + e.getErrorCode() + ")");
            case 3118, 4151 -> new LoginResult.Refused(at + ": the account is locked (" + e.getErrorCode() + ")");
            case 1044 -> new LoginResult.Unreachable(at + ": the user may not use the database (1044)");
            case 1049 -> new LoginResult.Unreachable(at + ": the database does not exist (1049)");
            case 1040, 1203, 1226 ->
                new LoginResult.Unreachable(at + ": too many connections (" + e.getErrorCode() + ")");
            case 1129 -> new LoginResult.Unreachable(at + " has blocked this host (1129): FLUSH HOSTS");
            default ->
                new LoginResult.Unreachable(UnreachableSystem.of(endpoint, e).reason());
        };
    }

    /** The same as what a check reports. */
    Shortcoming shortcoming(SystemEndpoint endpoint, String operatorField, SQLException e) {
        return switch (failed(endpoint, e)) {
            case LoginResult.Refused(var reason) ->
                new Shortcoming(operatorField, reason, "put the right user and password into the secret");
            case LoginResult.Unreachable(var reason) ->
                e.getErrorCode() <= 0
                        ? UnreachableSystem.of(endpoint, e).shortcoming()
                        : new Shortcoming("host", reason, "correct the endpoint, then check again");
            case LoginResult.Accepted ignored -> throw new IllegalStateException("a failure is no login");
        };
    }
}
