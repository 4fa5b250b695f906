package io.nightshift.remediation.aws;

import static io.nightshift.sandbox.lambda.HeapDumpSearch.around;
import static io.nightshift.sandbox.lambda.HeapDumpSearch.loaded;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.lambda.CredentialsEndpoint;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The function up to the moment of the snapshot and beyond it, by AWS's real runtime interface client: its hooks are
 * called, and what it holds right then is looked at as a heap dump.
 */
class RemediationSnapStartTest {

    private static final String KEY_ARN = AwsStandIn.arn("secretsmanager", "secret:on-call-key-AbCdEf");

    private final RemediationAccount scenery = new RemediationAccount();
    private final CredentialsEndpoint credentials = new CredentialsEndpoint();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        credentials.close();
        scenery.close();
    }

    /** As Lambda sets them for a function with SnapStart: credentials are not in the environment, but at an endpoint. */
    private Map<String, String> variables() {
        var variables = scenery.variables();
        credentials.giveTo(variables);
        variables.put("NIGHTSHIFT_WEBHOOK_ON_CALL_URL", "http://127.0.0.1:9/");
        variables.put("NIGHTSHIFT_WEBHOOK_ON_CALL_KEY", KEY_ARN);
        scenery.aws.place(new SecretText(KEY_ARN, "canary-webhook-key"));
        return variables;
    }

    @Test
    void theSnapshotHoldsTheClassesAndNothingThatIsUniqueOrExpires() throws Exception {
        var classes = folder.resolve("classes.log");
        var heap = folder.resolve("heap.hprof");
        try (var lambda =
                LambdaProcess.startWithSnapshot(scenery.api, variables(), RemediationHandler.class, classes)) {
            scenery.api.awaitSnapshot();

            assertThat(loaded(classes))
                    .contains(
                            "io.nightshift.core.engine.Engine",
                            "io.nightshift.core.signal.Signal$Alarm",
                            "io.nightshift.aws.DynamoDbReader",
                            "software.amazon.awssdk.services.dynamodb.model.GetItemRequest",
                            "software.amazon.awssdk.http.auth.aws.internal.signer.DefaultAwsV4HttpSigner")
                    // What draws the ids, and the random waits between attempts.
                    .doesNotContain("java.util.UUID$Holder");
            assertThat(credentials.requests()).isEmpty();
            assertThat(scenery.aws.calls()).isEmpty();
            assertThat(lambda.connectedTo())
                    .isSubsetOf(URI.create("http://" + scenery.api.address()).getPort());
            lambda.dumpHeapTo(heap);
            assertThat(around("GroupCpuTooHigh", heap)).isNotEmpty();
            for (var secret : CredentialsEndpoint.SECRETS) {
                assertThat(around(secret, heap)).isEmpty();
            }
            assertThat(around("canary-webhook", heap)).isEmpty();

            int before = loaded(classes).size();
            scenery.api.restore();
            var answer = scenery.api.invoke(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"));

            assertThat(answer.at("handled").at(0).at("kind").text())
                    .as(lambda.log())
                    .isEqualTo("STARTED");
            assertThat(scenery.aws.thing(Group.class, "group/web").desired()).isEqualTo(3);
            assertThat(credentials.requests()).isNotEmpty();
            assertThat(lambda.log()).doesNotContain("canary");
            System.out.printf(
                    "classes loaded before the snapshot: %d, by the first invocation after it: %d%n",
                    before, loaded(classes).size() - before);
        }
    }
}
