package io.nightshift.cost.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.cost.billing.BillingFiles;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Exports in a bucket, by the real client of S3. */
class DataExportsTest {

    private static final String REGION = "eu-central-1";
    private static final String HEAD = "ChargePeriodStart,ServiceName,BillingCurrency,EffectiveCost\n";

    private final FakeExportBucket bucket = new FakeExportBucket();
    private final WireServer server = WireServer.before(bucket::answer);

    @TempDir
    Path folder;

    private DataExports exports() {
        var clients = new AwsClients(
                REGION,
                Optional.of(server.endpoint()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret")),
                FastRetries.POLICY);
        return new DataExports(
                new AwsRegions("111122223333", Map.of(REGION, new AwsRegionApis(clients))),
                REGION,
                new CostFileCache(folder));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static Json.Obj source(String prefix) {
        return Json.obj()
                .with("kind", "s3")
                .with("bucket", FakeExportBucket.NAME)
                .with("prefix", prefix)
                .with("months", 2);
    }

    private void month(String period, String... rows) {
        var keys = new java.util.ArrayList<Json>();
        for (int i = 0; i < rows.length; i++) {
            var key = "exports/focus/data/BILLING_PERIOD=" + period + "/focus-0000" + i + ".csv";
            bucket.put(key, HEAD + rows[i]);
            keys.add(Json.of("s3://" + FakeExportBucket.NAME + "/" + key));
        }
        bucket.put(
                "exports/focus/metadata/BILLING_PERIOD=" + period + "/focus-Manifest.json",
                Json.obj().with("dataFiles", Json.arr(keys)).text());
    }

    private static String row(String day, int cost) {
        return day + "T00:00:00Z,Amazon EC2,USD," + cost + "\n";
    }

    private double total(List<Path> files) throws Exception {
        return BillingFiles.read(files).series().stream()
                .flatMapToDouble(series -> java.util.stream.IntStream.range(0, series.days())
                        .mapToDouble(series::at)
                        .filter(cost -> !Double.isNaN(cost)))
                .sum();
    }

    @Test
    void theManifestSaysWhatBelongsToAMonthAndTheNewestMonthsAreRead() throws Exception {
        month("2026-08", row("2026-08-01", 1000));
        month("2026-09", row("2026-09-01", 1), row("2026-09-02", 2));
        month("2026-10", row("2026-10-01", 4));
        bucket.put("exports/focus/data/BILLING_PERIOD=2026-10/focus-00009.csv", HEAD + row("2026-10-01", 500));
        var files = exports().files("shop", source("exports/focus/"));
        assertThat(files).hasSize(3);
        assertThat(total(files)).isEqualTo(7);
    }

    @Test
    void aNewExportReplacesTheMonthAndWhatStayedIsNotFetchedAgain() throws Exception {
        month("2026-09", row("2026-09-01", 1));
        month("2026-10", row("2026-10-01", 4));
        var exports = exports();
        exports.files("shop", source("exports/focus"));
        bucket.fetched.clear();
        month("2026-10", row("2026-10-01", 5));
        var files = exports.files("shop", source("exports/focus"));
        assertThat(total(files)).isEqualTo(6);
        assertThat(bucket.fetched.stream().filter(key -> key.contains("/data/")).collect(Collectors.toList()))
                .containsExactly("exports/focus/data/BILLING_PERIOD=2026-10/focus-00000.csv");
    }

    @Test
    void whatIsMissingOrForeignIsNamed() {
        assertThatThrownBy(() -> exports().files("shop", source("exports/other")))
                .isInstanceOf(CallFailed.class)
                .satisfies(e -> assertThat(((CallFailed) e).problem().message())
                        .contains("exports/other/metadata/ has no manifest"));
        bucket.put(
                "exports/focus/metadata/BILLING_PERIOD=2026-10/focus-Manifest.json",
                Json.obj()
                        .with("dataFiles", Json.strings(List.of("s3://" + FakeExportBucket.NAME + "/secrets/keys.csv")))
                        .text());
        assertThatThrownBy(() -> exports().files("shop", source("exports/focus")))
                .satisfies(e -> assertThat(((CallFailed) e).problem().message()).contains("is not below"));
        assertThatThrownBy(() -> exports().files("shop", source("exports/focus").with("region", "us-west-2")))
                .satisfies(e -> assertThat(((CallFailed) e).problem().message()).contains("us-west-2"));
        bucket.put("exports/focus/metadata/BILLING_PERIOD=2026-10/focus-Manifest.json", "{");
        assertThatThrownBy(() -> exports().files("shop", source("exports/focus")))
                .satisfies(e -> assertThat(((CallFailed) e).problem().message()).contains("manifest cannot be read"));
    }
}
