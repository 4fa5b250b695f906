package io.nightshift.aws.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The contract of every function for events, as Lambda runs it: AWS's runtime interface client in a JVM of its own, real SDK
 * clients, and a ledger in DynamoDB Local.
 */
public abstract class LambdaSuite {

    private static final String SWEEP = "{\"nightshift\":{\"sweep\":true}}";

    private final Class<?> handler;

    protected LambdaSuite(Class<?> handler) {
        this.handler = handler;
    }

    protected abstract LambdaAccount account();

    protected abstract Map<String, String> variables();

    /** An event that the function handles; a batch contains it twice. */
    protected String event() {
        return SWEEP;
    }

    /** Checks that the event was handled once. */
    protected void handledOnce() {}

    protected final LambdaProcess start() {
        return start(variables());
    }

    protected final LambdaProcess start(Map<String, String> variables) {
        return LambdaProcess.start(account().api, variables, handler);
    }

    protected final String invoke(byte[] payload) throws Exception {
        return account().api.invoke(payload).json().text();
    }

    @Test
    void ofABatchOnlyWhatHasToComeAgainIsReturned() throws Exception {
        try (var lambda = start()) {
            assertThat(invoke(Payloads.batch(event(), "{\"truncated\":", "{\"unknown\":true}", event())))
                    .as(lambda.log())
                    .isEqualTo("{\"batchItemFailures\":[]}");
            handledOnce();
            var letters = account().aws.things(Letter.class);
            assertThat(letters).extracting(Letter::body).containsExactly("{\"truncated\":", "{\"unknown\":true}");
            assertThat(letters).allSatisfy(letter -> {
                assertThat(letter.queueUrl()).isEqualTo(LambdaAccount.DEAD_LETTERS);
                assertThat(letter.attributes()).containsKeys("reason", "place");
            });

            account().aws.fail("SendMessage", new AwsFault.Denied());
            assertThat(invoke(Payloads.batch("rubbish", event())))
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-1\"}]}");
            assertThat(lambda.log()).contains("dead-letter queue did not take").doesNotContain("canary");
        }
    }

    /** Its fields are those that frameworks read and log. */
    @Test
    void anUnknownEventIsKeptAsItCameAndLoggedNowhere() throws Exception {
        var event = Json.obj()
                .with("httpMethod", "POST")
                .with("headers", Json.obj().with("canary-header", "canary-value"))
                .with("routeKey", "canary")
                .with("version", "2.0")
                .with("body", "canary-body");
        try (var lambda = start()) {
            assertThat(invoke(event.bytes())).as(lambda.log()).doesNotContain("statusCode");
            assertThat(account().aws.things(Letter.class))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.body()).isEqualTo(event.text()));
            assertThat(lambda.log()).doesNotContain("canary", "Incoming", "Started", ":: Spring Boot ::");
        }
    }

    @Test
    void aWrongEnvironmentIsToldAsAWholeWhenTheFunctionIsMade() throws Exception {
        var variables = variables();
        variables.remove("NIGHTSHIFT_TABLE");
        variables.put("NIGHTSHIFT_TABEL", "canary-table");
        variables.put("NIGHTSHIFT_ACCOUNT", "canary-account");
        try (var lambda = start(variables)) {
            assertThat(account().api.initError().json().text())
                    .contains("NIGHTSHIFT_TABLE is missing", "NIGHTSHIFT_TABEL", "did you mean", "12 digits")
                    .doesNotContain("canary");
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }
}
