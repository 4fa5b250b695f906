package io.nightshift.remediation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.DynamoDbTable;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.ScheduleGroup;
import io.nightshift.sandbox.dynamodb.DynamoDbLocal;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.lambda.RuntimeApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An account with one group and its alarm, a real ledger in DynamoDB Local behind the same endpoint, and a policy. */
final class Scenery implements AutoCloseable {

    static final String QUEUE = "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-dead-letters";

    static final String POLICY = """
            version: 1
            defaults:
              mode: act
              page: ops
              soak: 1s
              max-age: 3650d
            channels:
              ops: {kind: console}
            rules:
              - name: group-too-small
                match: {name: "GroupCpuTooHigh"}
                ladder:
                  - {action: scale-out-group, wait: 1s}
            """;

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final AtomicInteger TABLES = new AtomicInteger();

    final AwsStandIn aws = new AwsStandIn();
    final RuntimeApi api = new RuntimeApi();
    final String table = "nightshift-" + TABLES.incrementAndGet();
    final Ledger ledger;

    Scenery() {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret"));
        var clients = new AwsClients(
                AwsStandIn.REGION, Optional.of(DynamoDbLocal.endpoint()), credentials, AwsClients.RETRY_POLICY);
        var client = DynamoDbLedger.client(clients);
        DynamoDbTable.create(client, table);
        ledger = new DynamoDbLedger(client, DynamoDbLedger.Settings.of(table), () -> "test-token");
        aws.passDynamoDbTo(DynamoDbLocal.endpoint());
        aws.place(
                Instance.running("i-1"),
                Instance.running("i-2"),
                Group.of("web", 5, "i-1", "i-2"),
                new Alarm("GroupCpuTooHigh", false, "ALARM", "Threshold Crossed"),
                new ScheduleGroup("nightshift"));
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
                "NIGHTSHIFT_SCHEDULER_ROLE_ARN",
                "arn:aws:iam::111122223333:role/nightshift-timers",
                "NIGHTSHIFT_WAKE_TARGET_ARN",
                "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-remediation",
                "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL",
                QUEUE,
                "NIGHTSHIFT_AWS_ENDPOINT",
                aws.endpoint().toString()));
    }

    /** The function in a process of its own. */
    LambdaProcess start(Map<String, String> variables) {
        return LambdaProcess.start(api, variables, RemediationHandler.class);
    }

    /** @param ahead how far the function's clock is ahead of this machine's */
    LambdaProcess start(Map<String, String> variables, Duration ahead) {
        return LambdaProcess.start(api, variables, AheadHandler.class, ahead);
    }

    List<Run> runs() {
        return ledger.runs(Optional.empty(), 100).items();
    }

    boolean finished() {
        return runs().stream().allMatch(run -> run.status() == Status.FINISHED);
    }

    /** Sweeps as the scheduled rule would, only faster, until every run is finished. */
    void sweepUntilFinished() {
        until(this::finished, () -> api.invoke(Payloads.SWEEP));
    }

    /** Waits for something that another process does. */
    static void until(BooleanSupplier so, Runnable meanwhile) {
        var end = Instant.now().plusSeconds(120);
        while (!so.getAsBoolean()) {
            assertThat(Instant.now()).as("it should have come to that by now").isBefore(end);
            meanwhile.run();
            // Another process is at work, on the same cores.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The alarm is well again. */
    void calm(String alarm) {
        aws.alter(Alarm.class, "alarm/" + alarm, found -> new Alarm(found.name(), false, "OK", "well again"));
    }

    /** What the ledger tells of a run: the kind of each entry and its body. */
    List<String> story(Run run) {
        return ledger.entries(run.id(), Optional.empty(), 1000).items().stream()
                .map(entry -> entry.kind() + " " + entry.body().text())
                .toList();
    }

    @Override
    public void close() {
        api.close();
        aws.close();
    }
}
