package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists what exists in one project, as documented, in pages of two: alerting policies, uptime checks, managed instance groups,
 * Cloud SQL instances and Cloud Run services. Strict: it rejects other methods and unknown parameters.
 */
public final class ListsStandIn implements AutoCloseable {

    private static final int PAGE = 2;

    /** @param paging the names of the parameters that a page is requested with */
    private record Lists(String path, String field, Set<String> paging, String permission) {}

    private static final List<Lists> KNOWN = List.of(
            new Lists(
                    "/v3/projects/PROJECT/alertPolicies",
                    "alertPolicies",
                    Set.of("pageSize", "pageToken"),
                    "monitoring.alertPolicies.list"),
            new Lists(
                    "/v3/projects/PROJECT/uptimeCheckConfigs",
                    "uptimeCheckConfigs",
                    Set.of("pageSize", "pageToken"),
                    "monitoring.uptimeCheckConfigs.list"),
            new Lists(
                    "/compute/v1/projects/PROJECT/aggregated/instanceGroupManagers",
                    "instanceGroupManagers",
                    Set.of("maxResults", "pageToken", "returnPartialSuccess"),
                    "compute.instanceGroupManagers.list"),
            new Lists(
                    "/v1/projects/PROJECT/instances",
                    "items",
                    Set.of("maxResults", "pageToken"),
                    "cloudsql.instances.list"),
            new Lists(
                    "/v2/projects/PROJECT/locations/-/services",
                    "services",
                    Set.of("pageSize", "pageToken"),
                    "run.services.list"),
            new Lists(
                    "/v2/projects/PROJECT/sources/-/findings",
                    "listFindingsResults",
                    Set.of("filter", "pageSize", "pageToken"),
                    "securitycenter.findings.list"));

    private final String project;
    private final Map<String, List<Json.Obj>> objects = new LinkedHashMap<>();
    private final Set<String> denied = new HashSet<>();
    private final Set<String> disabled = new HashSet<>();
    private final WireServer wire = WireServer.before(this::answer);

    public ListsStandIn(String project) {
        this.project = project;
    }

    public URI endpoint() {
        return wire.endpoint();
    }

    /** The server itself: recorded requests, and faults. */
    public WireServer wire() {
        return wire;
    }

    /** @param filter of its only condition; empty for a policy on logs */
    public synchronized void policy(String name, boolean enabled, String filter) {
        var condition = Json.obj().with("name", "projects/" + project + "/alertPolicies/1/conditions/1");
        var body = filter.isEmpty()
                ? condition.with("conditionMatchedLog", Json.obj().with("filter", "severity>=ERROR"))
                : condition.with("conditionThreshold", Json.obj().with("filter", filter));
        add(
                "alertPolicies",
                Json.obj()
                        .with("name", "projects/" + project + "/alertPolicies/1")
                        .with("displayName", name)
                        .with("enabled", enabled)
                        .with("conditions", Json.arr(body)));
    }

    public synchronized void uptimeCheck(String id) {
        add("uptimeCheckConfigs", Json.obj().with("name", "projects/" + project + "/uptimeCheckConfigs/" + id));
    }

    public synchronized void instanceGroup(String region, String name) {
        add("instanceGroupManagers", Json.obj().with("name", name).with("region", region));
    }

    public synchronized void database(String region, String name) {
        add("items", Json.obj().with("kind", "sql#instance").with("name", name).with("region", region));
    }

    public synchronized void service(String location, String name) {
        add("services", Json.obj().with("name", RunNames.service(project, location, name)));
    }

    /** An open finding of Security Command Center about a resource by its full name. */
    public synchronized void finding(String category, String resource) {
        var finding = Json.obj()
                .with("name", "organizations/1/sources/2/locations/global/findings/" + category)
                .with("category", category)
                .with("state", "ACTIVE")
                .with("severity", "HIGH")
                .with("eventTime", "2026-11-20T03:04:40.123Z")
                .with("resourceName", resource);
        var about =
                Json.obj().with("name", resource).with("gcpMetadata", Json.obj().with("projectDisplayName", project));
        add("listFindingsResults", Json.obj().with("finding", finding).with("resource", about));
    }

    private void add(String list, Json.Obj object) {
        objects.computeIfAbsent(list, ignored -> new ArrayList<>()).add(object);
    }

    /** Takes a permission away. */
    public synchronized void deny(String permission) {
        denied.add(permission);
    }

    /** Disables the API to which the list belongs that this permission is for. */
    public synchronized void disable(String permission) {
        disabled.add(permission);
    }

    /** The permissions of the received requests. */
    public synchronized List<String> permissions() {
        return wire.requests().stream()
                .flatMap(request -> KNOWN.stream().filter(one -> path(one).equals(request.path())))
                .map(Lists::permission)
                .distinct()
                .sorted()
                .toList();
    }

    private String path(Lists list) {
        return list.path().replace("PROJECT", project);
    }

    private synchronized WireReply answer(WireRequest request) {
        for (var list : KNOWN) {
            if (request.method().equals("GET") && path(list).equals(request.path())) {
                return answer(request, list);
            }
        }
        return error(404, "notFound", "no such method");
    }

    private WireReply answer(WireRequest request, Lists list) {
        if (!list.paging().containsAll(request.query().keySet())) {
            return error(400, "badRequest", "Invalid JSON payload received. Unknown name");
        }
        if (disabled.contains(list.permission())) {
            return error(403, "accessNotConfigured", "canary: the API has not been used in project 12345 before");
        }
        if (denied.contains(list.permission())) {
            return error(403, "forbidden", "Required '" + list.permission() + "' permission for 'canary'");
        }
        var all = objects.getOrDefault(list.field(), List.of());
        int from = Integer.parseInt(request.query().getOrDefault("pageToken", "0"));
        int to = Math.min(all.size(), from + PAGE);
        var items = all.subList(from, to);
        var body = list.field().equals("instanceGroupManagers")
                ? Json.obj().with("items", byRegion(items))
                : items.isEmpty() ? Json.obj() : Json.obj().with(list.field(), Json.arr(items));
        return WireReply.json(200, to < all.size() ? body.with("nextPageToken", Integer.toString(to)) : body);
    }

    /** As Compute Engine lists: also places without any, which have a warning. */
    private static Json.Obj byRegion(List<Json.Obj> managers) {
        var warning = Json.obj().with("code", "NO_RESULTS_ON_PAGE");
        var places = Json.obj().with("zones/us-east1-b", Json.obj().with("warning", warning));
        for (var manager : managers) {
            var region = manager.get("region") instanceof Json.Str(var text) ? text : "";
            var key = "regions/" + region;
            var before = places.get(key) instanceof Json.Obj place
                            && place.get("instanceGroupManagers") instanceof Json.Arr list
                    ? list.items()
                    : List.<Json>of();
            var all = new ArrayList<>(before);
            all.add(manager);
            places = places.with(key, Json.obj().with("instanceGroupManagers", Json.arr(all)));
        }
        return places;
    }

    private static WireReply error(int status, String reason, String message) {
        var error = Json.obj()
                .with("code", status)
                .with("message", message)
                .with("errors", Json.arr(Json.obj().with("reason", reason).with("message", message)));
        return WireReply.json(status, Json.obj().with("error", error));
    }

    @Override
    public void close() {
        wire.close();
    }
}
