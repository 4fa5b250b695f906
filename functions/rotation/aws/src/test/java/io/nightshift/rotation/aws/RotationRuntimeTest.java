package io.nightshift.rotation.aws;

import static io.nightshift.sandbox.lambda.HeapDumpSearch.around;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.aws.sandbox.LambdaSuite;
import io.nightshift.core.run.Outcome;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.lambda.RuntimeApi.FunctionErrorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
class RotationRuntimeTest extends LambdaSuite {

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");

    private PasswordPostgres server;
    private RotationAccount account;

    RotationRuntimeTest() {
        super(RotationHandler.class);
    }

    @Override
    protected LambdaAccount account() {
        return account;
    }

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
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Override
    protected Map<String, String> variables() {
        var variables = account.variables();
        variables.computeIfPresent("NIGHTSHIFT_POLICY_TEXT", (name, text) -> text.replace("proof: 1m", "proof: 0s"));
        return variables;
    }

    private String step(String step) throws Exception {
        return invoke(account.event(step).bytes());
    }

    private void noSecretIsLeft(LambdaProcess lambda) {
        assertThat(lambda.log()).doesNotContain("canary", "\tat ");
        assertThat(account.readable()).doesNotContain("canary");
    }

    @Test
    void theFourStepsPublishANewCredentialAndATimerEndsTheOldOne() throws Exception {
        account.begin();
        try (var lambda = start()) {
            for (var step : STEPS) {
                assertThat(step(step)).as(lambda.log()).contains("\"step\":\"" + step);
                assertThat(step(step)).contains("\"done\"");
            }
            noSecretIsLeft(lambda);
        }
        assertThat(account.secret().holder("AWSCURRENT")).contains(RotationAccount.VERSION);
        assertThat(server.login(account.currentCredential())).isInstanceOf(LoginResult.Accepted.class);
        assertThat(server.login(RotationAccount.OLD)).isInstanceOf(LoginResult.Accepted.class);

        try (var lambda =
                LambdaProcess.start(account.api, variables(), RotationAheadHandler.class, Duration.ofMinutes(10))) {
            account.api.invoke(Payloads.wake(account.run().id()));
            assertThat(account.run().outcome()).as(lambda.log()).contains(Outcome.RESOLVED);
            noSecretIsLeft(lambda);
        }
        assertThat(server.login(account.currentCredential())).isInstanceOf(LoginResult.Accepted.class);
        assertThat(server.login(RotationAccount.OLD)).isInstanceOf(LoginResult.Refused.class);
    }

    @Test
    void noCredentialIsReachableOnceAnInvocationIsOver(@TempDir Path folder) throws Exception {
        account.begin();
        try (var lambda = start()) {
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
        try (var lambda = start()) {
            assertThatThrownBy(() -> step("setSecret"))
                    .isInstanceOf(FunctionErrorException.class)
                    .hasMessageContaining("no version is pending")
                    .hasMessageNotContaining("canary");
            assertThat(account.runs()).isEmpty();
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    @Test
    void aWrongPolicyIsToldWhenTheFunctionIsMade() throws Exception {
        var variables = variables();
        variables.computeIfPresent(
                "NIGHTSHIFT_POLICY_TEXT", (name, text) -> text.replace("engine: postgres", "engine: canary"));
        try (var lambda = start(variables)) {
            assertThat(account.api.initError().json().text()).contains("secrets.shop.engine");
            assertThat(lambda.log()).doesNotContain("canary-");
        }
    }
}
