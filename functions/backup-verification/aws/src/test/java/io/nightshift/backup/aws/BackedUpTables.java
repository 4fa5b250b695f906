package io.nightshift.backup.aws;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.HeldCounts;
import io.nightshift.backup.sandbox.SourceUnderTest;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.sandbox.wire.FastRetries;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An account with a table of DynamoDB and its backups. */
final class BackedUpTables implements SourceUnderTest, AutoCloseable {

    static final Instant NIGHT = Instant.parse("2026-11-30T03:05:00Z");
    static final Instant LATEST = Instant.parse("2026-11-30T08:00:00Z");
    static final String KEY = AwsStandIn.arn("kms", "key/1");
    private static final Json KEYS =
            Json.arr(Json.obj().with("AttributeName", "id").with("KeyType", "HASH"));
    private static final Json INDEXES =
            Json.arr(Json.obj().with("IndexName", "by-customer").with("IndexStatus", "ACTIVE"));

    final AwsStandIn aws = new AwsStandIn();
    final DynamoDbBackups source;
    private final ProtectedDatabase database;

    /** @param by {@code backup} or {@code point-in-time} */
    BackedUpTables(String by) {
        var clients = new AwsClients(
                AwsStandIn.REGION,
                Optional.of(aws.endpoint()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret")),
                FastRetries.POLICY);
        source = new DynamoDbBackups(
                new AwsRegions(AwsStandIn.ACCOUNT, Map.of(AwsStandIn.REGION, new AwsRegionApis(clients))),
                new HeldCounts());
        database = database(by);
        aws.place(
                Item.of("table/orders", table().with("LatestRestorableDateTime", LATEST.getEpochSecond()))
                        .tagged(Map.of("team", "shop")),
                Item.of("table/customers", table()),
                backup("1", "2026-11-29T03:05:00Z"),
                backup("2", NIGHT.toString()),
                backup("0", "2026-11-28T03:05:00Z").with("BackupStatus", "DELETED"));
    }

    static ProtectedDatabase database(String by) {
        return new ProtectedDatabase(
                "orders",
                new Resource(
                        Origin.aws(AwsStandIn.ACCOUNT, AwsStandIn.REGION), Resource.Kinds.DYNAMODB_TABLE, "orders"),
                Json.obj().with("kind", "dynamodb").with("by", by),
                Json.obj());
    }

    static Json.Obj table() {
        return Json.obj()
                .with("TableStatus", "ACTIVE")
                .with("KeySchema", KEYS)
                .with("GlobalSecondaryIndexes", INDEXES)
                .with("ItemCount", 250)
                .with("Items", 250)
                .with("TimeToLive", "expires")
                .with("DeletionProtectionEnabled", true)
                .with(
                        "StreamSpecification",
                        Json.obj().with("StreamEnabled", true).with("StreamViewType", "NEW_IMAGE"));
    }

    static String arn(String backup) {
        return AwsStandIn.arn("dynamodb", "table/orders/backup/" + backup);
    }

    static Item backup(String id, String time) {
        return Item.of(
                "table-backup/" + arn(id),
                Json.obj()
                        .with("TableName", "orders")
                        .with("BackupStatus", "AVAILABLE")
                        .with("BackupType", "USER")
                        .with("BackupSizeBytes", 1_000_000)
                        .with("BackupCreationDateTime", Instant.parse(time).getEpochSecond())
                        .with("Items", 250)
                        .with(
                                "SourceTableDetails",
                                Json.obj().with("ItemCount", 240).with("KeySchema", KEYS))
                        .with(
                                "SourceTableFeatureDetails",
                                Json.obj()
                                        .with("SSEDescription", Json.obj().with("KMSMasterKeyArn", KEY))
                                        .with("GlobalSecondaryIndexes", INDEXES)));
    }

    RestoreOrder order(int number, String backup) {
        return RestoreOrder.of(
                new RunId("backup-%012x".formatted(number)), backup, Instant.parse("2036-01-01T00:00:00Z"));
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
        aws.place(Item.of("table/" + name, table()).tagged(tags));
    }

    @Override
    public void removeStranger(String name) {
        aws.remove("table/" + name);
    }

    @Override
    public String unknownBackup() {
        return arn("no-such-backup");
    }

    @Override
    public void close() {
        aws.close();
    }
}
