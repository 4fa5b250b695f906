package io.nightshift.cost.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.cost.billing.BillingFiles;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.gcp.BucketStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of costs in a bucket of Cloud Storage, by the real client. */
class GcsCostsTest {

    private static final String HEAD = "ChargePeriodStart,ServiceName,BillingCurrency,EffectiveCost\n";
    private static final Json.Obj SOURCE =
            Json.obj().with("kind", "gcs").with("bucket", "example-costs").with("prefix", "focus/");

    private final BucketStandIn bucket = new BucketStandIn("example-costs");
    private final WireServer wire = WireServer.before(bucket);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        wire.close();
    }

    private GcsCosts costs() {
        return new GcsCosts(
                new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY),
                new CostFileCache(folder));
    }

    private void put(String name, String text) {
        bucket.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsTheFilesBelowThePrefixAndFetchesAgainOnlyWhatChanged() throws Exception {
        put("focus/2026-09.csv", HEAD + "2026-09-30T00:00:00Z,Cloud SQL,EUR,10\n");
        put("focus/2026-10 ?.csv", HEAD + "2026-10-01T00:00:00Z,Cloud SQL,EUR,11\n");
        put("focus/readme.txt", "none");
        put("other/2026-10.csv", HEAD + "2026-10-01T00:00:00Z,Cloud SQL,EUR,500\n");
        assertThat(BillingFiles.read(costs().files("warehouse", SOURCE))
                        .series()
                        .getFirst()
                        .at(1))
                .isEqualTo(11);
        int before = wire.requests(BucketStandIn::fetches).size();
        put("focus/2026-10 ?.csv", HEAD + "2026-10-01T00:00:00Z,Cloud SQL,EUR,12\n");
        assertThat(BillingFiles.read(costs().files("warehouse", SOURCE))
                        .series()
                        .getFirst()
                        .at(1))
                .isEqualTo(12);
        assertThat(wire.requests(BucketStandIn::fetches)).hasSize(before + 1);
    }

    @Test
    void aBucketWithoutFilesAndOneThatIsHiddenAreNamed() {
        put("focus/readme.txt", "none");
        assertThatThrownBy(() -> costs().files("warehouse", SOURCE))
                .hasMessageContaining("gs://example-costs/focus/ has none; expected");
        assertThatThrownBy(() -> costs().files("warehouse", SOURCE.with("bucket", "hidden")))
                .hasMessageContaining("status 404");
    }

    @Test
    void aFileThatIsReplacedMeanwhileIsReadInTheNextScan() {
        put("focus/2026-10.csv", HEAD);
        wire.script(BucketStandIn::fetches, BucketStandIn.REPLACED);
        assertThatThrownBy(() -> costs().files("warehouse", SOURCE)).hasMessageContaining("replaced");
    }
}
