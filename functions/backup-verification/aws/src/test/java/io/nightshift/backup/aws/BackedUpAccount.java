package io.nightshift.backup.aws;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.sandbox.BackupSandbox;
import io.nightshift.backup.sandbox.SourceUnderTest;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.sandbox.wire.FastRetries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An account with a database and a cluster, their snapshots, and a second region with copies. */
final class BackedUpAccount implements SourceUnderTest, AutoCloseable {

    static final String OTHER = "eu-west-1";
    static final Instant NIGHT = Instant.parse("2026-11-30T03:05:00Z");
    static final Json.Obj PLACE = Json.obj()
            .with("class", "db.t4g.medium")
            .with("subnet-group", "restores")
            .with("security-groups", Json.strings(List.of("sg-0a1b2c3d")));
    static final Path AUTHORITIES = Path.of("/var/task/rds.pem");

    final AwsStandIn aws = new AwsStandIn();
    final AwsStandIn other = new AwsStandIn(OTHER);
    final BackupSource source;
    private final ProtectedDatabase database;

    BackedUpAccount(BiFunction<AwsRegions, Path, BackupSource> source, ProtectedDatabase database) {
        this.source = source.apply(
                new AwsRegions(
                        AwsStandIn.ACCOUNT,
                        Map.of(AwsStandIn.REGION, apis(AwsStandIn.REGION, aws), OTHER, apis(OTHER, other))),
                AUTHORITIES);
        this.database = database;
        aws.place(
                Database.available("orders", 100),
                Item.of(
                        "database/orders/attributes",
                        properties("postgres").with("LatestRestorableTime", "2026-11-30T08:00:00Z")),
                snapshot("rds:orders-2026-11-29-03-05", "2026-11-29T03:05:00Z", "automated"),
                snapshot("rds:orders-2026-11-30-03-05", NIGHT.toString(), "automated"),
                snapshot("awsbackup:job-1", "2026-11-28T03:05:00Z", "awsbackup"),
                Item.of(
                        "cluster/orders",
                        properties("aurora-postgresql")
                                .with("members", Json.strings(List.of("orders-a")))
                                .with("LatestRestorableTime", "2026-11-30T08:00:00Z")),
                clusterSnapshot("rds:orders-2026-11-29-03-05", "2026-11-29T03:05:00Z"),
                clusterSnapshot("rds:orders-2026-11-30-03-05", NIGHT.toString()));
        other.place(snapshot("copy", "2026-11-30T06:00:00Z", "manual")
                .with("OriginalSnapshotCreateTime", NIGHT.toString())
                .with("SourceDBSnapshotIdentifier", AwsStandIn.arn("rds", "snapshot:rds:orders-2026-11-30-03-05")));
    }

    private static AwsRegionApis apis(String region, AwsStandIn standIn) {
        return new AwsRegionApis(new AwsClients(
                region,
                Optional.of(standIn.endpoint()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret")),
                FastRetries.POLICY));
    }

    private static Json.Obj properties(String engine) {
        return Json.obj()
                .with("Engine", engine)
                .with("EngineVersion", "15.18")
                .with("MasterUsername", "app")
                .with("AllocatedStorage", 100);
    }

    static Item snapshot(String id, String time, String type) {
        return Item.of(
                "DBSnapshot/" + id,
                properties("postgres")
                        .with("DBInstanceIdentifier", "orders")
                        .with("SnapshotCreateTime", time)
                        .with("SnapshotType", type)
                        .with("Encrypted", true)
                        .with("KmsKeyId", AwsStandIn.arn("kms", "key/1")));
    }

    static Item clusterSnapshot(String id, String time) {
        return Item.of(
                "DBClusterSnapshot/" + id,
                properties("aurora-postgresql")
                        .with("DBClusterIdentifier", "orders")
                        .with("SnapshotCreateTime", time)
                        .with("SnapshotType", "automated"));
    }

    /** @param by {@code snapshot} or {@code point-in-time} */
    static ProtectedDatabase instance(String by) {
        return in(
                AwsStandIn.REGION,
                Resource.Kinds.RDS_INSTANCE,
                "orders",
                Json.obj().with("by", by));
    }

    static ProtectedDatabase cluster(String by) {
        return in(
                AwsStandIn.REGION,
                Resource.Kinds.RDS_CLUSTER,
                "orders",
                Json.obj().with("by", by));
    }

    static ProtectedDatabase in(String region, String kind, String name, Json.Obj source) {
        return new ProtectedDatabase(
                "orders", new Resource(Origin.aws(AwsStandIn.ACCOUNT, region), kind, name), source, PLACE);
    }

    RestoreOrder order(int number, String backup) {
        return RestoreOrder.of(
                new RunId("backup-%012x".formatted(number)), backup, Instant.parse("2036-01-01T00:00:00Z"));
    }

    static RestorePassword password(RestoreOrder order) {
        return RestorePassword.of(BackupSandbox.seed(), order.run());
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
    public void pass() {
        aws.settle();
    }

    @Override
    public void stranger(String name, Map<String, String> tags) {
        aws.place(
                database.subject().kind().equals(Resource.Kinds.RDS_CLUSTER)
                        ? Item.of("cluster/" + name, Json.obj()).tagged(tags)
                        : Database.available(name, 20).tagged(tags));
    }

    @Override
    public void removeStranger(String name) {
        aws.remove("cluster/" + name);
        aws.remove("database/" + name);
    }

    @Override
    public void close() {
        aws.close();
        other.close();
    }
}
