package io.nightshift.promotion.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.DynamoDbTable;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.FunctionCode;
import io.nightshift.sandbox.aws.FakeResource.ScheduleGroup;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import io.nightshift.sandbox.dynamodb.DynamoDbLocal;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.lambda.RuntimeApi;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
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

/** An account with a registry and a function behind an alias, people behind a webhook, a real ledger, and a policy. */
final class Scenery implements AutoCloseable {

    static final String TOKEN = "canary-intake-token";
    static final String GITHUB_SECRET = "canary-github-secret";
    static final String APPROVAL_SECRET = "canary-approval-secret-0123456789-0123456789";
    static final String REGISTRY = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";
    static final String OLD = "sha256:" + "b".repeat(64);

    /** The digest of {@code events/aws/ecr/push.json}. */
    static final String NEW = "sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd12340000";

    /** The rule is for the functions of remediation, whose actions nobody knows here. */
    static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: webhook, url-from-env: OPS_URL}
            approvers:
              sre: [alice, bob]
            rules:
              - name: group-too-small
                match: {name: "GroupCpuTooHigh"}
                ladder:
                  - {action: scale-out-group, wait: 1s}
            promotions:
              shop:
                image: %s/shop/web
                stages:
                  - name: prod
                    targets: [{kind: "lambda:function", name: "shop:live"}]
              site:
                image: ghcr.io/shop/web
                stages:
                  - name: prod
                    targets: [{kind: "ecs:service", name: prod/site, account: "111122223333", region: eu-central-1}]
            """.formatted(REGISTRY);

    /** The same, and prod is asked for. */
    static final String ASKING = POLICY.replace(
            "      - name: prod\n        targets: [{kind: \"lambda",
            "      - name: prod\n        approval: {approvers: sre, within: 4h}\n        targets: [{kind: \"lambda");

    private static final String QUEUE = "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-dead-letters";
    /** The first table is made while the database itself still starts; a second attempt would find the first one's table. */
    private static final RetryPolicy UNHURRIED = new RetryPolicy(
            1,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofSeconds(3));

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final AtomicInteger TABLES = new AtomicInteger();

    final AwsStandIn aws = new AwsStandIn();
    final RuntimeApi api = new RuntimeApi();
    final WireServer people = WireServer.before(request -> WireReply.empty(204));
    final Ledger ledger;
    private final String table = "nightshift-promotion-" + TABLES.incrementAndGet();

    Scenery() {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret"));
        var clients = new AwsClients(AwsStandIn.REGION, Optional.of(DynamoDbLocal.endpoint()), credentials, UNHURRIED);
        var client = DynamoDbLedger.client(clients);
        DynamoDbTable.create(client, table);
        ledger = new DynamoDbLedger(client, DynamoDbLedger.Settings.of(table), () -> "test-token");
        aws.passDynamoDbTo(DynamoDbLocal.endpoint());
        var pushed = Instant.parse("2026-11-20T03:04:34Z");
        aws.place(
                new ScheduleGroup("nightshift"),
                new StoredImage("shop/web", NEW, List.of("v42"), pushed, "{}", "ACTIVE"),
                new Function("shop", "Active", List.of("9"), Map.of()),
                new Alias("shop", "live", "9", Map.of(), "rev-a"),
                FunctionCode.ready("shop", "9", REGISTRY + "/shop/web@" + OLD),
                FunctionCode.ready("shop", "$LATEST", REGISTRY + "/shop/web@" + OLD),
                new SecretText(secret("token"), TOKEN),
                new SecretText(secret("github"), GITHUB_SECRET),
                new SecretText(secret("approval"), APPROVAL_SECRET));
    }

    private static String secret(String name) {
        return AwsStandIn.arn("secretsmanager", "secret:" + name + "-AbCdEf");
    }

    /** Of every function; the secrets of the HTTP API are named only. */
    Map<String, String> variables(String policy) {
        var variables = new TreeMap<String, String>();
        variables.put("AWS_REGION", AwsStandIn.REGION);
        variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        variables.put("AWS_SECRET_ACCESS_KEY", "canary-secret");
        variables.put("NIGHTSHIFT_POLICY_TEXT", policy);
        variables.put("NIGHTSHIFT_ACCOUNT", AwsStandIn.ACCOUNT);
        variables.put("NIGHTSHIFT_TABLE", table);
        variables.put("NIGHTSHIFT_SCHEDULER_ROLE_ARN", "arn:aws:iam::111122223333:role/nightshift-timers");
        variables.put(
                "NIGHTSHIFT_WAKE_TARGET_ARN", "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-promotion");
        variables.put("NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", QUEUE);
        variables.put("NIGHTSHIFT_AWS_ENDPOINT", aws.endpoint().toString());
        variables.put("OPS_URL", people.endpoint() + "/ops");
        variables.put("OPS_KEY", "canary-key-of-the-webhook");
        variables.put("NIGHTSHIFT_INTAKE_TOKEN", secret("token"));
        variables.put("NIGHTSHIFT_GITHUB_SECRET", secret("github"));
        variables.put("NIGHTSHIFT_APPROVAL_SECRET", secret("approval"));
        variables.put("NIGHTSHIFT_APPROVAL_URL", "https://nightshift.example");
        return variables;
    }

    static byte[] push() {
        return Payloads.sample("aws/ecr/push.json");
    }

    List<Run> runs() {
        return ledger.runs(Optional.empty(), 100).items();
    }

    Run onlyRun() {
        assertThat(runs()).hasSize(1);
        return runs().getFirst();
    }

    /** What the ledger tells of a run: the kind of each entry and its body. */
    List<String> story(Run run) {
        return ledger.entries(run.id(), Optional.empty(), 1000).items().stream()
                .map(entry -> entry.kind() + " " + entry.body().text())
                .toList();
    }

    /** What people were told, as the webhook got it. */
    String told() {
        var told = new StringBuilder();
        people.requests().forEach(request -> told.append(new String(request.body(), StandardCharsets.UTF_8)));
        return told.toString();
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

    @Override
    public void close() {
        api.close();
        people.close();
        aws.close();
    }
}
