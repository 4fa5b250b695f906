package io.nightshift.chatops.aws;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.DynamoDbTable;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Handler;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.dynamodb.DynamoDbLocal;
import io.nightshift.sandbox.lambda.RuntimeApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The surroundings of the function of chats: a real DynamoDB of this machine, and stand-ins for the rest of AWS. */
final class ChatScene implements AutoCloseable {

    static final String SECRET = "canary-signing-secret";
    static final String REMEDIATION = AwsStandIn.arn("lambda", "function:remediation");

    private static final String POLICY = """
            version: 1
            people:
              alice: {slack: UALICE, role: operator}
              bob: {slack: UBOB}
            approvers:
              sre: [alice]
              operators: [olga]
              viewers: [vera]
            rules:
              - name: group-too-small
                match: {name: "GroupCpuTooHigh"}
                ladder:
                  - {action: scale-out-group, wait: 1s}
            """;

    private static final RetryPolicy UNHURRIED = new RetryPolicy(
            1,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofSeconds(3));

    private static final AtomicInteger TABLES = new AtomicInteger();

    /** The tables of DynamoDB Local outlive a test. */
    private final String table = "nightshift-chat-" + TABLES.incrementAndGet();

    private final AwsStandIn aws = new AwsStandIn();
    final RuntimeApi api = new RuntimeApi();
    final Ledger ledger;

    ChatScene() {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret"));
        var clients = new AwsClients(AwsStandIn.REGION, Optional.of(DynamoDbLocal.endpoint()), credentials, UNHURRIED);
        var client = DynamoDbLedger.client(clients);
        DynamoDbTable.create(client, table);
        ledger = new DynamoDbLedger(client, DynamoDbLedger.Settings.of(table), () -> "test-token");
        aws.passDynamoDbTo(DynamoDbLocal.endpoint());
        aws.place(new Handler(REMEDIATION, ""), new SecretText(secret(), SECRET));
    }

    @Override
    public void close() {
        api.close();
        aws.close();
    }

    private static String secret() {
        return AwsStandIn.arn("secretsmanager", "secret:slack-AbCdEf");
    }

    Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        variables.put("AWS_REGION", AwsStandIn.REGION);
        variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        variables.put("AWS_SECRET_ACCESS_KEY", "canary-secret");
        variables.put("NIGHTSHIFT_POLICY_TEXT", POLICY);
        variables.put("NIGHTSHIFT_ACCOUNT", AwsStandIn.ACCOUNT);
        variables.put("NIGHTSHIFT_TABLE", table);
        variables.put(
                "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL",
                "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-dead-letters");
        variables.put("NIGHTSHIFT_AWS_ENDPOINT", aws.endpoint().toString());
        variables.put("NIGHTSHIFT_SLACK_SIGNING_SECRET", secret());
        variables.put("NIGHTSHIFT_SLACK_APP", "A0123");
        variables.put("NIGHTSHIFT_SLACK_TEAM", "T0123");
        variables.put("NIGHTSHIFT_CHAT_FUNCTIONS", "remediation=" + REMEDIATION);
        return variables;
    }

    /** What it sent to the functions that it orders. */
    List<String> orders() {
        return aws.calls().stream()
                .filter(call -> call.operation().equals("Invoke"))
                .map(call -> call.body().text())
                .toList();
    }
}
