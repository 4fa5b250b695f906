package io.nightshift.rotation.aws;

import static io.nightshift.sandbox.lambda.HeapDumpSearch.around;
import static io.nightshift.sandbox.lambda.HeapDumpSearch.loaded;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.sandbox.InMemoryCredentials;
import io.nightshift.sandbox.lambda.CredentialsEndpoint;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.lambda.RuntimeApi;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function up to the moment of the snapshot and beyond it; what it holds right then is looked at as a heap dump. */
class RotationSnapStartTest {

    private final RotationAccount account = new RotationAccount(
            new InMemoryCredentials("postgres", () -> {}),
            "alternating",
            "db.internal",
            5432,
            RotationAccount.OLD,
            new Credential("admin", "canary-admin"));
    private final RuntimeApi api = new RuntimeApi();
    private final CredentialsEndpoint credentials = new CredentialsEndpoint();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        credentials.close();
        api.close();
        account.close();
    }

    private Map<String, String> variables() {
        var variables = account.variables();
        credentials.giveTo(variables);
        return variables;
    }

    @Test
    void aSnapshotHoldsTheClassesAndNoSecretAndItsCopyWorks() throws Exception {
        var classes = folder.resolve("classes.log");
        try (var lambda = LambdaProcess.startWithSnapshot(api, variables(), RotationHandler.class, classes)) {
            api.awaitSnapshot();
            assertThat(loaded(classes))
                    .contains(
                            "io.nightshift.core.engine.Engine",
                            "software.amazon.awssdk.services.dynamodb.model.GetItemRequest",
                            "software.amazon.awssdk.http.auth.aws.internal.signer.DefaultAwsV4HttpSigner")
                    .doesNotContain("java.util.UUID$Holder", "jdk.internal.net.http.HttpClientImpl");
            assertThat(credentials.requests()).isEmpty();
            assertThat(account.aws.calls()).isEmpty();
            noSecretIsIn(lambda);

            api.restore();
            assertThat(api.invoke(Payloads.SWEEP).json().text())
                    .as(lambda.log())
                    .contains("handled");
            assertThat(credentials.requests()).isNotEmpty();
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    private void noSecretIsIn(LambdaProcess lambda) throws Exception {
        var heap = folder.resolve("heap.hprof");
        lambda.dumpHeapTo(heap);
        assertThat(around("shop/admin", heap)).isNotEmpty();
        for (var secret : List.of("canary-0", "canary-admin", "canary-secret-key", "canary-session-token")) {
            assertThat(around(secret, heap)).isEmpty();
        }
    }
}
