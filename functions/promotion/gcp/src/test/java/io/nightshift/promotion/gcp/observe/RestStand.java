package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cloud Monitoring, Container Analysis and Artifact Registry over REST, as much of them as promotions ask: lists in pages of one, filters by
 * their exact words, points that are aligned back from the end of the interval, the newest first.
 */
final class RestStand implements AutoCloseable {

    private static final Set<String> SERIES = Set.of(
            "filter",
            "interval.startTime",
            "interval.endTime",
            "aggregation.alignmentPeriod",
            "aggregation.perSeriesAligner",
            "aggregation.crossSeriesReducer",
            "pageToken");
    private static final String IMAGES = "/v1/projects/shop-prod/locations/europe-west1/repositories/shop/dockerImages";
    private static final Set<String> IMAGE_LIST = Set.of("pageSize", "pageToken");
    private static final Set<String> LIST = Set.of("filter", "pageSize", "pageToken");

    private final List<Json.Obj> policies = new ArrayList<>();
    private final List<Json.Obj> alerts = new ArrayList<>();
    private final List<Map.Entry<String, Json.Obj>> occurrences = new ArrayList<>();
    private final Map<String, TreeMap<Instant, Double>> raw = new LinkedHashMap<>();
    private final Map<String, Json.Obj> artifacts = new LinkedHashMap<>();
    private final List<Json.Obj> images = new ArrayList<>();
    private boolean repository;
    final WireServer wire = WireServer.before(this::answer);

    final GcpClients clients = new GcpClients(
            Optional.empty(),
            Optional.of(wire.endpoint()),
            Optional.empty(),
            new RetryPolicy(
                    3, Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofMillis(2), Duration.ofMillis(10)));
    final QueryProject projects = new QueryProject(new GcpScope(Set.of("shop-prod")), "shop-prod");

    void policy(String id, String name, boolean enabled) {
        policies.add(Json.obj()
                .with("name", "projects/shop-prod/alertPolicies/" + id)
                .with("displayName", name)
                .with("enabled", enabled));
    }

    /** Its policy is told by the number of the project. */
    void alert(String policy, String state) {
        alerts.add(Json.obj()
                .with("name", "projects/123456/alerts/0." + alerts.size())
                .with("state", state)
                .with("policy", Json.obj().with("name", "projects/123456/alertPolicies/" + policy)));
    }

    /** The repository shop of images, empty. */
    void repository() {
        repository = true;
    }

    /** An image under its whole name with its digest; untagged ones have no field for it. */
    void image(String uri, String uploaded, String... tags) {
        repository();
        var image = Json.obj()
                .with("name", IMAGES.substring(4) + "/" + uri.substring(uri.lastIndexOf('/') + 1))
                .with("uri", uri)
                .with("imageSizeBytes", "1234")
                .with("uploadTime", uploaded)
                .with("updateTime", uploaded)
                .with("mediaType", "application/vnd.oci.image.index.v1+json");
        images.add(tags.length == 0 ? image : image.with("tags", Json.strings(List.of(tags))));
    }

    void occurrence(String kind, String place, Json.Obj occurrence) {
        occurrences.add(Map.entry("kind=\"" + kind + "\" AND resourceUrl=\"https://" + place + "\"", occurrence));
    }

    void point(String filter, String at, double value) {
        raw.computeIfAbsent(filter, ignored -> new TreeMap<>()).put(Instant.parse(at), value);
    }

    /** @param name after {@code repositories/shop/}, with its slashes escaped */
    void artifact(String name, Json.Obj artifact) {
        artifacts.put("/v1/projects/shop-prod/locations/europe-west1/repositories/shop/" + name, artifact);
    }

    private WireReply answer(WireRequest request) {
        var artifact = artifacts.get(request.uri().getRawPath());
        return artifact == null ? asked(request) : WireReply.json(200, artifact);
    }

