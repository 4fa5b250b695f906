package io.nightshift.sql;

import io.nightshift.core.ledger.LedgerException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.sqlite.SQLiteConfig;

/**
 * A few open connections. SQLite has one, because it has one writer; PostgreSQL has some. A connection on which a call
 * failed is thrown away.
 */
final class Connections implements AutoCloseable {

    private static final int MOST = 8;

    private final String url;
    private final Sql dialect;
    private final Semaphore places;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    Connections(String url) {
        this.url = url;
        dialect = Sql.of(url);
        places = new Semaphore(dialect == Sql.SQLITE ? 1 : MOST, true);
    }

    Sql dialect() {
        return dialect;
    }

    /** @throws SQLException what the work threw; the connection is then gone */
    <T> T use(Sql.Work<T> work) throws SQLException {
        places.acquireUninterruptibly();
        try {
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

    private synchronized Connection take() throws SQLException {
        if (closed) {
            throw new LedgerException("the ledger is closed", true);
        }
        var free = idle.pollFirst();
        return free != null && !free.isClosed() ? free : open();
    }

    private Connection open() throws SQLException {
        return dialect == Sql.SQLITE ? openSqlite() : DriverManager.getConnection(url);
    }

    /** Full synchronisation: what was committed survives a killed process and a lost power supply. */
    private Connection openSqlite() throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(10_000);
        return config.createConnection(url);
    }

    private synchronized void give(Connection connection) {
        if (closed) {
            drop(connection);
        } else {
            idle.addFirst(connection);
        }
    }

    private static void drop(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is thrown away because it is broken; that it cannot be closed either changes nothing.
        }
    }

    /** Waits for work under way. */
    @Override
    public void close() {
        int all = dialect == Sql.SQLITE ? 1 : MOST;
        synchronized (this) {
            closed = true;
        }
        places.acquireUninterruptibly(all);
        synchronized (this) {
            idle.forEach(Connections::drop);
            idle.clear();
        }
        places.release(all);
    }
}
