package io.nightshift.backup.gcp;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.HeldCounts;
import io.nightshift.backup.sandbox.SourceUnderTest;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.ProjectAdapters;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.gcp.FirestoreAdminStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project with a database of Firestore and its backups. */
final class BackedUpFirestore implements SourceUnderTest, AutoCloseable {

    static final String PROJECT = "shop-prod";
    static final String NIGHT = "2026-11-30T03:05:00Z";
    static final Instant NOW = Instant.parse("2026-11-30T08:00:30Z");

    final FirestoreAdminStandIn firestore = new FirestoreAdminStandIn(PROJECT);
    final WireServer wire = WireServer.before(firestore);
    final FirestoreBackups source;
    private final ProtectedDatabase database;

    BackedUpFirestore(String by) {
        var clients =
                new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY);
        source = new FirestoreBackups(
                new ProjectAdapters<>(clients, new GcpScope(Set.of(PROJECT)), PROJECT, List.of(), FirestoreProject::of),
                new HeldCounts(),
                new ManualClock(NOW));
        database = database(by, PROJECT, "orders");
        firestore.place("orders", Map.of("orders", 200, "customers", 40, "prices", 10));
        firestore.backup("1", "orders", "READY", "2026-11-29T03:05:00Z", 240);
        firestore.backup("2", "orders", "READY", NIGHT, 250);
        firestore.backup("3", "other", "READY", NIGHT, 5);
    }

    static ProtectedDatabase database(String by, String project, String name) {
        return new ProtectedDatabase(
                "orders",
                new Resource(new Origin(Cloud.GCP, project, ""), Resource.Kinds.FIRESTORE_DATABASE, name),
                Json.obj().with("kind", "firestore").with("by", by),
                Json.obj());
    }

    RestoreOrder order(String backup) {
        return RestoreOrder.of(new RunId("backup-000000000001"), backup, Instant.parse("2036-01-01T00:00:00Z"));
    }

    @Override
    public BackupSource source() {
        return source;
    }

    @Override
    public ProtectedDatabase database() {
        return database;
    }

    @Override
    public String unknownBackup() {
        return firestore.backupName("no-such-backup");
    }

    @Override
    public void pass() {
        firestore.settle();
    }

    /** There are no tags: what Firestore restored stands for them. */
    @Override
    public void stranger(String name, Map<String, String> tags) {
        if (tags.isEmpty()) {
            firestore.place(name, Map.of());
        } else {
            firestore.placeRestored(name);
        }
    }

    @Override
    public void removeStranger(String name) {
        firestore.remove(name);
    }

    @Override
    public void close() {
        wire.close();
    }
}
