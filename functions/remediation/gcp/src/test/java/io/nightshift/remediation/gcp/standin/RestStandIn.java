package io.nightshift.remediation.gcp.standin;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The Cloud SQL Admin API and Compute Engine over HTTP, with their error forms: operations that run until
 * {@link #settle}, one at a time for each database, request ids that are remembered, pages of two.
 */
public final class RestStandIn implements WireServer.Service {

    private static final int PAGE = 2;

    private static final Pattern SQL =
            Pattern.compile("/v1/projects/([^/]+)/instances/([^/]+)(?:/(restart|failover))?");
    private static final Pattern SQL_OPERATIONS = Pattern.compile("/v1/projects/([^/]+)/operations");
    private static final Pattern INSTANCE =
            Pattern.compile("/compute/v1/projects/([^/]+)/zones/([^/]+)/instances/([^/]+)");
    private static final Pattern GROUP = Pattern.compile("/compute/v1/projects/([^/]+)/(?:zones|regions)/([^/]+)"
            + "/instanceGroupManagers/([^/]+)(?:/(listManagedInstances|recreateInstances))?");

    /** A database; settings as the API gives them. */
    public record Database(
            String name, String state, String availability, String activation, long settingsVersion, Json.Obj labels) {
        public static Database runnable(String name, String availability) {
            return new Database(
                    name, "RUNNABLE", availability, "ALWAYS", 7, Json.obj().with("team", "shop"));
        }
    }

    /** A virtual machine. */
    public record Machine(String zone, String name, long id, String status, String group, Json.Obj labels) {}

    /** A member of a group as the group sees it. */
    public record Member(String zone, String name, long id, String status, String action, String health) {
        public Member doing(String next) {
            return new Member(zone, name, id, status, next, health);
        }
    }

    private record Operation(String name, String type, String instance, String status, boolean failed) {}

    private final String project;
    private final Map<String, Database> databases = new LinkedHashMap<>();
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, List<Member>> groups = new LinkedHashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, String> requestIds = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();

    private static final Pattern ALL_INSTANCES = Pattern.compile("/compute/v1/projects/([^/]+)/aggregated/instances");

    private static final Pattern NAMED = Pattern.compile("name=\"([a-z0-9-]+)\"");

    /** {@code labels.NAME="VALUE"} or {@code labels.NAME:*}. */
    private static final Pattern LABELS = Pattern.compile("labels\\.([a-z0-9_-]+)(?:=\"([^\"]*)\"|:\\*)");

    public RestStandIn(String project) {
        this.project = project;
    }

    public synchronized void place(Database database) {
        databases.put(database.name(), database);
    }

    public synchronized void place(Machine machine) {
        machines.put(machine.zone() + "/" + machine.name(), machine);
    }

    /** @param location a zone or a region */
    public synchronized void group(String location, String name, List<Member> members) {
        groups.put(location + "/" + name, new ArrayList<>(members));
    }

    public synchronized void member(String group, int index, UnaryOperator<Member> edit) {
        var members = groups.getOrDefault(group, List.of());
        members.set(index, edit.apply(members.get(index)));
    }

    /** Somebody else's operation is under way. */
    public synchronized void operation(String instance, String type, String status, boolean failed) {
        operations.addFirst(new Operation("op-" + operations.size(), type, instance, status, failed));
    }

    public synchronized void remove(String name) {
        databases.remove(name);
        machines.remove(name);
        groups.remove(name);
    }

    public synchronized void settle() {
        operations.replaceAll(one -> new Operation(one.name(), one.type(), one.instance(), "DONE", one.failed()));
        groups.values()
                .forEach(members -> members.replaceAll(one -> one.action().equals("RECREATING")
                        ? new Member(one.zone(), one.name(), one.id() + 1000, "RUNNING", "NONE", "HEALTHY")
                        : one));
    }

    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    public static WireReply error(int status, String reason, String message) {
        return RestError.older(status, reason, message);
    }

    @Override
    public synchronized WireReply answer(WireRequest request) {
        var path = request.path();
        var sql = SQL.matcher(path);
        if (sql.matches()) {
            return ours(sql.toMatchResult(), () -> sql(request, sql.group(2), sql.group(3)));
        }
        var listed = SQL_OPERATIONS.matcher(path);
        if (listed.matches()) {
            return ours(listed.toMatchResult(), () -> operations(request));
        }
        var machine = INSTANCE.matcher(path);
        if (machine.matches()) {
            return ours(machine.toMatchResult(), () -> machine(machine.group(2), machine.group(3)));
        }
        var all = ALL_INSTANCES.matcher(path);
        if (all.matches()) {
            return ours(all.toMatchResult(), () -> machines(request));
        }
        var group = GROUP.matcher(path);
        return group.matches()
                ? ours(
                        group.toMatchResult(),
                        () -> group(request, group.group(2) + "/" + group.group(3), group.group(4)))
                : error(404, "notFound", "no such method: " + request);
    }

    private WireReply ours(MatchResult match, java.util.function.Supplier<WireReply> then) {
        return match.group(1).equals(project) ? then.get() : error(403, "forbidden", "canary-of-another-project");
    }

    private WireReply sql(WireRequest request, String name, @org.jspecify.annotations.Nullable String verb) {
        var database = databases.get(name);
        if (database == null) {
            return error(404, "instanceDoesNotExist", "The Cloud SQL instance does not exist.");
        }
        if (verb == null) {
            return WireReply.json(200, json(database));
        }
        if (operations.stream()
                .anyMatch(one -> one.instance().equals(name) && !one.status().equals("DONE"))) {
            return error(
                    409, "operationInProgress", "Operation failed because another operation was already in progress.");
        }
        if (verb.equals("failover")) {
            if (!database.availability().equals("REGIONAL")) {
                return error(400, "invalidRequest", "The instance is not highly available.");
            }
            if (version(request) != database.settingsVersion()) {
                return error(412, "staleData", "Condition does not match.");
            }
        }
        changes.add(verb + " " + name);
        operation(name, verb.equals("restart") ? "RESTART" : "FAILOVER", "PENDING", false);
        return WireReply.json(200, json(operations.getFirst()));
    }

    private static long version(WireRequest request) {
        try {
            return request.json().at("failoverContext").at("settingsVersion").integer();
        } catch (JsonException e) {
            return -1;
        }
    }

    private static Json.Obj json(Database database) {
        return Json.obj()
                .with("kind", "sql#instance")
                .with("name", database.name())
                .with("state", database.state())
                .with(
                        "settings",
                        Json.obj()
                                .with("settingsVersion", Long.toString(database.settingsVersion()))
                                .with("availabilityType", database.availability())
                                .with("activationPolicy", database.activation())
                                .with("userLabels", database.labels()));
    }

    private static Json.Obj json(Operation operation) {
        var json = Json.obj()
                .with("kind", "sql#operation")
                .with("name", operation.name())
                .with("operationType", operation.type())
                .with("targetId", operation.instance())
                .with("status", operation.status());
        return operation.failed()
                ? json.with(
                        "error", Json.obj().with("errors", Json.arr(Json.obj().with("code", "INTERNAL_ERROR"))))
                : json;
    }

    private WireReply operations(WireRequest request) {
        var instance = request.query().getOrDefault("instance", "");
        var all = operations.stream()
                .filter(one -> one.instance().equals(instance))
                .<Json>map(RestStandIn::json)
                .toList();
        return WireReply.json(200, paged(request, "items", all));
    }

    private static Json.Obj paged(WireRequest request, String field, List<Json> all) {
        int from = Integer.parseInt(request.query().getOrDefault("pageToken", "0"));
        int to = Math.min(from + PAGE, all.size());
        var page = Json.obj().with(field, Json.arr(all.subList(from, to)));
        return to < all.size() ? page.with("nextPageToken", Integer.toString(to)) : page;
    }

    private WireReply machine(String zone, String name) {
        var machine = machines.values().stream()
                .filter(one -> one.zone().equals(zone))
                .filter(one ->
                        one.name().equals(name) || Long.toString(one.id()).equals(name))
                .findFirst();
        if (machine.isEmpty()) {
            return error(404, "notFound", "The resource was not found");
        }
        return WireReply.json(200, json(machine.get()));
    }

    private Json.Obj json(Machine machine) {
        var json = Json.obj()
                .with("id", Long.toString(machine.id()))
                .with("name", machine.name())
                .with("zone", "https://www.googleapis.com/compute/v1/projects/" + project + "/zones/" + machine.zone())
                .with("status", machine.status())
                .with("labels", machine.labels());
        var item = Json.obj().with("key", "created-by").with("value", machine.group());
        return machine.group().isEmpty()
                ? json
                : json.with("metadata", Json.obj().with("items", Json.arr(item)));
    }

    /**
     * All machines by zone, in pages of one zone; a zone without any has a warning in their place.
     *
     * @see <a href="https://cloud.google.com/compute/docs/reference/rest/v1/instances/aggregatedList">aggregatedList</a>
     */
    private WireReply machines(WireRequest request) {
        var asked = request.query().getOrDefault("filter", "");
        var filter = LABELS.matcher(asked);
        var named = NAMED.matcher(asked);
        if (!filter.matches() && !named.matches()) {
            return error(400, "invalid", "Invalid value for field 'filter'");
        }
        var zones = machines.values().stream()
                .map(Machine::zone)
                .distinct()
                .sorted()
                .toList();
        int page = Integer.parseInt(request.query().getOrDefault("pageToken", "0"));
        var zone = zones.get(page);
        var found = machines.values().stream()
                .filter(one -> one.zone().equals(zone))
                .filter(one -> named.matches() ? one.name().equals(named.group(1)) : passes(filter, one.labels()))
                .<Json>map(this::json)
                .toList();
        var none = Json.obj().with("warning", Json.obj().with("code", "NO_RESULTS_ON_PAGE"));
        var items = Json.obj()
                .with("zones/" + zone, found.isEmpty() ? none : Json.obj().with("instances", Json.arr(found)));
        var reply = Json.obj().with("items", items);
        return WireReply.json(
                200, page + 1 < zones.size() ? reply.with("nextPageToken", Integer.toString(page + 1)) : reply);
    }

    private static boolean passes(java.util.regex.Matcher filter, Json.Obj labels) {
        var value = labels.get(filter.group(1));
        return filter.group(2) == null
                ? value != null
                : Json.of(filter.group(2)).equals(value);
    }

    private WireReply group(WireRequest request, String name, @org.jspecify.annotations.Nullable String verb) {
        var members = groups.get(name);
        if (members == null) {
            return error(404, "notFound", "The resource was not found");
        }
        if (verb == null) {
            return WireReply.json(200, Json.obj().with("name", name).with("targetSize", members.size()));
        }
        return verb.equals("recreateInstances")
                ? recreate(request, name, members)
                : WireReply.json(
                        200,
                        paged(
                                request,
                                "managedInstances",
                                members.stream().<Json>map(this::json).toList()));
    }

    private Json.Obj json(Member member) {
        return Json.obj()
                .with(
                        "instance",
                        "https://www.googleapis.com/compute/v1/projects/%s/zones/%s/instances/%s"
                                .formatted(project, member.zone(), member.name()))
                .with("id", Long.toString(member.id()))
                .with("instanceStatus", member.status())
                .with("currentAction", member.action())
                .with("instanceHealth", Json.arr(Json.obj().with("detailedHealthState", member.health())));
    }

    private WireReply recreate(WireRequest request, String name, List<Member> members) {
        var requestId = request.query().getOrDefault("requestId", "");
        if (!requestId.equals(uuid(requestId))) {
            return error(400, "invalid", "Invalid value for field 'requestId'");
        }
        if (requestIds.containsKey(requestId)) {
            return WireReply.json(
                    200, Json.obj().with("name", requestIds.get(requestId)).with("status", "RUNNING"));
        }
        var asked = new ArrayList<String>();
        try {
            for (var item : request.json().at("instances").items()) {
                asked.add(item.text());
            }
        } catch (JsonException e) {
            return error(400, "invalid", "instances");
        }
        for (var path : asked) {
            if (members.stream().noneMatch(one -> path(one).equals(path))) {
                return error(400, "invalid", "The instance is not a member of the group");
            }
        }
        members.replaceAll(one -> asked.contains(path(one)) ? one.doing("RECREATING") : one);
        changes.add("recreate " + name + " " + String.join(",", asked));
        var operation = "operation-" + changes.size();
        requestIds.put(requestId, operation);
        return WireReply.json(200, Json.obj().with("name", operation).with("status", "PENDING"));
    }

    private static String path(Member member) {
        return "zones/" + member.zone() + "/instances/" + member.name();
    }

    private static String uuid(String text) {
        try {
            return UUID.fromString(text).toString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
