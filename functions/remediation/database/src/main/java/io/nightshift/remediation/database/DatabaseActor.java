package io.nightshift.remediation.database;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Timeouts;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.DatabaseConnection;
import io.nightshift.remediation.action.TerminateIdleSessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Acts inside the databases that the function is configured with. A repetition finds the sessions already ended. */
public final class DatabaseActor implements Actor {

    /** The live tags of the database, from its platform: an owner's opt-out also applies to acts inside it. */
    @FunctionalInterface
    public interface Surroundings {
        LiveState of(Resource target);

        /** For databases on no platform that could be asked. */
        Surroundings NONE = target -> new LiveState.Known(Map.of(), Optional.empty(), Json.obj());
    }

    private final Map<String, DatabaseConnection> databases = new TreeMap<>();
    private final Surroundings surroundings;
    private final Timeouts timeouts;

    public DatabaseActor(Collection<DatabaseConnection> databases, Surroundings surroundings) {
        this(databases, surroundings, new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(25)));
    }

    DatabaseActor(Collection<DatabaseConnection> databases, Surroundings surroundings, Timeouts timeouts) {
        this.timeouts = timeouts;
        databases.forEach(database -> this.databases.put(database.name(), database));
        this.surroundings = surroundings;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof TerminateIdleSessions;
    }

    @Override
    public LiveState before(Action terminate) {
        var action = (TerminateIdleSessions) terminate;
        var database = databases.get(action.database());
        if (database == null) {
            return new LiveState.Unreadable(unknown());
        }
        var found = surroundings.of(action.target());
        if (!(found instanceof LiveState.Known world)) {
            return found;
        }
        try {
            var idle = within(database, connection -> IdleSessions.count(connection, action.idleFor()));
            return new LiveState.Known(world.tags(), world.group(), Json.obj().with("idle", idle));
        } catch (SQLException e) {
            return new LiveState.Unreadable(problem(database, e, false));
        }
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Opens a connection and does the work within the time limit of a call. */
    private <T> T within(DatabaseConnection database, Work<T> work) throws SQLException {
        try {
            return timeouts.limit(() -> {
                try (var connection = IdleSessions.open(database, timeouts)) {
                    return work.with(connection);
                }
            });
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException failure ? failure : new SQLException("failed", "08000");
        } catch (TimeoutException e) {
            throw new SQLException("took too long", "08006");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "08006");
        }
    }

    @Override
    public Performed perform(Action terminate, IdempotencyKey key, Json.Obj capsule) {
        var action = (TerminateIdleSessions) terminate;
        var database = databases.get(action.database());
        if (database == null) {
            return new Performed.NotDone(unknown());
        }
        var sent = new AtomicBoolean();
        try {
            var ended = within(database, connection -> {
                sent.set(true);
                return IdleSessions.terminate(connection, action.idleFor(), action.atMost());
            });
            return new Performed.Done(Json.obj()
                    .with("ended", ended.size())
                    .with(
                            "sessions",
                            Json.arr(ended.stream()
                                    .map(IdleSessions.Ended::toJson)
                                    .toList())));
        } catch (SQLException e) {
            return new Performed.NotDone(problem(database, e, sent.get()));
        }
    }

    /** Ended sessions leave no trace; the action may be repeated. */
    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.UNKNOWN;
    }

    private Problem unknown() {
        return Problem.permanent(
                "UnknownDatabase",
                "the function is configured with no database of that name; known are "
                        + String.join(", ", databases.keySet()));
    }

    private static Problem problem(DatabaseConnection database, SQLException e, boolean sent) {
        if (code(e).equals(IdleSessions.NO_PASSWORD)) {
            return Problem.transientFault(code(e), "the password of " + database + " could not be read");
        }
        boolean lost = code(e).startsWith("08");
        boolean refused = code(e).startsWith("28") || code(e).startsWith("42");
        var message = database
                + (lost ? " did not answer: " : " refused: ")
                + code(e)
                + (code(e).equals("42501") ? "; the user needs the roles pg_read_all_stats and pg_signal_backend" : "");
        return new Problem(code(e), message, !refused, sent && lost);
    }

    /**
     * Only the SQLSTATE: the driver's text names hosts and users.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">the codes</a>
     */
    private static String code(SQLException e) {
        var state = e.getSQLState();
        return state == null ? "08000" : state;
    }
}
