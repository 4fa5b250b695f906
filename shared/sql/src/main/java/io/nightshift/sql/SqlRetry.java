package io.nightshift.sql;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.act.Timeouts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Repeats a call after a lost connection: it may have been idle for too long, or the server restarts.
 *
 * @param limit for a call with all its repetitions, whatever it waits for; empty for a database that is not a server
 */
record SqlRetry(SqlDialect dialect, ConnectionPool connections, Optional<Timeouts> limit, Consumer<Duration> waiting) {

    private static final List<Duration> WAITS = List.of(Duration.ofMillis(100), Duration.ofSeconds(1));

    /** SQLSTATE: the connection is lost, and the result of the work is unknown. */
    private static final String LOST = "08006";

    /**
     * @param work may be executed several times, each time on another connection
     * @throws SQLException the last fault
     */
    <T> T answer(ConnectionPool.Work<T> work) throws SQLException {
        return limit.isPresent() ? answer(work, limit.get()) : again(work);
    }

    private <T> T answer(ConnectionPool.Work<T> work, Timeouts within) throws SQLException {
        try {
            return within.limit(() -> again(work));
        } catch (ExecutionException e) {
            throw thrown(e);
        } catch (TimeoutException e) {
            throw new SQLException("the call took too long", LOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("the call was interrupted", LOST);
        }
    }

    private static SQLException thrown(ExecutionException e) {
        return switch (e.getCause()) {
            case SQLException fault -> fault;
            case RuntimeException fault -> throw fault;
            case null, default -> throw new IllegalStateException(e);
        };
    }

    private <T> T again(ConnectionPool.Work<T> work) throws SQLException {
        return RetryPolicy.attempt(1 + WAITS.size(), () -> connections.use(work), SQLException.class, (e, failed) -> {
            boolean lost = dialect.fault(e) == SqlDialect.Fault.LOST
                    && !Thread.currentThread().isInterrupted();
            if (lost) {
                connections.dropIdle();
                waiting.accept(WAITS.get(failed - 1));
            }
            return lost;
        });
    }
}
