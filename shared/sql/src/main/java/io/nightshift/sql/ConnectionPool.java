package io.nightshift.sql;

import io.nightshift.core.ledger.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A few open connections, used in turn. A connection on which a call failed is discarded. */
final class ConnectionPool implements AutoCloseable {

    /** Opens a connection, or throws why it cannot. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws SQLException;
    }

    /** Work with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private final int most;
    private final Opening opening;
    private final Semaphore places;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    ConnectionPool(int most, Opening opening) {
        this.most = most;
        this.opening = opening;
        places = new Semaphore(most, true);
    }

    /** @throws SQLException the work's exception; the connection is then discarded */
    <T> T use(Work<T> work) throws SQLException {
        places.acquireUninterruptibly();
        try {
            if (Thread.currentThread().isInterrupted()) {
                // The caller gave up while this waited for its turn.
                throw new SQLException("the call was interrupted", "08006");
            }
            var connection = take();
            try {
                var result = work.with(connection);
                give(connection);
                return result;
            } catch (SQLException | RuntimeException e) {
                drop(connection);
                throw e;
            }
        } finally {
            places.release();
        }
    }

    private Connection take() throws SQLException {
        var free = free();
        return free != null && !free.isClosed() ? free : opening.open();
    }

    private synchronized @Nullable Connection free() {
        if (closed) {
            throw new LedgerException("the ledger is closed", false);
        }
        return idle.pollFirst();
    }

    private synchronized void give(Connection connection) {
        if (closed) {
            drop(connection);
        } else {
            idle.addFirst(connection);
        }
    }

    /** Discards idle connections: after one connection was lost, the others are probably lost as well. */
    synchronized void dropIdle() {
        idle.forEach(ConnectionPool::drop);
        idle.clear();
    }

    private static void drop(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is discarded because it is broken; a failure to close it changes nothing.
        }
    }

    /** Waits for work in progress. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        places.acquireUninterruptibly(most);
        dropIdle();
        places.release(most);
    }
}
