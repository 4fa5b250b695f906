package io.nightshift.cost.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import io.nightshift.cost.CostSignals;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoogleAnomaliesTest {

    private String updated = "2026-11-20T05:00:00Z";
    private final WireServer wire = WireServer.before(this::answer);
    private final GoogleAnomalies anomalies = new GoogleAnomalies(
            new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY),
            "shop-prod");

    @AfterEach
    void close() {
        wire.close();
    }

    private static Json.Obj money(String units, int nanos) {
        return Json.obj().with("currencyCode", "EUR").with("units", units).with("nanos", nanos);
    }

    private static Json.Obj cause(String type, String name) {
        return Json.obj().with("causeType", type).with("displayName", name);
    }

    private WireReply answer(WireRequest request) {
        if (!request.path().equals("/v1beta/projects/shop-prod/anomalies")) {
            return RestError.newer(404, "NOT_FOUND", request.path());
        }
        var anomaly = Json.obj()
                .with("name", "projects/shop-prod/anomalies/a-1")
                .with("detectionTime", "2026-11-19T10:00:00Z")
                .with("updateTime", updated)
                .with("severity", "HIGH")
                .with("resourceDisplayName", "shop-prod")
                .with(
                        "deviation",
                        Json.obj()
                                .with("actualSpend", money("912", 250_000_000))
                                .with("expectedSpend", money("400", 0))
                                .with("deviationAmount", money("512", 250_000_000)))
                .with(
                        "rootCauses",
                        Json.arr(cause("SERVICE", "BigQuery")
                                .with(
                                        "subCauses",
                                        Json.arr(cause("REGION", "europe-west3")
                                                .with("subCauses", Json.arr(cause("SKU", "Analysis")))))));
        return WireReply.json(200, Json.obj().with("anomalies", Json.arr(anomaly)));
    }

    @Test
    void anAnomalyIsASignalAndItsUpdateIsOfTheSameRun() throws Exception {
        var first = (Signal.ProviderNotice) anomalies.signals().getFirst();
        assertThat(CostSignals.isCost(first)).isTrue();
        assertThat(first.labels())
                .containsEntry("service", "BigQuery")
                .containsEntry("region", "europe-west3")
                .containsEntry("usageType", "Analysis")
                .containsEntry("totalActualSpend", "912.25")
                .containsEntry("totalExpectedSpend", "400")
                .containsEntry("currencyCode", "EUR")
                .containsEntry("anomalyStartDate", "2026-11-19");
        assertThat(first.message()).isEqualTo("unusual cost of BigQuery: 512.25");
        updated = "2026-11-21T05:00:00Z";
        var second = (Signal.ProviderNotice) anomalies.signals().getFirst();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(CostSignals.subject(second)).isEqualTo(CostSignals.subject(first));
    }

    @Test
    void aProjectWithoutTheApiIsNamed() {
        wire.script(
                request -> true,
                RestError.newer(403, "PERMISSION_DENIED", "Permission 'billing.anomalies.list' denied"));
        assertThatThrownBy(anomalies::signals).hasMessageContaining("it needs the permission billing.anomalies.list");
    }
}
