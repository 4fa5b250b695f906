package io.nightshift.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Asks again where a connection was lost: it may have been idle for too long, or the server restarts. */
record Patience(Sql dialect, Connections connections, Consumer<Duration> waiting) {

    private static final List<Duration> WAITS = List.of(Duration.ofMillis(100), Duration.ofSeconds(1));

    /**
     * @param work may be done several times, each time on another connection
     * @throws SQLException the last fault
     */
    <T> T answer(Connections.Work<T> work) throws SQLException {
        for (var wait : WAITS) {
            try {
                return connections.use(work);
            } catch (SQLException e) {
                if (dialect.fault(e) != Sql.Fault.LOST) {
                    throw e;
                }
            }
            connections.dropIdle();
            waiting.accept(wait);
        }
        return connections.use(work);
    }
}
