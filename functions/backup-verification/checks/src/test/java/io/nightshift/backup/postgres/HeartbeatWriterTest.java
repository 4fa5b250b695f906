package io.nightshift.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.measure.FailoverRecord;
import io.nightshift.sandbox.ManualClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Writes to a real PostgreSQL whose sessions end and which takes no new ones, as in a failover. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HeartbeatWriterTest {

    private static final Instant BEGAN = Instant.parse("2026-11-30T09:00:00Z");

    private final ManualClock clock = new ManualClock(BEGAN);
    private final AtomicBoolean away = new AtomicBoolean();
    private Shop shop;

    @BeforeAll
    void open(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        shop = Shop.open(folder, 100);
    }

    @AfterAll
    void close() throws Exception {
        if (shop != null) {
            shop.close();
        }
    }

    private HeartbeatWriter writer(Optional<RestoreConnector> replica) throws SQLException {
        RestoreConnector primary = () -> {
            if (away.get()) {
                throw new SQLException("refused", "08001");
            }
            return shop.database("shop").open();
        };
        var writer = new HeartbeatWriter(primary, replica, clock, "test " + replica.isPresent());
        writer.prepare();
        writer.prepare();
        return writer;
    }

    private void goAway() throws SQLException {
        away.set(true);
        shop.in("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'shop'");
    }

    private void beat(HeartbeatWriter writer, boolean confirmed, int times) {
        for (int i = 0; i < times; i++) {
            clock.pass(Duration.ofSeconds(1));
            assertThat(writer.beat()).isEqualTo(confirmed);
        }
    }

    @Test
    void measuresAFailoverAndWhatItLost() throws Exception {
        var began = clock.instant();
        try (var writer = writer(Optional.empty())) {
            beat(writer, true, 3);
            assertThat(writer.isBack(3)).isFalse();
            goAway();
            beat(writer, false, 10);
            away.set(false);
            // The standby had not received the last write.
            shop.in("shop", "delete from nightshift_heartbeat where beat = 3");
            beat(writer, true, 4);
            assertThat(writer.isBack(4)).isTrue();
            var record = FailoverRecord.of("failover", "run", false, "", writer.beats(), writer.kept());
            assertThat(record.outage()).isEqualTo(Duration.ofSeconds(11));
            assertThat(record.lastBefore()).contains(began.plusSeconds(3));
            assertThat(record.lost()).isEqualTo(1);
            assertThat(record.answers()).isTrue();
        }
        assertThat(rows("shop")).isZero();
    }

    @Test
    void followsAReplicaThatTakesWrites() throws Exception {
        shop.in("postgres", "create database replica");
        shop.in("replica", "create table nightshift_heartbeat (test text, beat bigint, at timestamptz default now())");
        var promoted = new AtomicBoolean();
        RestoreConnector replica = () -> {
            if (!promoted.get()) {
                throw new SQLException("still a replica", "08001");
            }
            return shop.database("replica").open();
        };
        try (var writer = writer(Optional.of(replica))) {
            beat(writer, true, 2);
            promoted.set(true);
            beat(writer, true, 2);
            assertThat(writer.kept()).containsExactlyInAnyOrder(3L, 4L);
            assertThat(writer.isBack(2)).isTrue();
            // What only the old database has is lost in the new one.
            assertThat(FailoverRecord.of("promote", "run", true, "", writer.beats(), writer.kept())
                            .lost())
                    .isEqualTo(2);
        }
        assertThat(rows("replica")).isZero();
    }

    private long rows(String database) throws SQLException {
        try (var open = shop.database(database).open();
                var rows = open.createStatement().executeQuery("select count(*) from nightshift_heartbeat")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
