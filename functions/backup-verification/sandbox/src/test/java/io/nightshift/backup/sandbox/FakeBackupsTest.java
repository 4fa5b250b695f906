package io.nightshift.backup.sandbox;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.sandbox.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The provider in memory keeps the contract, with one call for a restore. */
class FakeBackupsTest extends BackupSourceSuite {

    private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");
    private final ManualClock clock = new ManualClock(START);
    final FakeBackups backups = new FakeBackups(clock, () -> {});

    FakeBackupsTest() {
        backups.unlisted = Duration.ofMinutes(1);
        backups.backup("orders", StoredBackup.available("old", START.minus(Duration.ofDays(2)), 1000));
        backups.backup("orders", StoredBackup.available("new", START.minus(Duration.ofDays(1)), 1000));
    }

    @Override
    protected SourceUnderTest subject() {
        return new SourceUnderTest() {
            @Override
            public BackupSource source() {
                return backups;
            }

            @Override
            public ProtectedDatabase database() {
                return BackupSandbox.database("orders");
            }

            @Override
            public void pass() {
                clock.pass(Duration.ofSeconds(10));
            }

            @Override
            public void stranger(String name, Map<String, String> tags) {
                backups.foreign(name, tags);
            }

            @Override
            public void removeStranger(String name) {
                backups.foreignLeaves(name);
            }
        };
    }
}
