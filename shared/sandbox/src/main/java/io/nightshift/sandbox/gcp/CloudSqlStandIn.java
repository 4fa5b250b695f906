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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A fake of Cloud SQL's backups and restores: one operation at a time for each instance, operations that end with an error, names
 * that stay taken after a deletion, clones with the labels of their source. A restore under a name that exists overwrites that
 * instance, as the service does; {@link #overwritten} tells.
 */
public final class CloudSqlStandIn implements WireServer.Service {

    private static final int PAGE = 2;
    private static final String PROJECT = "/v1/projects/([^/]+)";
    private static final Pattern INSTANCES = Pattern.compile(PROJECT + "/instances");
    private static final Pattern INSTANCE =
            Pattern.compile(PROJECT + "/instances/([^/]+)(?:/(restoreBackup|clone|users))?");
    private static final Pattern LATEST = Pattern.compile(PROJECT + "/instances/([^/]+)/getLatestRecoveryTime");
    private static final Pattern BACKUPS = Pattern.compile(PROJECT + "/backups");
    private static final Pattern OPERATIONS = Pattern.compile(PROJECT + "/operations");
    private static final Pattern NAME = Pattern.compile("[a-z](?:[a-z0-9-]{0,96}[a-z0-9])?");

    private record Operation(String name, String type, String target, String status, String error) {

        Operation in(String other, String itsError) {
            return new Operation(name, type, target, other, itsError);
        }

        Json.Obj json() {
            var json = Json.obj()
                    .with("kind", "sql#operation")
                    .with("name", name)
                    .with("operationType", type)
                    .with("targetId", target)
                    .with("status", status);
            var errors = Json.obj().with("errors", Json.arr(Json.obj().with("code", error)));
            return error.isEmpty() ? json : json.with("error", errors);
        }
    }

    private final String project;
    private final Map<String, Json.Obj> instances = new TreeMap<>();
    private final Map<String, Json.Obj> backups = new TreeMap<>();
    private final Map<String, String> latest = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Deque<String> errors = new ArrayDeque<>();
    private final List<String> changes = new ArrayList<>();
    private final List<String> overwritten = new ArrayList<>();

    public CloudSqlStandIn(String project) {
        this.project = project;
    }

    /** An instance with private addresses; its JSON as the API gives it. */
    public static Json.Obj instance(String name, Map<String, String> labels) {
        return Json.obj()
                .with("name", name)
                .with("state", "RUNNABLE")
                .with("databaseVersion", "POSTGRES_15")
                .with("createTime", "2026-11-30T02:00:00.000Z")
                .with(
                        "settings",
                        Json.obj()
                                .with("userLabels", Json.strings(labels))
                                .with("ipConfiguration", Json.obj().with("ipv4Enabled", false)));
    }

    public synchronized void place(Json.Obj instance) {
        instances.put(text(instance, "name"), instance);
    }

    public synchronized void remove(String name) {
        instances.remove(name);
    }

    public synchronized void backup(String id, String instance, String state, String started) {
        backups.put(
                id,
                Json.obj()
                        .with("name", backupName(id))
                        .with("instance", instance)
                        .with("state", state)
                        .with("databaseVersion", "POSTGRES_15")
                        .with("location", "eu")
                        .with("maxChargeableBytes", "1000")
                        .with("backupInterval", Json.obj().with("startTime", started)));
    }

    public String backupName(String id) {
        return "projects/" + project + "/backups/" + id;
    }

    /** Until when that instance can be cloned. */
    public synchronized void recoverableUntil(String instance, String time) {
        latest.put(instance, time);
    }

    /** The next operation that makes something ends with this error. */
    public synchronized void failNext(String code) {
        errors.add(code);
    }

    public synchronized void alter(String name, UnaryOperator<Json.Obj> how) {
        place(how.apply(instances.getOrDefault(name, Json.Obj.EMPTY)));
    }

    public synchronized Json.Obj instance(String name) {
        return instances.getOrDefault(name, Json.Obj.EMPTY);
    }

    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    public synchronized List<String> overwritten() {
        return List.copyOf(overwritten);
    }

    /** Operations begin, and those that run end. */
    public synchronized void settle() {
        operations.replaceAll(operation -> switch (operation.status()) {
            case "PENDING" -> operation.in("RUNNING", "");
            case "RUNNING" -> end(operation);
            default -> operation;
        });
    }

    private Operation end(Operation operation) {
        var name = operation.target();
        var instance = instances.get(name);
        boolean makes = Set.of("CREATE", "CLONE").contains(operation.type());
        var error = makes && !errors.isEmpty() ? errors.removeFirst() : "";
        if (operation.type().equals("DELETE")) {
            instances.remove(name);
        } else if (instance != null && makes) {
            instances.put(name, instance.with("state", error.isEmpty() ? "RUNNABLE" : "FAILED"));
        }
        return operation.in("DONE", error);
    }

    @Override
    public synchronized WireReply answer(WireRequest request) {
        try {
            return route(request);
        } catch (JsonException e) {
            return RestError.older(400, "invalid", e.getMessage());
        }
    }

    private WireReply route(WireRequest request) throws JsonException {
        var path = request.path();
        for (var pattern : List.of(LATEST, INSTANCE, INSTANCES, BACKUPS, OPERATIONS)) {
            var match = pattern.matcher(path);
            if (match.matches()) {
                return match.group(1).equals(project)
                        ? serve(pattern, match.toMatchResult(), request)
                        : RestError.older(403, "notAuthorized", "canary-of-another-project");
            }
        }
        return RestError.older(404, "notFound", "no such method: " + request);
    }

    private WireReply serve(Pattern pattern, MatchResult match, WireRequest request) throws JsonException {
        if (pattern == LATEST) {
            return latest(match.group(2));
        }
        if (pattern == INSTANCES) {
            return page(request, "items", List.copyOf(instances.values()));
        }
        if (pattern == BACKUPS) {
            var filter = request.query().getOrDefault("filter", "");
            return page(
                    request,
                    "backups",
                    backups.values().stream()
                            .filter(backup -> filter.equals("instance:" + text(backup, "instance")))
                            .toList());
        }
        if (pattern == OPERATIONS) {
            var target = request.query().getOrDefault("instance", "");
            return page(
                    request,
                    "items",
                    operations.reversed().stream()
                            .filter(operation -> operation.target().equals(target))
                            .map(Operation::json)
                            .toList());
        }
        return instance(match.group(2), Optional.ofNullable(match.group(3)).orElse(""), request);
    }

    private WireReply instance(String name, String verb, WireRequest request) throws JsonException {
        if (verb.equals("restoreBackup")) {
            return restore(name, request.json());
        }
        if (!instances.containsKey(name)) {
            return RestError.older(404, "instanceDoesNotExist", "The Cloud SQL instance does not exist.");
        }
        return switch (request.method() + " " + verb) {
            case "GET " -> WireReply.json(200, instance(name));
            case "DELETE " -> delete(name);
            case "PATCH " -> patch(name, request.json());
            case "POST clone" -> copy(name, request.json());
            case "PUT users" -> password(name, request);
            default -> RestError.older(404, "notFound", "no such method: " + request);
        };
    }

    private Optional<WireReply> busy(String name) {
        return operations.stream()
                        .anyMatch(operation -> operation.target().equals(name)
                                && !operation.status().equals("DONE"))
                ? Optional.of(RestError.older(
                        409, "operationInProgress", "Operation failed because another operation was in progress."))
                : Optional.empty();
    }

    private WireReply restore(String name, View body) throws JsonException {
        var backup = backups.values().stream()
                .filter(one -> text(one, "name").equals(text(body, "backup")))
                .findFirst();
        if (backup.isEmpty()) {
            return RestError.older(404, "notFound", "The requested backup does not exist.");
        }
        if (instances.containsKey(name)) {
            overwritten.add(name);
            return started("RESTORE_VOLUME", name);
        }
        var settings = body.at("restoreInstanceSettings", "settings");
        settings.at("tier").nonBlank();
        settings.at("ipConfiguration", "privateNetwork").nonBlank();
        var instance = instance(name, settings.at("userLabels").texts())
                .with("settings", settings.object())
                .with("databaseVersion", text(backup.get(), "databaseVersion"))
                .with("dnsNames", Json.arr(dns(name)));
        return make("CREATE", name, instance);
    }

    private static Json.Obj dns(String name) {
        return Json.obj()
                .with("name", name + ".0a1b2c.europe-west1.sql.goog.")
                .with("connectionType", "PRIVATE_SERVICES_ACCESS")
                .with("dnsScope", "INSTANCE");
    }

    private WireReply make(String type, String name, Json.Obj instance) {
        if (!NAME.matcher(name).matches()) {
            return RestError.older(400, "invalidInstanceName", "The instance name is not valid.");
        }
        if (!taken.add(name)) {
            return RestError.older(409, "instanceAlreadyExists", "The name was used lately.");
        }
        instances.put(
                name,
                instance.with("state", "PENDING_CREATE")
                        .with("serverCaCert", Json.obj().with("cert", "-----BEGIN CERTIFICATE-----")));
        return started(type, name);
    }

    private WireReply started(String type, String name) {
        changes.add(type + " " + name);
        operations.add(new Operation("op-" + operations.size(), type, name, "PENDING", ""));
        return WireReply.json(200, operations.getLast().json());
    }

    private WireReply copy(String source, View body) throws JsonException {
        var context = body.at("cloneContext");
        var name = context.at("destinationInstanceName").nonBlank();
        if (context.at("pointInTime").nonBlank().compareTo(latest.getOrDefault(source, "")) > 0) {
            return RestError.older(400, "errorBackupNotFound", "No backup was found for the point in time.");
        }
        return busy(source)
                .orElseGet(() -> instances.containsKey(name)
                        ? RestError.older(409, "instanceAlreadyExists", "The instance already exists.")
                        : make(
                                "CLONE",
                                name,
                                instance(source).with("name", name).with("dnsNames", Json.arr(dns(name)))));
    }

    private WireReply patch(String name, View body) throws JsonException {
        var busy = busy(name);
        if (busy.isPresent()) {
            return busy.get();
        }
        var settings = View.of(instance(name)).at("settings").object();
        for (var change : body.at("settings").object().members().entrySet()) {
            settings = settings.with(change.getKey(), change.getValue());
        }
        instances.put(name, instance(name).with("settings", settings));
        return started("UPDATE", name);
    }

    private WireReply delete(String name) throws JsonException {
        var busy = busy(name);
        if (busy.isPresent()) {
            return busy.get();
        }
        return View.of(instance(name))
                        .at("settings", "deletionProtectionEnabled")
                        .boolOr(false)
                ? RestError.older(400, "invalidRequest", "The instance is protected.")
                : started("DELETE", name);
    }

    private WireReply password(String name, WireRequest request) throws JsonException {
        var busy = busy(name);
        if (busy.isPresent()) {
            return busy.get();
        }
        request.json().at("password").nonBlank();
        return request.query().getOrDefault("name", "").equals("postgres")
                ? started("UPDATE_USER", name)
                : RestError.older(404, "userDoesNotExist", "The user does not exist.");
    }

    private WireReply latest(String name) {
        return latest.containsKey(name)
                ? WireReply.json(200, Json.obj().with("latestRecoveryTime", latest.getOrDefault(name, "")))
                : RestError.older(404, "instanceDoesNotExist", "The instance has no point in time.");
    }

    private static WireReply page(WireRequest request, String field, List<Json.Obj> all) {
        int from = Integer.parseInt(request.query().getOrDefault("pageToken", "0"));
        int to = Math.min(from + PAGE, all.size());
        var page = Json.obj().with(field, Json.arr(List.<Json>copyOf(all.subList(from, to))));
        return WireReply.json(200, to < all.size() ? page.with("nextPageToken", Integer.toString(to)) : page);
    }

    private static String text(Json.Obj json, String name) {
        return text(View.of(json), name);
    }

    private static String text(View json, String name) {
        try {
            return json.at(name).textOr("");
        } catch (JsonException e) {
            return "";
        }
    }
}
