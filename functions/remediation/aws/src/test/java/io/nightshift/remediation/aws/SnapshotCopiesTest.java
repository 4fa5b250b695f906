package io.nightshift.remediation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Copies that are restored from one snapshot, before a DynamoDB that forgets everything: the hooks are called as Lambda
 * calls them, with nothing in between that a snapshot would not hold too. What is on the heap of a real process at that
 * moment is {@link RemediationSnapStartTest}.
 */
class SnapshotCopiesTest {

    private static final Instant TAKEN = Instant.parse("2026-11-21T01:00:00Z");

    /** Counted up at each restore: where Lambda's credentials come from knows the copy. */
    private int copy;

    private final List<Integer> asked = new ArrayList<>();
    private Instant now = TAKEN;
    private final WireServer dynamo = WireServer.before(request -> WireReply.reply(
            200,
            "application/x-amz-json-1.0",
            request.header("X-Amz-Target").endsWith("BatchGetItem")
                    ? "{\"Responses\":{},\"UnprocessedKeys\":{}}"
                    : "{}"));

    @AfterEach
    void close() {
        dynamo.close();
    }

    private final class Credentials implements AwsCredentialsProvider {

        private final int made = copy;

        @Override
        public AwsCredentials resolveCredentials() {
            asked.add(made);
            return AwsBasicCredentials.create("AKIDCOPY" + made, "example");
        }
    }

    private RemediationHandler handler() {
        var variables = Map.of(
                "AWS_REGION",
                AwsStandIn.REGION,
                "NIGHTSHIFT_POLICY_TEXT",
                RemediationAccount.POLICY.replace("act\n", "observe\n"),
                "NIGHTSHIFT_ACCOUNT",
                AwsStandIn.ACCOUNT,
                "NIGHTSHIFT_TABLE",
                "nightshift",
                "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL",
                RemediationAccount.DEAD_LETTERS,
                "NIGHTSHIFT_AWS_ENDPOINT",
                dynamo.endpoint().toString());
        return new RemediationHandler(RemediationHandler.configuration(variables), () -> now, Credentials::new);
    }

    /** What one copy sent to DynamoDB for the first alarm after its restore. */
    private List<WireRequest> restored(RemediationHandler snapshot) throws IOException {
        copy++;
        now = TAKEN.plusSeconds(3600L * copy);
        dynamo.forgetRequests();
        snapshot.wiring().afterRestore(nobody());
        var event = Payloads.sample("aws/cloudwatch/auto-scaling-group.json");
        snapshot.handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), lambda());
        return dynamo.requests();
    }

    @Test
    void neverProduceTheSameIdAndBringNothingAlongOutOfTheSnapshot() throws Exception {
        var snapshot = handler();
        snapshot.wiring().beforeCheckpoint(nobody());

        assertThat(asked).as("credentials before the snapshot").isEmpty();
        assertThat(dynamo.requests()).as("calls before the snapshot").isEmpty();

        var tokens = new ArrayList<String>();
        for (int restore = 1; restore <= 5; restore++) {
            var sent = restored(snapshot);
            var commits = sent.stream()
                    .filter(request -> request.operation().equals("TransactWriteItems"))
                    .toList();
            assertThat(commits)
                    .isNotEmpty()
                    .allSatisfy(commit -> assertThat(commit.text())
                            .contains(now.toString().substring(0, 14))
                            .doesNotContain(TAKEN.toString().substring(0, 14)));
            commits.forEach(commit -> tokens.add(commit.field("ClientRequestToken")));
            var own = "AKIDCOPY" + restore;
            assertThat(sent)
                    .allSatisfy(request ->
                            assertThat(request.header("Authorization")).contains(own));
        }

        assertThat(tokens).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
    }

    private static org.crac.Context<Resource> nobody() {
        return Core.getGlobalContext();
    }

    private static Context lambda() {
        return (Context) Proxy.newProxyInstance(
                SnapshotCopiesTest.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, args) -> {
                    throw new AssertionError("nothing is asked of Lambda here: " + method);
                });
    }
}
