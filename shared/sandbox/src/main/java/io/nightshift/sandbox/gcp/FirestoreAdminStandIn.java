package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A fake of Firestore's databases, backups and restores, and of the queries that count documents. A restore is {@code INITIALIZING},
 * then {@code PROCESSING}, and may end with an error; the database is listed from the call on, unless {@link #listsLate}. Ids that
 * exist are refused, as are deletions of what is protected or being restored.
 */
public final class FirestoreAdminStandIn implements WireServer.Service {

    private static final int PAGE = 2;
    private static final String TYPE = "type.googleapis.com/google.firestore.admin.v1.";
    private static final String BACKUP = "backup";
    private static final String NAME = "name";
    private static final String DATABASE = "database";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{2,61}[a-z0-9]");

    private record Operation(String name, String target, Json.Obj metadata, String state, int error) {

        boolean isDone() {
            return state.equals("SUCCESSFUL") || state.equals("FAILED");
        }

        Operation in(String other, int code) {
            return new Operation(name, target, metadata, other, code);
        }

        Json.Obj json() {
            var json = Json.obj().with(NAME, name).with("metadata", metadata.with("operationState", state));
            if (error != 0) {
                json = json.with("error", Json.obj().with("code", error).with("message", "canary-of-a-message"));
            }
            return isDone() ? json.with("done", true) : json;
        }
    }

    private final String project;
    private final Map<String, Json.Obj> databases = new TreeMap<>();
    private final Map<String, Json.Obj> backups = new TreeMap<>();
    private final Map<String, Map<String, Integer>> documents = new TreeMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Deque<Integer> errors = new ArrayDeque<>();
    private final List<String> changes = new ArrayList<>();

    /** Whether a database is listed only when its restore has ended. */
    public boolean listsLate;

    /** Whether a query over all collections is refused. */
    public boolean countsCollectionsOnly;

    public FirestoreAdminStandIn(String project) {
        this.project = project;
    }

    private String databaseName(String id) {
        return "projects/" + project + "/databases/" + id;
    }

    /** @param collections documents by collection of the root */
    public synchronized void place(String id, Map<String, Integer> collections) {
        databases.put(
                id,
                Json.obj()
                        .with(NAME, databaseName(id))
                        .with("type", "FIRESTORE_NATIVE")
                        .with("createTime", "2026-11-30T02:00:00.123456Z")
                        .with("deleteProtectionState", "DELETE_PROTECTION_DISABLED"));
        documents.put(id, new TreeMap<>(collections));
    }

    /** As Firestore describes a database that it restored. */
    public synchronized void placeRestored(String id) {
        place(id, Map.of());
        alter(id, database -> database.with("sourceInfo", sourceInfo(backupName("other"))));
    }

    private static Json.Obj sourceInfo(String backup) {
        return Json.obj().with(BACKUP, Json.obj().with(BACKUP, backup));
    }

    public synchronized void remove(String id) {
        databases.remove(id);
        operations.removeIf(operation -> operation.target().equals(id));
    }

    public synchronized void alter(String id, UnaryOperator<Json.Obj> how) {
        databases.put(id, how.apply(database(id)));
    }

    public synchronized Json.Obj database(String id) {
        return databases.getOrDefault(id, Json.Obj.EMPTY);
    }

    public String backupName(String id) {
        return "projects/" + project + "/locations/eur3/backups/" + id;
    }

    public synchronized void backup(String id, String database, String state, String taken, int recorded) {
        backups.put(
                id,
                Json.obj()
                        .with(NAME, backupName(id))
                        .with(DATABASE, databaseName(database))
                        .with("state", state)
                        .with("snapshotTime", taken)
                        .with(
                                "stats",
                                Json.obj()
                                        .with("sizeBytes", "2000000")
                                        .with("documentCount", Integer.toString(recorded))
                                        .with("indexCount", "12")));
    }

    /** The next restore ends with that code. */
    public synchronized void failNext(int code) {
        errors.add(code);
    }

    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    /** Operations go on. */
    public synchronized void settle() {
        operations.replaceAll(operation -> switch (operation.state()) {
            case "INITIALIZING" -> operation.in("PROCESSING", 0);
            case "PROCESSING" -> {
                int error = errors.isEmpty() ? 0 : errors.removeFirst();
                yield operation.in(error == 0 ? "SUCCESSFUL" : "FAILED", error);
            }
            default -> operation;
        });
    }

    @Override
    public synchronized WireReply answer(WireRequest request) {
        try {
            return route(request, request.path());
        } catch (JsonException e) {
            return RestError.newer(400, "INVALID_ARGUMENT", e.getMessage());
        }
    }

    private WireReply route(WireRequest request, String path) throws JsonException {
        var root = "/v1/projects/" + project;
        if (!path.startsWith(root + "/")) {
            return RestError.newer(403, "PERMISSION_DENIED", "canary-of-another-project");
        }
        var rest = path.substring(root.length());
        return switch (request.method() + " " + rest) {
            case "GET /databases" ->
                WireReply.json(200, Json.obj().with("databases", Json.arr(List.<Json>copyOf(databases.values()))));
            case "GET /locations/-/backups" -> page(request, "backups", List.copyOf(backups.values()));
            case "POST /databases:restore" -> restore(request.json());
            case "POST /databases:clone" -> copy(request.json());
            default -> single(request, rest);
        };
    }

    private WireReply single(WireRequest request, String rest) throws JsonException {
        if (rest.startsWith("/locations/eur3/backups/")) {
            return found(Optional.ofNullable(backups.get(rest.substring(rest.lastIndexOf('/') + 1))));
        }
        var parts = rest.split("/", -1);
        var id = parts.length > 2 ? parts[2] : "";
        if (parts.length == 4 && parts[3].equals("operations")) {
            return page(
                    request,
                    "operations",
                    operations.reversed().stream()
                            .filter(operation -> operation.target().equals(id))
                            .map(Operation::json)
                            .toList());
        }
        if (parts.length == 4 && parts[3].startsWith("documents:")) {
            return isReady(id) ? query(id, parts[3], request.json()) : missing();
        }
        return parts.length == 3 ? database(id, request) : missing();
    }

    private boolean isReady(String id) {
        return databases.containsKey(id) && busy(id).isEmpty();
    }

    private Optional<Operation> busy(String id) {
        return operations.stream()
                .filter(operation -> operation.target().equals(id) && !operation.isDone())
                .findFirst();
    }

    private static WireReply found(Optional<Json.Obj> thing) {
        return thing.<WireReply>map(json -> WireReply.json(200, json)).orElseGet(FirestoreAdminStandIn::missing);
    }

    private static WireReply missing() {
        return RestError.newer(404, "NOT_FOUND", "The resource does not exist: canary-of-a-message");
    }

    private WireReply database(String id, WireRequest request) throws JsonException {
        if (!databases.containsKey(id) || (listsLate && busy(id).isPresent())) {
            return missing();
        }
        return switch (request.method()) {
            case "GET" -> WireReply.json(200, database(id));
            case "PATCH" -> protect(id, request);
            case "DELETE" -> delete(id);
            default -> missing();
        };
    }

    private WireReply protect(String id, WireRequest request) throws JsonException {
        var state = request.json().at("deleteProtectionState").nonBlank();
        if (!request.query().getOrDefault("updateMask", "").equals("deleteProtectionState")) {
            return RestError.newer(400, "INVALID_ARGUMENT", "The mask names another field.");
        }
        alter(id, database -> database.with("deleteProtectionState", state));
        changes.add("protect " + id);
        return WireReply.json(
                200,
                Json.obj().with(NAME, databaseName(id) + "/operations/patch").with("done", true));
    }

    private WireReply delete(String id) {
        var isProtected = database(id).get("deleteProtectionState") instanceof Json.Str(var text)
                && text.equals("DELETE_PROTECTION_ENABLED");
        if (isProtected || busy(id).isPresent()) {
            return RestError.newer(400, "FAILED_PRECONDITION", "The database is protected or busy.");
        }
        remove(id);
        changes.add("delete " + id);
        return WireReply.json(
                200,
                Json.obj().with(NAME, databaseName(id) + "/operations/delete").with("done", true));
    }

    private WireReply restore(View body) throws JsonException {
        only(body, "databaseId", BACKUP);
        var name = body.at(BACKUP).nonBlank();
        var backup = Optional.ofNullable(backups.get(name.substring(name.lastIndexOf('/') + 1)));
        if (backup.isEmpty()) {
            return missing();
        }
        if (!View.of(backup.get()).at("state").text().equals("READY")) {
            return RestError.newer(400, "FAILED_PRECONDITION", "The backup is not ready.");
        }
        var source = View.of(backup.get()).at(DATABASE).text();
        return make(
                body.at("databaseId").nonBlank(),
                source,
                Json.obj().with("@type", TYPE + "RestoreDatabaseMetadata").with(BACKUP, name),
                sourceInfo(name));
    }

    private WireReply copy(View body) throws JsonException {
        only(body, "databaseId", "pitrSnapshot");
        var snapshot = body.at("pitrSnapshot");
        var time = snapshot.at("snapshotTime").instant();
        if (time.getEpochSecond() % 60 != 0) {
            return RestError.newer(400, "INVALID_ARGUMENT", "The snapshot time is not a full minute.");
        }
        var source = snapshot.at(DATABASE).nonBlank();
        if (!databases.containsKey(source.substring(source.lastIndexOf('/') + 1))) {
            return missing();
        }
        return make(
                body.at("databaseId").nonBlank(),
                source,
                Json.obj().with("@type", TYPE + "CloneDatabaseMetadata").with("pitrSnapshot", snapshot.object()),
                Json.obj());
    }

    private static void only(View body, String... names) throws JsonException {
        for (var name : body.object().members().keySet()) {
            if (!List.of(names).contains(name)) {
                throw body.at(name).wrong("no such field");
            }
        }
    }

    private WireReply make(String id, String source, Json.Obj metadata, Json.Obj sourceInfo) {
        if (!ID.matcher(id).matches()) {
            return RestError.newer(400, "INVALID_ARGUMENT", "The id is not valid.");
        }
        if (databases.containsKey(id)) {
            return RestError.newer(409, "ALREADY_EXISTS", "Database already exists.");
        }
        place(id, documents.getOrDefault(source.substring(source.lastIndexOf('/') + 1), Map.of()));
        alter(id, database -> database.with("sourceInfo", sourceInfo));
        changes.add("make " + id);
        operations.add(new Operation(
                databaseName(id) + "/operations/op-" + operations.size(), id, metadata, "INITIALIZING", 0));
        return WireReply.json(200, operations.getLast().json());
    }

    private WireReply query(String id, String verb, View body) throws JsonException {
        var collections = documents.getOrDefault(id, Map.of());
        if (verb.equals("documents:listCollectionIds")) {
            only(body, "pageSize", "pageToken");
            return ids(List.copyOf(collections.keySet()), body.at("pageToken").textOr("0"));
        }
        var from =
                body.at("structuredAggregationQuery", "structuredQuery", "from").at(0);
        var collection = from.at("collectionId").textOr("");
        if (collection.isEmpty()
                && (countsCollectionsOnly || !from.at("allDescendants").boolOr(false))) {
            return RestError.newer(400, "INVALID_ARGUMENT", "A collection is needed.");
        }
        var alias = body.at("structuredAggregationQuery", "aggregations")
                .at(0)
                .at("alias")
                .nonBlank();
        int count = collections.entrySet().stream()
                .filter(one -> collection.isEmpty() || one.getKey().equals(collection))
                .mapToInt(Map.Entry::getValue)
                .sum();
        var fields = Json.obj().with(alias, Json.obj().with("integerValue", Integer.toString(count)));
        return WireReply.reply(
                200,
                "application/json",
                Json.arr(Json.obj()
                                .with("result", Json.obj().with("aggregateFields", fields))
                                .with("readTime", "2026-11-30T08:00:00Z"))
                        .text());
    }

    private static WireReply ids(List<String> all, String token) {
        int from = Integer.parseInt(token);
        int to = Math.min(from + PAGE, all.size());
        var page = Json.obj().with("collectionIds", Json.strings(all.subList(from, to)));
        return WireReply.json(200, to < all.size() ? page.with("nextPageToken", Integer.toString(to)) : page);
    }

    private static WireReply page(WireRequest request, String field, List<Json.Obj> all) {
        int from = Integer.parseInt(request.query().getOrDefault("pageToken", "0"));
        int to = Math.min(from + PAGE, all.size());
        var page = Json.obj().with(field, Json.arr(List.<Json>copyOf(all.subList(from, to))));
        return WireReply.json(200, to < all.size() ? page.with("nextPageToken", Integer.toString(to)) : page);
    }
}
