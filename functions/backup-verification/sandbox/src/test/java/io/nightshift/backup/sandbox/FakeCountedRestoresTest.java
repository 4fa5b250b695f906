package io.nightshift.backup.sandbox;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.sandbox.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The tables in memory keep the contract that DynamoDB keeps. */
class FakeCountedRestoresTest extends BackupSourceSuite {

    private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final FakeCountedRestores tables = new FakeCountedRestores(clock, () -> {});

    FakeCountedRestoresTest() {
        tables.backup("baskets", StoredBackup.available("old", START.minus(Duration.ofDays(2)), 1000));
        tables.backup("baskets", StoredBackup.available("new", START.minus(Duration.ofDays(1)), 1000));
    }

    @Override
    protected SourceUnderTest subject() {
        return new SourceUnderTest() {
            @Override
            public BackupSource source() {
                return tables;
            }

            @Override
            public ProtectedDatabase database() {
                return BackupSandbox.table("baskets");
            }

            @Override
            public void pass() {
                clock.pass(Duration.ofSeconds(10));
            }

            @Override
            public void stranger(String name, Map<String, String> tags) {
                tables.foreign(name, tags);
            }

            @Override
            public void removeStranger(String name) {
                tables.foreignLeaves(name);
            }
        };
    }
}
