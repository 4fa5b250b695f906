package io.nightshift.rotation.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** One login to PostgreSQL or to a pooler before it, and what refused or accepted it. */
final class PostgresLogin extends DatabaseLogin {

    /** PgBouncer 1.18 answers every failure with this code; PostgreSQL uses it for a broken protocol only. */
    private static final String POOLER_CODE = "08P01";

    PostgresLogin(DatabaseAccess access) {
        super(access);
    }

    /** A pooler invents the process id that it tells its client; the database knows another one. */
    @Override
    Optional<String> pooler(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            boolean direct =
                    rows.getInt(1) == connection.unwrap(PGConnection.class).getBackendPID();
            return direct ? Optional.empty() : Optional.of("a pooler");
        }
    }

    @Override
    LoginResult failed(SystemEndpoint endpoint, SQLException e) {
        var code = DatabaseAccess.code(e);
        if (code.startsWith("28")) {
            return new LoginResult.Refused("PostgreSQL at " + endpoint.address() + " refused the login (" + code + ")");
        }
        if (code.equals(POOLER_CODE) && aboutLogin(e)) {
            return new LoginResult.Refused("PgBouncer at " + endpoint.address()
                    + " refused the login: with auth_file it knows only the passwords of that file; use auth_query");
        }
        if (code.startsWith("08")) {
            return new LoginResult.Unreachable(
                    code.equals(POOLER_CODE)
                            ? "PgBouncer at " + endpoint.address() + " got no connection to the database"
                            : UnreachableSystem.of(endpoint, e).reason());
        }
        return new LoginResult.Unreachable(endpoint.address() + ": "
                + switch (code) {
                    case "3D000" -> "the database does not exist (3D000)";
                    case "42501" -> "the user may not connect to the database (42501): GRANT CONNECT";
                    case "53300" -> "too many connections (53300)";
                    case "57P03" -> "the database is starting up or shutting down (57P03)";
                    default -> "PostgreSQL failed (" + code + ")";
                });
    }

    @Override
    boolean unconnected(SQLException e) {
        return DatabaseAccess.code(e).startsWith("08");
    }

    private static boolean aboutLogin(SQLException e) {
        var text = e instanceof PSQLException server && server.getServerErrorMessage() != null
                ? String.valueOf(server.getServerErrorMessage().getMessage()).toLowerCase(Locale.ROOT)
                : "";
        return text.contains("auth") || text.contains("password") || text.contains("no such user");
    }
}
