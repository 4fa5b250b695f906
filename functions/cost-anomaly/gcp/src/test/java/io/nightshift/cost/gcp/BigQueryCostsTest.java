package io.nightshift.cost.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.cost.billing.BillingFiles;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.gcp.BigQueryStandIn;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The billing export in BigQuery, by Google's client. */
class BigQueryCostsTest {

    private static final String TABLE = "shop-billing.billing.gcp_billing_export_resource_v1_01D4EE";
    private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
    private static final int DAYS = 60;

    private final BigQueryStandIn bigQuery = new BigQueryStandIn(TABLE, BigQueryStandIn.detailedExport());
    private final WireServer wire = WireServer.before(bigQuery);

    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        bigQuery.fill(rows(1));
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private static List<Map<String, String>> rows(double factor) {
        var rows = new ArrayList<Map<String, String>>();
        for (int day = 0; day < DAYS; day++) {
            rows.add(Map.of(
                    "ChargePeriodStart",
                    FIRST.plusDays(day) + "T00:00:00Z",
                    "ServiceName",
                    "Compute Engine",
                    "BillingCurrency",
                    "EUR",
                    "SubAccountId",
                    "shop-prod",
                    "RegionId",
                    "europe-west3",
                    "ProviderName",
                    "Google Cloud",
                    "ChargeCategory",
                    "regular",
                    "EffectiveCost",
                    Double.toString(40 * factor),
                    "Tags",
                    "{\"team\":\"a \\\"quoted\\\", one\"}"));
        }
        return rows;
    }

    private BigQueryCosts costs() {
        var clients =
                new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY);
        return new BigQueryCosts(
                BigQueryCosts.client(clients),
                "nightshift-prod",
                new CostFileCache(folder),
                () -> Instant.parse("2026-11-01T06:00:00Z"));
    }

    private static Json.Obj source(String table) {
        return Json.obj()
                .with("kind", "bigquery")
                .with("table", table)
                .with("months", 3)
                .with("most-gigabytes", 20);
    }

    @Test
    void readsEachDayOfTheExportPageByPage() throws Exception {
        bigQuery.slow(2);
        var files = costs().files("google", source(TABLE));
        var data = BillingFiles.read(files);
        assertThat(data.series()).singleElement().satisfies(series -> {
            assertThat(series.key().provider()).isEqualTo("Google Cloud");
            assertThat(series.key().account()).isEqualTo("shop-prod");
            assertThat(series.days()).isEqualTo(DAYS);
            assertThat(series.at(DAYS - 1)).isEqualTo(40);
        });
        assertThat(data.warnings()).isEmpty();
        assertThat(bigQuery.queries())
                .singleElement()
                .asString()
                .contains("_PARTITIONTIME >= TIMESTAMP('2026-09-01')", "COALESCE(resource.global_name, resource.name)");
        assertThat(wire.requests(request -> request.path().contains("/projects/nightshift-prod/queries")))
                .isNotEmpty();
    }

    @Test
    void aTableThatDidNotChangeIsNotQueriedAgainAndARestatementTakesThePlaceOfTheOldRows() throws Exception {
        costs().files("google", source(TABLE));
        costs().files("google", source(TABLE));
        assertThat(bigQuery.queries()).hasSize(1);
        bigQuery.fill(rows(0.5));
        var data = BillingFiles.read(costs().files("google", source(TABLE)));
        assertThat(bigQuery.queries()).hasSize(2);
        assertThat(data.series().getFirst().at(DAYS - 1)).isEqualTo(20);
        try (var there = Files.walk(folder)) {
            assertThat(there.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void aQueryThatWouldScanTooMuchIsNotSent() {
        bigQuery.scans(21_000_000_000L);
        assertThatThrownBy(() -> costs().files("google", source(TABLE)))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("would scan 21.0 GB; most-gigabytes is 20");
        assertThat(bigQuery.queries()).isEmpty();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> costs().files("google", source("shop-billing.billing.gone")))
                .hasMessageContaining("there is no table shop-billing.billing.gone");
        assertThatThrownBy(() -> costs().files("google", source("a.b.c` WHERE true; DROP TABLE x")))
                .hasMessageContaining("source.table is invalid: expected project.dataset.table");
        wire.script(
                request -> request.method().equals("POST"),
                RestError.older(403, "accessDenied", "Access Denied: canary does not have bigquery.jobs.create"));
        assertThatThrownBy(() -> costs().files("google", source(TABLE)))
                .hasMessageContaining("accessDenied (status 403)")
                .hasMessageContaining("bigquery.jobs.create")
                .message()
                .doesNotContain("canary");
    }

    @Test
    void throttlingIsRetried() throws Exception {
        wire.script(
                request -> request.method().equals("POST"),
                RestError.older(429, "rateLimitExceeded", "Exceeded rate limits"));
        assertThat(costs().files("google", source(TABLE))).hasSize(1);
    }
}
