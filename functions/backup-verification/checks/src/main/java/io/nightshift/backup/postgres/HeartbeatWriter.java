package io.nightshift.backup.postgres;

import io.nightshift.backup.measure.FailoverRecord.Beat;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes numbered rows to a database while it fails over. Its table is {@code nightshift_heartbeat}; the rows of a test are
 * removed at its end. Each write is committed by itself.
 */
public final class HeartbeatWriter implements AutoCloseable {

    private static final String TABLE = "nightshift_heartbeat";

    private final RestoreConnector writer;
    private final Optional<RestoreConnector> replica;
    private final InstantSource clock;
    private final String test;
    private final List<Beat> beats = new ArrayList<>();
    private Optional<Connection> connection = Optional.empty();
    private boolean promoted;

    /**
     * @param writer the database by the name that applications use
     * @param replica one that is promoted in this test: it gets the writes when it takes them
     * @param test tells the rows of this test from others
     */
    public HeartbeatWriter(
            RestoreConnector writer, Optional<RestoreConnector> replica, InstantSource clock, String test) {
        this.writer = writer;
        this.replica = replica;
        this.clock = clock;
        this.test = test;
    }

    /** Makes the table where it is missing. */
    public void prepare() throws SQLException {
        try (var open = writer.open();
                var statement = open.createStatement()) {
            statement.execute("create table if not exists " + TABLE
                    + " (test text not null, beat bigint not null, at timestamptz not null default now(),"
                    + " primary key (test, beat))");
        }
    }

    /** Sends one write; returns whether the database confirmed it. */
    public boolean beat() {
        var sent = clock.instant();
        long number = beats.size() + 1L;
        boolean confirmed = sent(number);
        beats.add(new Beat(number, sent, confirmed ? Optional.of(clock.instant()) : Optional.empty()));
        return confirmed;
    }

    private boolean sent(long number) {
        try {
            follow();
            if (connection.isEmpty()) {
                connection = Optional.of((promoted ? replica.orElse(writer) : writer).open());
            }
            try (var statement =
                    connection.get().prepareStatement("insert into " + TABLE + " (test, beat) values (?, ?)")) {
                statement.setQueryTimeout(5);
                statement.setString(1, test);
                statement.setLong(2, number);
                statement.execute();
            }
            return true;
        } catch (SQLException e) {
            disconnect();
            return false;
        }
    }

    /** From the moment on when the replica is none any more. */
    private void follow() {
        if (promoted || replica.isEmpty()) {
            return;
        }
        try (var open = replica.get().open();
                var statement = open.createStatement();
                var rows = statement.executeQuery("select pg_is_in_recovery()")) {
            promoted = rows.next() && !rows.getBoolean(1);
            if (promoted) {
                disconnect();
            }
        } catch (SQLException e) {
            promoted = false;
        }
    }

    private void disconnect() {
        connection.ifPresent(open -> {
            try {
                open.close();
            } catch (SQLException e) {
                // It was lost already.
            }
        });
        connection = Optional.empty();
    }

    /** Whether the last writes were all confirmed, after some that were not or after the replica took over. */
    public boolean isBack(int writes) {
        boolean failed =
                promoted || beats.stream().anyMatch(beat -> beat.confirmed().isEmpty());
        return failed
                && beats.size() >= writes
                && beats.subList(beats.size() - writes, beats.size()).stream()
                        .allMatch(beat -> beat.confirmed().isPresent());
    }

    public List<Beat> beats() {
        return List.copyOf(beats);
    }

    /** The numbers that the database has now. */
    public Set<Long> kept() throws SQLException {
        try (var open = (promoted ? replica.orElse(writer) : writer).open();
                var statement = open.prepareStatement("select beat from " + TABLE + " where test = ?")) {
            statement.setString(1, test);
            var kept = new HashSet<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    kept.add(rows.getLong(1));
                }
            }
            return kept;
        }
    }

    /** Removes the rows of this test. */
    @Override
    public void close() throws SQLException {
        disconnect();
        if (promoted) {
            try {
                clear(writer);
            } catch (SQLException e) {
                // The old database may be gone: that is what promotions are for.
            }
        }
        clear(promoted ? replica.orElse(writer) : writer);
    }

    private void clear(RestoreConnector database) throws SQLException {
        try (var open = database.open();
                var statement = open.prepareStatement("delete from " + TABLE + " where test = ?")) {
            statement.setString(1, test);
            statement.executeUpdate();
        }
    }
}
