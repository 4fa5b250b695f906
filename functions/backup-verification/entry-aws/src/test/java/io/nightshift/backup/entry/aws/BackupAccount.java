package io.nightshift.backup.entry.aws;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.DynamoDbTable;
import io.nightshift.backup.BackupPlaybook;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.sandbox.aws.FakeResource.ScheduleGroup;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.dynamodb.DynamoDbLocal;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.RuntimeApi;
import io.nightshift.sandbox.wire.FastRetries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An account with a snapshot of a database, and a ledger in DynamoDB Local behind the same endpoint. */
final class BackupAccount implements AutoCloseable {

    static final String SEED = "canary-seed-of-restore-passwords-0123456789";
    private static final String SEED_ARN = AwsStandIn.arn("secretsmanager", "secret:restore-AbCdEf");

    static final String POLICY = """
            version: 1
            rules: []
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            backups:
              orders:
                source: {kind: rds, instance: orders}
                schedule: {cron: "0 4 * * *", time-zone: UTC}
                rpo: 3650d
                restore: {class: db.t4g.medium, subnet-group: restores, security-groups: [sg-0a1b2c3d]}
              vaulted:
                source: {kind: aws-backup, resource: "arn:aws:rds:eu-central-1:111122223333:db:orders", vault: nightly}
                rpo: 3650d
                restore: {security-groups: [sg-0a1b2c3d]}
            """;

    private static final AtomicInteger TABLES = new AtomicInteger();

    final AwsStandIn aws = new AwsStandIn();
    final RuntimeApi api = new RuntimeApi();
    final Ledger ledger;
    private final String table = "nightshift-backup-" + TABLES.incrementAndGet();

    BackupAccount() {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret"));
        var clients =
                new AwsClients(AwsStandIn.REGION, Optional.of(DynamoDbLocal.endpoint()), credentials, FastRetries.ONCE);
        var client = DynamoDbLedger.client(clients);
        DynamoDbTable.create(client, table);
        ledger = new DynamoDbLedger(client, DynamoDbLedger.Settings.of(table), () -> "test-token");
        aws.passDynamoDbTo(DynamoDbLocal.endpoint());
        aws.place(
                new ScheduleGroup("nightshift"),
                new SecretText(SEED_ARN, SEED),
                Item.of(
                        "DBSnapshot/rds:orders-2026-11-30-03-05",
                        Json.obj()
                                .with("DBInstanceIdentifier", "orders")
                                .with("SnapshotCreateTime", "2026-11-30T03:05:00Z")
                                .with("SnapshotType", "automated")
                                .with("Engine", "postgres")
                                .with("EngineVersion", "15.18")
                                .with("MasterUsername", "app")));
    }

    Map<String, String> variables() {
        return new TreeMap<>(Map.of(
                "AWS_REGION",
                AwsStandIn.REGION,
                "AWS_ACCESS_KEY_ID",
                "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                "canary-secret",
                "NIGHTSHIFT_POLICY_TEXT",
                POLICY,
                "NIGHTSHIFT_ACCOUNT",
                AwsStandIn.ACCOUNT,
                "NIGHTSHIFT_TABLE",
                table,
                "NIGHTSHIFT_RESTORE_SECRET",
                SEED_ARN,
                "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL",
                "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-dead-letters",
                "NIGHTSHIFT_AWS_ENDPOINT",
                aws.endpoint().toString()));
    }

    LambdaProcess lambda() {
        return LambdaProcess.start(api, variables(), BackupHandler.class);
    }

    /** The verifications; their measures have a run of their own. */
    List<Run> runs() {
        return ledger.runs(Optional.empty(), 10).items().stream()
                .filter(run -> run.key().playbook().equals(BackupPlaybook.NAME))
                .toList();
    }

    Run run() {
        return runs().getFirst();
    }

    /** Everything that is written where others read it. */
    String written() {
        return runs() + "\n"
                + runs().stream()
                        .flatMap(run -> ledger.entries(run.id(), Optional.empty(), 1000).items().stream())
                        .map(entry -> entry.body().text())
                        .toList();
    }

    @Override
    public void close() {
        api.close();
        aws.close();
    }
}
