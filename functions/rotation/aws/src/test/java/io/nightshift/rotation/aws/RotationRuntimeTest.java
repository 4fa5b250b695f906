package io.nightshift.rotation.aws;

import static io.nightshift.sandbox.lambda.Captured.around;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Outcome;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.lambda.RuntimeApi;
import io.nightshift.sandbox.lambda.RuntimeApi.FunctionErrorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The function as Lambda runs it: AWS's runtime interface client in a JVM of its own, real SDK clients, a ledger in DynamoDB
 * Local, and a real PostgreSQL that checks passwords.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RotationRuntimeTest {

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");

    private PasswordPostgres server;
    private RotationAccount account;
    private RuntimeApi api;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = new PasswordPostgres(folder);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void place() throws Exception {
        server.reset();
        account = server.account("alternating");
        api = new RuntimeApi();
    }

    @AfterEach
    void close() {
        api.close();
        account.close();
    }

    private LambdaProcess lambda() {
        return LambdaProcess.start(api, variables(), RotationHandler.class);
    }

    private Map<String, String> variables() {
        var variables = account.variables();
        variables.computeIfPresent("NIGHTSHIFT_POLICY_TEXT", (name, text) -> text.replace("proof: 1m", "proof: 0s"));
        return variables;
    }

    private String step(String step) throws JsonException {
        return api.invoke(account.event(step).bytes()).json().text();
    }

    private void noSecretIsLeft(LambdaProcess lambda) {
        assertThat(lambda.log()).doesNotContain("canary", "\tat ");
        assertThat(account.written()).doesNotContain("canary");
    }

    @Test
    void theFourStepsPublishANewCredentialAndATimerEndsTheOldOne() throws Exception {
        account.begin();
        try (var lambda = lambda()) {
            for (var step : STEPS) {
                assertThat(step(step)).as(lambda.log()).contains("\"step\":\"" + step);
                assertThat(step(step)).contains("\"done\"");
            }
            noSecretIsLeft(lambda);
        }
        assertThat(account.secret().holder("AWSCURRENT")).contains(RotationAccount.VERSION);
        assertThat(server.login(account.currentCredential())).isInstanceOf(LoginResult.Accepted.class);
        assertThat(server.login(RotationAccount.OLD)).isInstanceOf(LoginResult.Accepted.class);

        try (var lambda = LambdaProcess.start(api, variables(), AheadHandler.class, Duration.ofMinutes(10))) {
            api.invoke(Payloads.wake(account.run().id()));
            assertThat(account.run().outcome()).as(lambda.log()).contains(Outcome.RESOLVED);
            noSecretIsLeft(lambda);
        }
        assertThat(server.login(account.currentCredential())).isInstanceOf(LoginResult.Accepted.class);
        assertThat(server.login(RotationAccount.OLD)).isInstanceOf(LoginResult.Refused.class);
    }

    @Test
    void noCredentialIsReachableOnceAnInvocationIsOver(@TempDir Path folder) throws Exception {
        account.begin();
        try (var lambda = lambda()) {
            for (var step : STEPS) {
                step(step);
            }
            assertThat(account.secret().holder("AWSCURRENT")).contains(RotationAccount.VERSION);
            // AWS's runtime interface client keeps the last event until the next one: the token is in it.

            var heap = folder.resolve("heap.hprof");
            lambda.dumpLiveHeapTo(heap);
            assertThat(around("shop/admin", heap)).isNotEmpty();
            var next = account.currentCredential().secret().text();
            for (var secret : List.of("canary-0", "canary-admin", "canary-rotation-token", next)) {
                assertThat(around(secret, heap)).as(secret).isEmpty();
            }
        }
    }

    @Test
    void aStepThatIsNotDoneIsAnErrorWithItsReasonAndNoTrace() throws Exception {
        try (var lambda = lambda()) {
            assertThatThrownBy(() -> step("setSecret"))
                    .isInstanceOf(FunctionErrorException.class)
                    .hasMessageContaining("no version is pending")
                    .hasMessageNotContaining("canary");
            assertThat(account.ledger().runs(Optional.empty(), 10).items()).isEmpty();
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    @Test
    void ofABatchOnlyWhatHasToComeAgainIsReturned() throws Exception {
        try (var lambda = lambda()) {
            var alarm = new String(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"), StandardCharsets.UTF_8);
            assertThat(api.invoke(Payloads.batch(alarm, "{\"truncated\":"))
                            .json()
                            .text())
                    .as(lambda.log())
                    .isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(account.aws.things(Letter.class))
                    .extracting(Letter::body)
                    .containsExactly("{\"truncated\":");

            account.aws.fail("SendMessage", new AwsFault.Denied());
            assertThat(api.invoke(Payloads.batch("rubbish", alarm)).json().text())
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-1\"}]}");
            noSecretIsLeft(lambda);
        }
    }

    @Test
    void aWrongEnvironmentIsToldAsAWholeWhenTheFunctionIsMade() throws Exception {
        var variables = account.variables();
        variables.remove("NIGHTSHIFT_TABLE");
        variables.put("NIGHTSHIFT_TABEL", "canary");
        variables.computeIfPresent(
                "NIGHTSHIFT_POLICY_TEXT", (name, text) -> text.replace("engine: postgres", "engine: canary"));
        try (var lambda = LambdaProcess.start(api, variables, RotationHandler.class)) {
            assertThat(api.initError().json().text())
                    .contains("NIGHTSHIFT_TABLE is missing", "did you mean", "secrets.shop.engine");
            assertThat(lambda.log()).doesNotContain("canary-");
        }
    }
}
