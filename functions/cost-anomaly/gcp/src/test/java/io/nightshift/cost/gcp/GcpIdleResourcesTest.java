package io.nightshift.cost.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.cost.billing.ResourceCosts;
import io.nightshift.cost.runtime.IdleSearch;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The search for idle resources by the real client of Google Cloud. */
class GcpIdleResourcesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");
    private static final String COMPUTE = "/compute/v1/projects/shop-prod/aggregated/";

    private final WireServer wire = WireServer.before(GcpIdleResourcesTest::answer);

    @AfterEach
    void close() {
        wire.close();
    }

    private static WireReply answer(WireRequest request) {
        return switch (request.path()) {
            case COMPUTE + "instances" ->
                places(
                        "instances",
                        instance("1", "idle", "RUNNING"),
                        instance("2", "busy", "RUNNING"),
                        instance("3", "off", "TERMINATED"));
            case COMPUTE + "disks" ->
                places(
                        "disks",
                        Json.obj()
                                .with("name", "free")
                                .with("sizeGb", "100")
                                .with("type", "https://x/diskTypes/pd-ssd")
                                .with("lastDetachTimestamp", "2026-10-01T00:00:00Z"),
                        Json.obj()
                                .with("name", "used")
                                .with("sizeGb", "100")
                                .with("users", Json.strings(List.of("https://x/instances/busy"))),
                        Json.obj()
                                .with("name", "new")
                                .with("sizeGb", "1")
                                .with("creationTimestamp", "2026-11-29T23:00:00.123-08:00"));
            case COMPUTE + "addresses" ->
                places(
                        "addresses",
                        address("unused", "RESERVED", "EXTERNAL"),
                        address("used", "IN_USE", "EXTERNAL"),
                        address("internal", "RESERVED", "INTERNAL"));
            case "/v1/projects/shop-prod/instances" ->
                WireReply.json(
                        200,
                        Json.obj()
                                .with(
                                        "items",
                                        Json.arr(Json.obj()
                                                .with("name", "old-db")
                                                .with("region", "europe-west3")
                                                .with("state", "RUNNABLE")
                                                .with("settings", Json.obj().with("tier", "db-custom-2-7680")))));
            case "/v3/projects/shop-prod/timeSeries" -> series(request.query());
            default -> RestError.older(404, "notFound", request.path());
        };
    }

    private static WireReply places(String list, Json... items) {
        return WireReply.json(
                200,
                Json.obj()
                        .with(
                                "items",
                                Json.obj()
                                        .with(
                                                "regions/us-east1",
                                                Json.obj()
                                                        .with(
                                                                "warning",
                                                                Json.obj().with("code", "NO_RESULTS_ON_PAGE")))
                                        .with("zones/europe-west3-a", Json.obj().with(list, Json.arr(items)))));
    }

    private static Json instance(String id, String name, String status) {
        return Json.obj()
                .with("id", id)
                .with("name", name)
                .with("status", status)
                .with("machineType", "https://x/machineTypes/n2-standard-4");
    }

    private static Json address(String name, String status, String type) {
        return Json.obj()
                .with("name", name)
                .with("address", "192.0.2.1")
                .with("status", status)
                .with("addressType", type)
                .with("creationTimestamp", "2026-01-01T00:00:00.000-08:00");
    }

    private static WireReply series(Map<String, String> query) {
        assertThat(query)
                .containsEntry("aggregation.alignmentPeriod", "86400s")
                .containsEntry("interval.endTime", "2026-11-30T00:00:00Z");
        var filter = query.getOrDefault("filter", "");
        if (filter.contains("cloudsql")) {
            return WireReply.json(
                    200,
                    filter.contains("connections")
                            ? days("database_id", "shop-prod:old-db", Json.obj().with("int64Value", "0"))
                            : Json.obj());
        }
        var idle = Json.obj().with("doubleValue", Json.of(filter.contains("cpu") ? 0.02 : 1000));
        var busy = Json.obj().with("doubleValue", Json.of(filter.contains("cpu") ? 0.8 : 1e9));
        return WireReply.json(
                200,
                query.containsKey("pageToken")
                        ? days("instance_id", "2", busy)
                        : days("instance_id", "1", idle).with("nextPageToken", "next"));
    }

    /** The newest first, as Cloud Monitoring writes them. */
    private static Json.Obj days(String label, String resource, Json.Obj value) {
        var points = new ArrayList<Json>();
        for (int day = 0; day < 14; day++) {
            var end = Instant.parse("2026-11-30T00:00:00Z").minusSeconds(86_400L * day);
            points.add(Json.obj()
                    .with("interval", Json.obj().with("endTime", end.toString()))
                    .with("value", value));
        }
        return Json.obj()
                .with(
                        "timeSeries",
                        Json.arr(Json.obj()
                                .with(
                                        "resource",
                                        Json.obj().with("labels", Json.obj().with(label, resource)))
                                .with("points", Json.arr(points))));
    }

    private IdleSearch search() {
        var clients =
                new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY);
        return IdleSearch.of(
                List.of(new GcpIdleResources(clients, "shop-prod")),
                new ResourceCosts(Map.of("idle", new ResourceCosts.MonthlyCost(90, "EUR"))),
                NOW);
    }

    @Test
    void findsWhatNobodyUses() {
        var search = search();
        assertThat(search.unread()).isEmpty();
        assertThat(search.findings())
                .extracting(found -> found.kind() + " " + found.resource().kind() + " "
                        + found.resource().name() + " "
                        + found.resource().origin().region())
                .containsExactlyInAnyOrder(
                        "IDLE gce:instance idle europe-west3-a",
                        "UNATTACHED gce:disk free europe-west3-a",
                        "UNATTACHED gce:address unused europe-west3-a",
                        "IDLE sql:instance old-db europe-west3");
        assertThat(search.findings().getFirst().toJson().text())
                .contains("\"monthlySaving\":90.00", "\"currency\":\"EUR\"", "stop-instance");
    }

    @Test
    void aDisabledApiLeavesTheOthers() {
        wire.script(
                request -> request.path().endsWith("/disks"),
                RestError.older(403, "accessNotConfigured", "canary has not been used"));
        assertThat(search().unread())
                .singleElement()
                .asString()
                .startsWith("shop-prod, disks: ")
                .doesNotContain("canary");
        assertThat(search().findings()).hasSize(4);
    }
}
