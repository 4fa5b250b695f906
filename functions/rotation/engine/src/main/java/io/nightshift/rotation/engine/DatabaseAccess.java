package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Timeouts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one database product. The whole of each piece of work, connection included, has a time limit.
 *
 * @param product as messages name it
 */
record DatabaseAccess(String product, SqlConnector connector, Timeouts timeouts) {

    /** The work on one connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException, CallFailed;
    }

    /**
     * @throws SQLException with the driver's SQLSTATE; 08006 if the time limit was reached
     * @throws CallFailed from the work itself
     */
    <T> T within(SystemEndpoint endpoint, Credential credential, Work<T> work) throws SQLException, CallFailed {
        try {
            return timeouts.limit(() -> {
                try (var connection = connector.open(endpoint, credential)) {
                    return work.with(connection);
                }
            });
        } catch (ExecutionException e) {
            throw cause(e.getCause());
        } catch (TimeoutException e) {
            throw new SQLException("took too long", "08006", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "08006");
        }
    }

    private static SQLException cause(@Nullable Throwable cause) throws CallFailed {
        return switch (cause) {
            case SQLException failure -> failure;
            case CallFailed failure -> throw failure;
            case Error error -> throw error;
            case null, default -> new SQLException("failed", "08006", cause);
        };
    }

    /** The same for an act: failures of the database become {@link CallFailed}. */
    <T> T act(SystemEndpoint endpoint, Credential credential, Work<T> work) throws CallFailed {
        try {
            return within(endpoint, credential, work);
        } catch (SQLException e) {
            throw new CallFailed(problem(endpoint, credential, e));
        }
    }

    /** Only the SQLSTATE: the driver's text names users and statements. */
    static String code(SQLException e) {
        var state = e.getSQLState();
        return state == null || state.isEmpty() ? "08000" : state;
    }

    private Problem problem(SystemEndpoint endpoint, Credential credential, SQLException e) {
        var code = code(e);
        var who = product + " at " + endpoint.address();
        return switch (code.substring(0, 2)) {
            case "28" ->
                Problem.permanent(
                        "LoginRefused", who + " refuses the login of " + credential.user() + " (" + code + ")");
            case "42" ->
                Problem.permanent(
                        "NotAllowed",
                        who + " refuses the change to " + credential.user() + " (" + code
                                + "): nightshift secrets check names the missing privilege");
            case "08" ->
                Problem.uncertain(
                        "Unreachable", UnreachableSystem.of(endpoint, e).reason());
            case "22", "23", "0A" -> Problem.permanent("Rejected", who + " rejects the change (" + code + ")");
            default -> Problem.uncertain("Failed", who + " failed (" + code + "): try again");
        };
    }
}
