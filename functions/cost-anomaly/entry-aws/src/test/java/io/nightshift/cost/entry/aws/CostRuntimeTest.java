package io.nightshift.cost.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.aws.sandbox.LambdaSuite;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.sandbox.lambda.Payloads;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The function as Lambda runs it: AWS's runtime interface client in a JVM of its own, Spring's adapter, DuckDB, and a ledger in
 * DynamoDB Local.
 */
class CostRuntimeTest extends LambdaSuite {

    private static final byte[] DUE = Payloads.bytes("{\"nightshift\":{\"due\":\"shop\"}}");

    @TempDir
    private Path folder;

    private CostAccount account;

    CostRuntimeTest() {
        super(CostHandler.class);
    }

    @Override
    protected LambdaAccount account() {
        return account;
    }

    @Override
    protected Map<String, String> variables() {
        return account.variables();
    }

    @BeforeEach
    void open() {
        account = new CostAccount(folder.resolve("export"));
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void aScheduleReadsTheCostsAndTellsAnAnomalyOnce() throws Exception {
        try (var lambda = start()) {
            assertThat(invoke(DUE)).as(lambda.log()).contains("\"handled\"");
            assertThat(invoke(DUE)).contains("\"handled\"");
            assertThat(account.runs(CostKinds.EXPORT)).as(lambda.log()).hasSize(1);
            assertThat(account.runs(CostKinds.EXPORT).getFirst().reason()).contains("1 news");
            assertThat(account.runs(CostKinds.ANOMALY)).hasSize(1);
            var progress = CostProgress.of(account.runs(CostKinds.ANOMALY).getFirst());
            assertThat(progress.phase()).isEqualTo("OPENED");
            assertThat(progress.explanation().drivers().getFirst().value()).isEqualTo("BoxUsage:p5.4xlarge");
            assertThat(lambda.log())
                    .contains("Cost anomaly, Amazon EC2 in eu-west-1")
                    .doesNotContain("canary");
        }
    }
}
