package io.nightshift.cost.entry.gcp;

import static io.nightshift.sandbox.gcp.PubSubDelivery.eventarc;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.gcp.BigQueryStandIn;
import io.nightshift.sandbox.gcp.FunctionProcess;
import io.nightshift.sandbox.gcp.FunctionProcess.Signature;
import io.nightshift.sandbox.gcp.PubSubDelivery;
import io.nightshift.sandbox.gcp.PubSubStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.GoogleEmulator;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The function as Cloud Run runs it: Google's java-function-invoker in a JVM of its own, Spring's catalog, DuckDB, real clients of
 * BigQuery, Pub/Sub and Firestore.
 */
class CostFunctionTest {

    private static final String PROJECT = "shop-prod";
    private static final String TOPIC = "projects/shop-prod/topics/nightshift-dead-letters";
    private static final String TABLE = "shop-billing.billing.gcp_billing_export_resource_v1_01D4EE";
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");
    private static final Json DUE = Json.obj().with("nightshift", Json.obj().with("due", "google"));
    private static final int DAYS = 100;

    private static final String POLICY = """
            version: 1
            rules: []
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            costs:
              google:
                source: {kind: bigquery, table: %s, months: 5}
                schedule: {cron: "0 6 * * *", time-zone: UTC}
                provider-alerts: true
            """.formatted(TABLE);

    private final PubSubStandIn pubSub = new PubSubStandIn(TOPIC);
    private final BigQueryStandIn bigQuery = new BigQueryStandIn(TABLE, BigQueryStandIn.detailedExport());
    private final WireServer wire = WireServer.before(
            request -> PubSubStandIn.publishes(request) ? pubSub.answer(request) : bigQuery.answer(request));

    @AfterEach
    void close() {
        wire.close();
    }

    private Map<String, String> variables(URI firestore) {
        return new TreeMap<>(Map.of(
                "NIGHTSHIFT_POLICY_TEXT",
                POLICY,
                "NIGHTSHIFT_PROJECT",
                PROJECT,
                "NIGHTSHIFT_FIRESTORE_PREFIX",
                "cost-",
                "NIGHTSHIFT_DEAD_LETTER_TOPIC",
                TOPIC,
                "NIGHTSHIFT_GCP_ENDPOINT",
                wire.endpoint().toString(),
                "NIGHTSHIFT_GCP_GRPC_ENDPOINT",
                firestore.toString(),
                "NIGHTSHIFT_FIRESTORE_ENDPOINT",
                firestore.toString()));
    }

    private static FunctionProcess process(Map<String, String> variables) {
        return FunctionProcess.start(CostFunction.class, Signature.HTTP, variables, Duration.ZERO);
    }

    private FunctionProcess start(URI firestore) {
        var function = process(variables(firestore));
        assertThat(function.serves()).as(function.output()).isTrue();
        return function;
    }

    /** Since yesterday somebody's GPUs run. */
    private static List<Map<String, String>> rows() {
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        var rows = new ArrayList<Map<String, String>>();
        for (int day = DAYS; day >= 0; day--) {
            rows.add(row(yesterday.minusDays(day), "N2 core", 40 + day % 3));
        }
        rows.add(row(yesterday, "A100 GPU", 300));
        return rows;
    }

    private static Map<String, String> row(LocalDate day, String sku, double cost) {
        return Map.of(
                "ChargePeriodStart",
                day + "T00:00:00Z",
                "ServiceName",
                "Compute Engine",
                "BillingCurrency",
                "EUR",
                "SubAccountId",
                PROJECT,
                "RegionId",
                "europe-west3",
                "ProviderName",
                "Google Cloud",
                "ChargeCategory",
                "regular",
                "EffectiveCost",
                Double.toString(cost),
                "x_SkuDescription",
                sku);
    }

    @Test
    void aScheduleReadsTheExportAndTellsAnAnomalyOnce() throws Exception {
        var firestore = GoogleEmulator.firestore();
        Assumptions.assumeTrue(firestore.isPresent(), "peer missing: Google Firestore emulator");
        bigQuery.fill(rows());
        try (var there = firestore.orElseThrow();
                var ledger = ledger(there.endpoint());
                var function = start(there.endpoint())) {
            assertThat(function.post(DUE)).as(function.output()).isEqualTo(204);
            assertThat(function.post(DUE)).isEqualTo(204);
            assertThat(runs(ledger, CostKinds.EXPORT)).as(function.output()).hasSize(1);
            assertThat(runs(ledger, CostKinds.ANOMALY)).singleElement().satisfies(run -> {
                var progress = CostProgress.of(run);
                assertThat(progress.phase()).isEqualTo("OPENED");
                assertThat(progress.explanation().drivers().getFirst().value()).isEqualTo("A100 GPU");
            });
            assertThat(bigQuery.queries()).hasSize(1);
            assertThat(function.output()).contains("Cost anomaly, Compute Engine in europe-west3");
        }
    }

    private static FirestoreLedger ledger(URI firestore) {
        return FirestoreLedger.open(
                new GcpClients(Optional.empty(), Optional.empty(), Optional.of(firestore), FastRetries.POLICY),
                new FirestoreLedger.Settings(PROJECT, "(default)", "cost-", Optional.empty()),
                () -> "test-token");
    }

    private static List<Run> runs(Ledger ledger, String kind) {
        return ledger.runs(Optional.empty(), 50).items().stream()
                .filter(run -> run.key().playbook().equals(CostPlaybook.NAME)
                        && run.key().subject().kind().equals(kind))
                .toList();
    }

    @Test
    void springNeitherLogsNorChangesAnEvent() {
        var rubbish = "{\"headers\":{\"canary-header\":\"canary\"},\"httpMethod\":\"canary\"}"
                .getBytes(StandardCharsets.UTF_8);
        try (var function = start(NOBODY)) {
            assertThat(function.post(eventarc(), PubSubDelivery.of(rubbish).bytes()))
                    .as(function.output())
                    .isEqualTo(204);
            assertThat(pubSub.letters()).hasSize(1);
            assertThat(function.post(DUE)).isEqualTo(503);
            assertThat(function.output()).doesNotContain("canary", "Started", ":: Spring Boot ::");
        }
    }

    @Test
    void aWrongEnvironmentIsToldAsAWhole() {
        var variables = variables(NOBODY);
        variables.remove("NIGHTSHIFT_PROJECT");
        variables.put("NIGHTSHIFT_DEAD_LETTER_TOPIK", "canary");
        try (var function = process(variables)) {
            assertThat(function.serves()).isFalse();
            assertThat(function.output())
                    .contains("NIGHTSHIFT_PROJECT is missing", "did you mean")
                    .doesNotContain("canary");
        }
    }
}
