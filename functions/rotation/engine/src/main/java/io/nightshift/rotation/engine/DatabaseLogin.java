package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** One login to a database or to a pooler before it, and what refused or accepted it. */
abstract class DatabaseLogin {

    private final DatabaseAccess access;

    DatabaseLogin(DatabaseAccess access) {
        this.access = access;
    }

    final LoginResult at(SystemEndpoint endpoint, Credential credential) {
        try {
            return new LoginResult.Accepted(access.within(endpoint, credential, this::pooler));
        } catch (SQLException e) {
            return failed(endpoint, e);
        } catch (CallFailed e) {
            return new LoginResult.Unreachable(e.problem().message());
        }
    }

    /** What stands between this session and the database; empty if nothing does. */
    abstract Optional<String> pooler(Connection connection) throws SQLException;

    /** Never {@link LoginResult.Accepted}. */
    abstract LoginResult failed(SystemEndpoint endpoint, SQLException e);

    /** Reports whether no connection came about; otherwise the server answered. */
    abstract boolean unconnected(SQLException e);

    /** The same as what a check reports. */
    final Shortcoming shortcoming(SystemEndpoint endpoint, String operatorField, SQLException e) {
        return switch (failed(endpoint, e)) {
            case LoginResult.Refused(var reason) ->
                new Shortcoming(operatorField, reason, "put the right user and password into the secret");
            case LoginResult.Unreachable(var reason) ->
                unconnected(e)
                        ? UnreachableSystem.of(endpoint, e).shortcoming()
                        : new Shortcoming("host", reason, "correct the endpoint, then check again");
            case LoginResult.Accepted ignored -> throw new IllegalStateException("a failure is no login");
        };
    }
}
