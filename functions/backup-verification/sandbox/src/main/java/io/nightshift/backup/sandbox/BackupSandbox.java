package io.nightshift.backup.sandbox;

import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
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

    /** A table whose restores are counted. */
    public static ProtectedDatabase table(String name) {
        return new ProtectedDatabase(
                name,
                new Resource(Origin.NOWHERE, Kinds.DYNAMODB_TABLE, name),
                Json.obj().with("kind", "dynamodb"),
                Json.obj());
    }

    /** The plan of such a table. */
    public static BackupSpec countedSpec() {
        return spec(table("any").source(), List.of(rowCounts()));
    }

    private static BackupCheck rowCounts() {
        return new BackupCheck.RowCounts(List.of(), List.of(), BackupCheck.TOLERANCE);
    }

    /** A day of RPO, ten minutes of RTO, two checks. */
    public static BackupSpec spec() {
        return spec(
                Json.obj().with("kind", "folder"),
                List.of(new BackupCheck.Connects(), rowCounts(), new BackupCheck.FullRead(List.of())));
    }

    private static BackupSpec spec(Json.Obj source, List<BackupCheck> checks) {
        return new BackupSpec(
                source,
                Json.obj(),
                Optional.of(Duration.ofDays(1)),
                Optional.of(Duration.ofMinutes(10)),
                Optional.empty(),
                List.of(),
                checks,
                10,
                Duration.ofMinutes(40),
                Optional.empty(),
                false,
                Optional.empty(),
                "ops");
    }
}
