package io.nightshift.cost.entry.aws;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.DynamoDbTable;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.sandbox.FakeCostExport;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.ScheduleGroup;
import io.nightshift.sandbox.dynamodb.DynamoDbLocal;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.RuntimeApi;
import io.nightshift.sandbox.wire.FastRetries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An account whose costs are in a mounted folder, and a ledger in DynamoDB Local behind the same endpoint. */
final class CostAccount implements AutoCloseable {

    private static final AtomicInteger TABLES = new AtomicInteger();

    final AwsStandIn aws = new AwsStandIn();
    final RuntimeApi api = new RuntimeApi();
    final Ledger ledger;
    private final FakeCostExport export;
    private final String table = "nightshift-cost-" + TABLES.incrementAndGet();

    /** Since yesterday a machine costs more. */
    CostAccount(Path folder) {
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        export = new FakeCostExport(folder, 7, yesterday.minusDays(100));
        export.leak(yesterday, yesterday.plusDays(1), 120);
        export.publish(yesterday);
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret"));
        var clients =
                new AwsClients(AwsStandIn.REGION, Optional.of(DynamoDbLocal.endpoint()), credentials, FastRetries.ONCE);
        var client = DynamoDbLedger.client(clients);
        DynamoDbTable.create(client, table);
        ledger = new DynamoDbLedger(client, DynamoDbLedger.Settings.of(table), () -> "test-token");
        aws.passDynamoDbTo(DynamoDbLocal.endpoint());
        aws.place(new ScheduleGroup("nightshift"));
    }

    private String policy() {
        return """
                version: 1
                rules: []
                defaults: {mode: act, page: ops}
                channels:
                  ops: {kind: console}
                costs:
                  shop:
                    source: {kind: folder, path: %s}
                    schedule: {cron: "0 6 * * *", time-zone: UTC}
                """.formatted(export.folder());
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
                policy(),
                "NIGHTSHIFT_ACCOUNT",
                AwsStandIn.ACCOUNT,
                "NIGHTSHIFT_TABLE",
                table,
                "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL",
                "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-dead-letters",
                "NIGHTSHIFT_AWS_ENDPOINT",
                aws.endpoint().toString()));
    }

    LambdaProcess lambda() {
        return LambdaProcess.start(api, variables(), CostHandler.class);
    }

    List<Run> runs(String kind) {
        return ledger.runs(Optional.empty(), 50).items().stream()
                .filter(run -> run.key().playbook().equals(CostPlaybook.NAME)
                        && run.key().subject().kind().equals(kind))
                .toList();
    }

    @Override
    public void close() {
        api.close();
        aws.close();
    }
}
