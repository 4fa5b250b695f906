package io.nightshift.rotation.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One login to MariaDB or MySQL.
 *
 * @see <a href="https://mariadb.com/kb/en/mariadb-error-code-reference/">the codes</a>
 */
final class MySqlLogin extends DatabaseLogin {

    MySqlLogin(DatabaseAccess access) {
        super(access);
    }

    /** A proxy has connection ids of its own. */
    @Override
    Optional<String> pooler(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select connection_id()")) {
            rows.next();
            boolean direct = rows.getLong(1)
                    == connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
            return direct ? Optional.empty() : Optional.of("a proxy");
        }
    }

    @Override
    LoginResult failed(SystemEndpoint endpoint, SQLException e) {
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

    @Override
    boolean unconnected(SQLException e) {
        return e.getErrorCode() <= 0;
    }
}
