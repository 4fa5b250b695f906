package io.nightshift.aws.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.DynamoDbTable;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.ScheduleGroup;
import io.nightshift.sandbox.dynamodb.DynamoDbLocal;
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

/** An account of a function on Lambda, with a ledger of its own in DynamoDB Local behind the same endpoint. */
public class LambdaAccount implements AutoCloseable {

    public static final String DEAD_LETTERS =
            "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-dead-letters";

    /** The first table is made while the database itself still starts; a second attempt would find the first one's table. */
    private static final RetryPolicy UNHURRIED = new RetryPolicy(
            1,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofSeconds(3));

    private static final String KEY_ID = "AKIDEXAMPLE";
    private static final String KEY = "canary-secret";
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final AtomicInteger TABLES = new AtomicInteger();

    public final AwsStandIn aws = new AwsStandIn();
    public final RuntimeApi api = new RuntimeApi();
    public final Ledger ledger;
    protected final StaticCredentialsProvider credentials =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, KEY));
    private final String table = "nightshift-" + TABLES.incrementAndGet();

    protected LambdaAccount() {
        var client = DynamoDbLedger.client(
                new AwsClients(AwsStandIn.REGION, Optional.of(DynamoDbLocal.endpoint()), credentials, UNHURRIED));
        DynamoDbTable.create(client, table);
        ledger = new DynamoDbLedger(client, DynamoDbLedger.Settings.of(table), () -> "test-token");
        aws.passDynamoDbTo(DynamoDbLocal.endpoint());
        aws.place(new ScheduleGroup("nightshift"));
    }

    /** The environment that every function needs. */
    protected final Map<String, String> variables(String policy) {
        var variables = new TreeMap<String, String>();
        variables.put("AWS_REGION", AwsStandIn.REGION);
        variables.put("AWS_ACCESS_KEY_ID", KEY_ID);
        variables.put("AWS_SECRET_ACCESS_KEY", KEY);
        variables.put("NIGHTSHIFT_POLICY_TEXT", policy);
        variables.put("NIGHTSHIFT_ACCOUNT", AwsStandIn.ACCOUNT);
        variables.put("NIGHTSHIFT_TABLE", table);
        variables.put("NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", DEAD_LETTERS);
        variables.put("NIGHTSHIFT_AWS_ENDPOINT", aws.endpoint().toString());
        return variables;
    }

    /** The same with timers of EventBridge Scheduler, which wake the function. */
    protected final Map<String, String> variables(String policy, String function) {
        var variables = variables(policy);
        variables.put("NIGHTSHIFT_SCHEDULER_ROLE_ARN", "arn:aws:iam::111122223333:role/nightshift-timers");
        variables.put("NIGHTSHIFT_WAKE_TARGET_ARN", AwsStandIn.arn("lambda", "function:" + function));
        return variables;
    }

    /** All but the log of counted figures, which is not about a signal. */
    public final List<Run> runs() {
        return all().stream()
                .filter(run -> !run.key().playbook().equals(MarkLog.FIGURES))
                .toList();
    }

    private List<Run> all() {
        return ledger.runs(Optional.empty(), 100).items();
    }

    public final Run onlyRun() {
        assertThat(runs()).hasSize(1);
        return runs().getFirst();
    }

    /** What the ledger tells of a run: the kind of each entry and its body. */
    public final List<String> story(Run run) {
        return ledger.entries(run.id(), Optional.empty(), 1000).items().stream()
                .map(entry -> entry.kind() + " " + entry.body().text())
                .toList();
    }

    /** Everything that is in the ledger. */
    public final String written() {
        return all() + "\n" + all().stream().map(this::story).toList();
    }

    /** Waits for something that another process does. */
    public static void until(BooleanSupplier so, Runnable meanwhile) {
        var end = Instant.now().plusSeconds(120);
        while (!so.getAsBoolean()) {
            assertThat(Instant.now()).as("it should have come to that by now").isBefore(end);
            meanwhile.run();
            // Another process is at work, on the same cores.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        api.close();
        aws.close();
    }
}
