package io.nightshift.backup.entry.aws;

import static io.nightshift.sandbox.lambda.HeapDumpSearch.around;
import static io.nightshift.sandbox.lambda.HeapDumpSearch.loaded;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.lambda.CredentialsEndpoint;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function up to the moment of the snapshot and beyond it: Spring's context is in it, no secret is. */
class BackupSnapStartTest {

    private final BackupAccount account = new BackupAccount();
    private final CredentialsEndpoint credentials = new CredentialsEndpoint();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        credentials.close();
        account.close();
    }

    @Test
    void aSnapshotHoldsTheContextAndNoSecretAndItsCopyWorks() throws Exception {
        var variables = account.variables();
        credentials.giveTo(variables);
        var classes = folder.resolve("classes.log");
        try (var lambda = LambdaProcess.startWithSnapshot(account.api, variables, BackupHandler.class, classes)) {
            account.api.awaitSnapshot();
            assertThat(loaded(classes))
                    .contains(
                            "io.nightshift.core.engine.Engine",
                            "org.springframework.cloud.function.context.catalog.SimpleFunctionRegistry",
                            "software.amazon.awssdk.services.rds.RdsClient",
                            "software.amazon.awssdk.services.dynamodb.model.GetItemRequest");
            assertThat(credentials.requests()).isEmpty();
            assertThat(account.aws.calls()).isEmpty();
            var heap = folder.resolve("heap.hprof");
            lambda.dumpHeapTo(heap);
            assertThat(around("nightshift-backup", heap)).isNotEmpty();
            for (var secret : List.of("canary-seed", "canary-secret-key", "canary-session-token")) {
                assertThat(around(secret, heap)).isEmpty();
            }

            account.api.restore();
            assertThat(account.api.invoke(Payloads.SWEEP).json().text())
                    .as(lambda.log())
                    .contains("handled");
            assertThat(credentials.requests()).isNotEmpty();
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }
}
