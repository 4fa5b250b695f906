package io.nightshift.cost.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsClients;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.cost.billing.BillingFiles;
import io.nightshift.cost.runtime.ApiSpend;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Cost Explorer by its real client, against a strict stand-in of the JSON protocol. */
class CostExplorerCostsTest {

    private static final Instant NOW = Instant.parse("2026-10-09T06:00:00Z");

    private final WireServer server = WireServer.before(this::answer);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private Instant now = NOW;
    private int pages = 1;
    private int throttled;

    @TempDir
    Path folder;

    private CostExplorerCosts costs() {
        var clients = new AwsClients(
                CostExplorerCosts.REGION,
                Optional.of(server.endpoint()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret")),
                FastRetries.POLICY);
        return new CostExplorerCosts(
                () -> CostExplorerCosts.client(clients),
                new ApiSpend(ledger, () -> now, "policy"),
                new CostFileCache(folder),
                () -> now);
    }

    private WireReply answer(WireRequest request) {
        if (!request.header("authorization").startsWith("AWS4-HMAC-SHA256")
                || !request.header("x-amz-target").equals("AWSInsightsIndexService.GetCostAndUsage")) {
            return WireReply.json(400, Json.obj().with("__type", "AccessDeniedException"));
        }
        if (throttled > 0) {
            throttled--;
            return WireReply.json(
                    400, Json.obj().with("__type", "LimitExceededException").with("Message", "rate exceeded"));
        }
        var body = request.json();
        try {
            assertThat(body.at("GroupBy").items()).hasSizeLessThanOrEqualTo(2);
            assertThat(body.at("TimePeriod", "End").text()).isEqualTo("2026-10-09");
            int page = Integer.parseInt(body.at("NextPageToken").textOr("0"));
            var second = body.at("GroupBy").at(1).at("Key").text();
            var reply = Json.obj()
                    .with(
                            "ResultsByTime",
                            Json.arr(List.of(
                                    day("2026-10-0" + (page + 1), second), day("2026-09-0" + (page + 1), second))));
            return WireReply.json(
                    200, page + 1 < pages ? reply.with("NextPageToken", Integer.toString(page + 1)) : reply);
        } catch (io.nightshift.core.json.JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Json day(String day, String second) {
        var metric = Json.obj().with("Amount", "12.5").with("Unit", "USD");
        return Json.obj()
                .with("TimePeriod", Json.obj().with("Start", day).with("End", day))
                .with("Estimated", true)
                .with("Total", Json.obj())
                .with(
                        "Groups",
                        Json.arr(List.of(Json.obj()
                                .with(
                                        "Keys",
                                        Json.strings(List.of(
                                                "Amazon EC2, \"other\"",
                                                second.equals("REGION") ? "eu-central-1" : "444455556666")))
                                .with(
                                        "Metrics",
                                        Json.obj().with("AmortizedCost", metric).with("UnblendedCost", metric)))));
    }

    private static Json.Obj source(String... accounts) {
        var source =
                Json.obj().with("kind", "cost-explorer").with("months", 2).with("monthly-spend", new Json.Num("0.05"));
        return accounts.length == 0 ? source : source.with("accounts", Json.strings(List.of(accounts)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void allPagesOfEachAccountBecomeCosts() throws Exception {
        pages = 3;
        var files = costs().files("small", source("444455556666"));
        var series = BillingFiles.read(files).series();
        assertThat(series).hasSize(1);
        var key = series.getFirst().key();
        assertThat(key.service()).isEqualTo("Amazon EC2, \"other\"");
        assertThat(key.account()).isEqualTo("444455556666");
        assertThat(key.region()).isEqualTo("eu-central-1");
        assertThat(Files.readString(files.getFirst()).lines()).hasSize(7);
    }

    /** Without accounts there are no regions: two dimensions may group. */
    @Test
    void allAccountsAreAskedWithoutRegions() throws Exception {
        var key = BillingFiles.read(costs().files("small", source()))
                .series()
                .getFirst()
                .key();
        assertThat(key.account()).isEqualTo("444455556666");
        assertThat(key.region()).isEmpty();
    }

    @Test
    void anAnswerIsKeptForEightHoursAndAMonthHasACap() throws Exception {
        pages = 3;
        costs().files("small", source("444455556666"));
        costs().files("small", source("444455556666"));
        assertThat(server.requests()).hasSize(3);
        now = NOW.plus(Duration.ofHours(9));
        assertThatThrownBy(() -> costs().files("small", source("444455556666")))
                .isInstanceOf(CallFailed.class)
                .satisfies(e -> assertThat(((CallFailed) e).problem().message()).contains("monthly-spend is 0.05"));
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void throttlingIsARetryAndNotAFaultOfTheRequest() {
        throttled = 20;
        assertThatThrownBy(() -> costs().files("small", source("444455556666")))
                .isInstanceOf(CallFailed.class)
                .satisfies(e -> {
                    assertThat(((CallFailed) e).problem().code()).isEqualTo("LimitExceeded");
                    assertThat(((CallFailed) e).problem().retryable()).isTrue();
                });
    }
}
