package io.nightshift.backup.sandbox;

import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Databases and plans of simulated verifications. */
public final class BackupSandbox {

    /** A seed of passwords that opens nothing. */
    private static final String SEED = "seed-of-the-simulation";

    private BackupSandbox() {}

    public static byte[] seed() {
        return SEED.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    public static Resource subject(String name) {
        return new Resource(Origin.NOWHERE, BackupKinds.FOLDER, name);
    }

    public static ProtectedDatabase database(String name) {
        return new ProtectedDatabase(name, subject(name), Json.obj().with("kind", "folder"), Json.obj());
    }

    /** A day of RPO, ten minutes of RTO, two checks. */
    public static BackupSpec spec() {
        return new BackupSpec(
                Json.obj().with("kind", "folder"),
                Json.obj(),
                Optional.of(Duration.ofDays(1)),
                Optional.of(Duration.ofMinutes(10)),
                Optional.empty(),
                List.of(),
                List.of(
                        new BackupCheck.Connects(),
                        new BackupCheck.RowCounts(List.of(), List.of(), BackupCheck.TOLERANCE),
                        new BackupCheck.FullRead(List.of())),
                10,
                Duration.ofMinutes(40),
                Optional.empty(),
                false,
                Optional.empty(),
                "ops");
    }
}