    private WireReply asked(WireRequest request) {
        var filter = request.query().getOrDefault("filter", "");
        return switch (request.path()) {
            case "/v3/projects/shop-prod/alertPolicies" -> list(request, LIST, "alertPolicies", named(filter));
            case "/v3/projects/shop-prod/alerts" ->
                filter.equals("state=\"OPEN\"")
                        ? list(request, LIST, "alerts", open())
                        : error(400, "INVALID_ARGUMENT");
            case "/v3/projects/shop-prod/timeSeries" -> list(request, SERIES, "timeSeries", series(request.query()));
            case "/v1/projects/shop-prod/occurrences" -> list(request, LIST, "occurrences", noted(filter));
            case IMAGES -> repository ? list(request, IMAGE_LIST, "dockerImages", images) : error(404, "NOT_FOUND");
            default -> one(request.path());
        };
    }

    private List<Json.Obj> noted(String filter) {
        return occurrences.stream()
                .filter(one -> one.getKey().equals(filter))
                .map(Map.Entry::getValue)
                .toList();
    }

    private WireReply one(String path) {
        return policies.stream()
                .filter(policy -> path.equals("/v3/" + text(policy, "name")))
                .findFirst()
                .<WireReply>map(policy -> WireReply.json(200, policy))
                .orElseGet(() -> error(404, "NOT_FOUND"));
    }

    private List<Json.Obj> named(String filter) {
        return policies.stream()
                .filter(policy -> filter.equals("display_name=\"" + text(policy, "displayName") + "\""))
                .toList();
    }

    private List<Json.Obj> open() {
        return alerts.stream()
                .filter(alert -> text(alert, "state").equals("OPEN"))
                .toList();
    }

    private static String text(Json.Obj object, String field) {
        return object.get(field) instanceof Json.Str(var text) ? text : "";
    }

    private static WireReply list(WireRequest request, Set<String> known, String field, List<Json.Obj> all) {
        if (!request.method().equals("GET")
                || !known.containsAll(request.query().keySet())) {
            return error(400, "INVALID_ARGUMENT");
        }
        int from = Integer.parseInt(request.query().getOrDefault("pageToken", "0"));
        var page = all.stream().skip(from).limit(1).toList();
        var answer = page.isEmpty() ? Json.obj() : Json.obj().with(field, Json.arr(page));
        return WireReply.json(200, from + 1 < all.size() ? answer.with("nextPageToken", "" + (from + 1)) : answer);
    }

    /** In halves: a long series goes on in the next page. */
    private List<Json.Obj> series(Map<String, String> query) {
        var points = raw.get(query.getOrDefault("filter", ""));
        if (points == null) {
            return List.of();
        }
        var aligned = aligned(points, query);
        int half = aligned.size() / 2;
        var metric = Json.obj().with("type", query.getOrDefault("filter", ""));
        return List.of(aligned.subList(0, half), aligned.subList(half, aligned.size())).stream()
                .map(part -> Json.obj().with("metric", metric).with("points", Json.arr(part)))
                .toList();
    }

    private static List<Json.Obj> aligned(NavigableMap<Instant, Double> points, Map<String, String> query) {
        var start = Instant.parse(query.getOrDefault("interval.startTime", ""));
        var period = Duration.ofSeconds(Long.parseLong(
                query.getOrDefault("aggregation.alignmentPeriod", "").replace("s", "")));
        var aligned = new ArrayList<Json.Obj>();
        for (var end = Instant.parse(query.getOrDefault("interval.endTime", ""));
                end.isAfter(start);
                end = end.minus(period)) {
            var inside = points.subMap(end.minus(period), false, end, true).values();
            if (!inside.isEmpty()) {
                double sum = inside.stream().mapToDouble(Double::doubleValue).sum();
                aligned.add(point(query, end, period, sum));
            }
        }
        return aligned;
    }

    private static Json.Obj point(Map<String, String> query, Instant end, Duration period, double sum) {
        var value = query.getOrDefault("aggregation.perSeriesAligner", "").equals("ALIGN_DELTA")
                ? Json.obj().with("int64Value", "" + (long) sum)
                : Json.obj().with("doubleValue", new Json.Num(Double.toString(sum / period.toSeconds())));
        return Json.obj()
                .with("interval", Json.obj().with("endTime", end.toString()))
                .with("value", value);
    }

    static WireReply.Reply error(int status, String reason) {
        var error = Json.obj()
                .with("code", status)
                .with("message", "canary-of-a-server")
                .with("status", reason);
        return WireReply.json(status, Json.obj().with("error", error));
    }

    @Override
    public void close() {
        wire.close();
    }
}
