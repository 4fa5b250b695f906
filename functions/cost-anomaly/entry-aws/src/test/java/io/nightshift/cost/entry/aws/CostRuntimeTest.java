package io.nightshift.cost.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The function as Lambda runs it: AWS's runtime interface client in a JVM of its own, Spring's adapter, DuckDB, and a ledger in
 * DynamoDB Local.
 */
class CostRuntimeTest {

    private static final byte[] DUE = Payloads.bytes("{\"nightshift\":{\"due\":\"shop\"}}");

    @TempDir
    private Path folder;

    private CostAccount account;

    @BeforeEach
    void start() {
        account = new CostAccount(folder.resolve("export"));
    }

    @AfterEach
    void close() {
        account.close();
    }

    private String invoke(byte[] payload) throws Exception {
        return account.api.invoke(payload).json().text();
    }

    @Test
    void aScheduleReadsTheCostsAndTellsAnAnomalyOnce() throws Exception {
        try (var lambda = account.lambda()) {
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

    @Test
    void springsAdapterNeitherLogsNorChangesAnEvent() throws Exception {
        var event = Json.obj()
                .with("httpMethod", "POST")
                .with("headers", Json.obj().with("canary-header", "canary-value"))
                .with("body", "canary-body");
        try (var lambda = account.lambda()) {
            assertThat(invoke(event.bytes()))
                    .as(lambda.log())
                    .contains("\"handled\"")
                    .doesNotContain("statusCode");
            assertThat(account.aws.things(Letter.class))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.body()).isEqualTo(event.text()));
            assertThat(lambda.log()).doesNotContain("canary", "Incoming", "Started", ":: Spring Boot ::");
        }
    }

    @Test
    void aWrongEnvironmentIsToldAsAWholeWhenTheFunctionIsMade() throws Exception {
        var variables = account.variables();
        variables.remove("NIGHTSHIFT_TABLE");
        variables.put("NIGHTSHIFT_TABEL", "canary");
        try (var lambda = LambdaProcess.start(account.api, variables, CostHandler.class)) {
            assertThat(account.api.initError().json().text()).contains("NIGHTSHIFT_TABLE is missing", "did you mean");
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }
}
