package io.nightshift.backup.gcp;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.sandbox.BackupSandbox;
import io.nightshift.backup.sandbox.SourceUnderTest;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.ProjectAdapters;
import io.nightshift.sandbox.gcp.CloudSqlStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project with an instance and its backups. */
final class BackedUpProject implements SourceUnderTest, AutoCloseable {

    static final String PROJECT = "shop-prod";
    static final String NIGHT = "2026-11-30T03:05:00Z";
    static final Json.Obj PLACE = Json.obj()
            .with("network", "projects/shop-prod/global/networks/restores")
            .with("tier", "db-custom-2-7680");

    final CloudSqlStandIn sql = new CloudSqlStandIn(PROJECT);
    final WireServer wire = WireServer.before(sql);
    final CloudSqlBackups source;
    private final ProtectedDatabase database;

    BackedUpProject(String by) {
        var clients =
                new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY);
        source = new CloudSqlBackups(
                new ProjectAdapters<>(clients, new GcpScope(Set.of(PROJECT)), PROJECT, List.of(), SqlProject::of));
        database = database(by, PROJECT, PLACE);
        sql.place(CloudSqlStandIn.instance("orders", Map.of("team", "shop")));
        sql.backup("1", "orders", "SUCCESSFUL", "2026-11-29T03:05:00Z");
        sql.backup("2", "orders", "SUCCESSFUL", NIGHT);
        sql.backup("3", "other", "SUCCESSFUL", NIGHT);
        sql.recoverableUntil("orders", "2026-11-30T08:00:00Z");
    }

    static ProtectedDatabase database(String by, String project, Json.Obj place) {
        return new ProtectedDatabase(
                "orders",
                new Resource(new Origin(Cloud.GCP, project, ""), Resource.Kinds.SQL_INSTANCE, "orders"),
                Json.obj().with("kind", "cloud-sql").with("by", by),
                place);
    }

    RestoreOrder order(String backup) {
        return RestoreOrder.of(new RunId("backup-000000000001"), backup, Instant.parse("2036-01-01T00:00:00Z"));
    }

    static RestorePassword password(RestoreOrder order) {
        return RestorePassword.of(BackupSandbox.seed(), order.run());
    }

    List<String> bodies(String part) {
        return wire.requests().stream()
                .filter(request -> request.path().contains(part))
                .map(WireRequest::text)
                .filter(text -> !text.isEmpty())
                .toList();
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
        return sql.backupName("no-such-backup");
    }

    @Override
    public void pass() {
        sql.settle();
    }

    @Override
    public void stranger(String name, Map<String, String> tags) {
        sql.place(CloudSqlStandIn.instance(name, tags));
    }

    @Override
    public void removeStranger(String name) {
        sql.remove(name);
    }

    @Override
    public void close() {
        wire.close();
    }
}
