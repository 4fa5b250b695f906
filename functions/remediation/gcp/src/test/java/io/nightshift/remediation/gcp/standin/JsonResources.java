package io.nightshift.remediation.gcp.standin;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Resources of Google's REST services by their paths, with the methods that change them. A change under another version than
 * the present one is refused, and so is every method, parameter and member that is not modelled.
 */
public final class JsonResources implements WireServer.Service {

    /** The path of a resource or a collection, and a method of its own after it. */
    private static final Pattern PATH =
            Pattern.compile("/(.+?)(?:(?<=/)(stop|start|reset|resize|setTags|setDeletionProtection|addAccessConfig"
                    + "|deleteAccessConfig|addRule|removeRule|setLabels|createSnapshot|getIamPolicy|setIamPolicy|setUrlMap"
                    + "|rotateServerCa|promoteReplica|abandonInstances)"
                    + "|:(run|failover|disable|enable|execute|getIamPolicy|setIamPolicy))?");

    private static final Pattern SNAPSHOT = Pattern.compile(".*/global/snapshots/([^/]+)");

    private static final String VERSION = "settingsVersion";

    private final Map<String, Json.Obj> resources = new LinkedHashMap<>();
    private final List<Json> resets = new ArrayList<>();
    private final List<Json> snapshots = new ArrayList<>();
    private final List<Json> patchJobs = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();

    /** A refusal with its status and reason. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient WireReply answer;

        Refused(int status, String reason) {
            super(reason);
            answer = RestStandIn.error(status, reason, "canary: " + reason);
        }
    }

    public synchronized void place(String path, Json.Obj resource) {
        resources.put(path, resource);
    }

    /** A complete snapshot of the disk with that id. */
    public synchronized void snapshot(String name, String disk, String created) {
        snapshots.add(Json.obj()
                .with("name", name)
                .with("sourceDiskId", disk)
                .with("status", "READY")
                .with("creationTimestamp", created));
    }

    public synchronized void clear() {
        resources.clear();
    }

    public synchronized Json.Obj resource(String path) {
        return resources.getOrDefault(path, Json.obj());
    }

    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    /** Machines reach the state to which they are on their way, and caches have failed over. */
    public synchronized void settle() {
        resources.replaceAll((path, one) -> settled(one));
    }

    private static Json.Obj settled(Json.Obj one) {
        return switch (text(one, "status")) {
            case "STOPPING" -> one.with("status", "TERMINATED");
            case "STAGING" -> one.with("status", "RUNNING");
            default ->
                text(one, "state").equals("FAILING_OVER")
                        ? one.with("state", "READY").with("currentLocationId", "europe-west1-c")
                        : one;
        };
    }

    /** Reports whether the path is of one of these resources, there or not any more, and not of another stand-in. */
    public synchronized boolean serves(WireRequest request) {
        return resources.keySet().stream().anyMatch(path -> request.path().startsWith("/" + path))
                || request.path().endsWith("/autoscalers")
                || request.path().endsWith("/setUrlMap")
                || request.path().contains("/global/snapshots/")
                || request.path().endsWith("/listServerCas")
                || request.path().endsWith("/global/snapshots")
                || request.path().endsWith("/addresses")
                || request.path().contains("/patchJobs")
                || (request.path().endsWith("/operations") && request.path().contains("/zones/"));
    }

    @Override
    public synchronized WireReply answer(WireRequest request) {
        var path = PATH.matcher(request.path());
        if (!path.matches()) {
            return RestStandIn.error(404, "notFound", "no such path");
        }
        var verb = path.group(2) != null ? path.group(2) : path.group(3) != null ? path.group(3) : "";
        var key = path.group(1).replaceAll("/$", "");
        try {
            if (key.endsWith("/operations")) {
                return listed(resets, "targetId", request);
            }
            if (key.endsWith("/global/snapshots")) {
                return listed(snapshots, "sourceDiskId", request);
            }
            var snapshot = SNAPSHOT.matcher(key);
            if (snapshot.matches() && !resources.containsKey(key)) {
                return WireReply.json(200, taken(snapshot.group(1)));
            }
            if (key.endsWith("/addresses")) {
                return paged("items", below(key), request);
            }
            if (key.endsWith("/patchJobs")) {
                return patchJobs(request, verb);
            }
            if (verb.equals("getIamPolicy")) {
                return WireReply.json(200, existing(key + "/policy"));
            }
            if (verb.equals("setIamPolicy")) {
                return policySet(key, request);
            }
            if (verb.equals("setUrlMap") && !key.contains("/regions/")) {
                key = key.replace("/targetHttpProxies/", "/global/targetHttpProxies/");
            }
            var scaler = request.query().getOrDefault("autoscaler", "");
            var full = scaler.isEmpty() ? key : key + "/" + scaler;
            var found = existing(full);
            return request.method().equals("GET") || full.endsWith("/listManagedInstances")
                    ? WireReply.json(200, found)
                    : changed(full, found, request, verb);
        } catch (Refused e) {
            return e.answer;
        } catch (JsonException e) {
            return RestStandIn.error(400, "invalid", "canary: " + e.getMessage());
        }
    }

    private Json.Obj existing(String path) throws Refused {
        var found = resources.get(path);
        if (found == null) {
            throw new Refused(404, "notFound");
        }
        return found;
    }

    private List<Json> below(String collection) {
        return resources.entrySet().stream()
                .filter(one -> one.getKey().startsWith(collection + "/"))
                .<Json>map(Map.Entry::getValue)
                .toList();
    }

    private WireReply patchJobs(WireRequest request, String verb) throws Refused, JsonException {
        if (!verb.equals("execute")) {
            return paged("patchJobs", patchJobs, request);
        }
        var body = request.json().object();
        only(body, "displayName", "instanceFilter");
        var job = body.with("name", "projects/shop-prod/patchJobs/" + patchJobs.size())
                .with("createTime", "2026-11-21T03:04:05Z");
        patchJobs.add(job);
        changes.add("POST execute patchJobs");
        return WireReply.json(200, job);
    }

    /** Under its etag; with a mask only the members that it names are written. */
    private WireReply policySet(String key, WireRequest request) throws Refused, JsonException {
        var body = request.json().object();
        only(body, "policy", "updateMask");
        var old = existing(key + "/policy");
        var sent = View.of(body).at("policy").object();
        same(text(old, "etag"), text(sent, "etag"));
        var mask = text(body, "updateMask");
        var next = mask.isEmpty() ? sent : old;
        for (var member : mask.isEmpty() ? List.<String>of() : List.of(mask.split(","))) {
            next = next.with(member, sent.members().getOrDefault(member, Json.arr()));
        }
        resources.put(key + "/policy", next.with("etag", text(old, "etag") + "x"));
        changes.add("POST setIamPolicy " + key.substring(key.lastIndexOf('/') + 1));
        return WireReply.json(200, next);
    }

    /** One on a page. */
    private static WireReply paged(String field, List<Json> all, WireRequest request) {
        int from = Integer.parseInt(request.query().getOrDefault("pageToken", "0"));
        var page = Json.obj().with(field, Json.arr(all.subList(from, Math.min(from + 1, all.size()))));
        return WireReply.json(
                200, from + 1 < all.size() ? page.with("nextPageToken", Integer.toString(from + 1)) : page);
    }

    /** Newest first, of the thing that the filter names. */
    private static WireReply listed(List<Json> all, String member, WireRequest request) {
        var filter = request.query().getOrDefault("filter", "");
        var found = all.reversed().stream()
                .filter(one -> filter.contains("\"" + text((Json.Obj) one, member) + "\""))
                .toList();
        return WireReply.json(200, Json.obj().with("items", Json.arr(found)));
    }

    private WireReply changed(String path, Json.Obj found, WireRequest request, String verb)
            throws Refused, JsonException {
        var body = request.body().length == 0 ? Json.obj() : request.json().object();
        var method = request.method() + (verb.isEmpty() ? "" : " " + verb);
        var next = switch (method) {
            case "POST stop" -> power(found, "RUNNING", "STOPPING");
            case "POST start" -> power(found, "TERMINATED", "STAGING");
            case "POST reset" -> reset(found);
            case "POST resize" ->
                request.query().containsKey("size")
                        ? found.with(
                                "targetSize", Long.parseLong(request.query().getOrDefault("size", "")))
                        : resized(found, body);
            case "POST setTags" -> tagged(found, body);
            case "POST setDeletionProtection" ->
                found.with(
                        "deletionProtection",
                        Boolean.parseBoolean(request.query().get("deletionProtection")));
            case "POST addAccessConfig" -> opened(found, request, body);
            case "POST deleteAccessConfig" -> closed(found, request);
            case "POST addRule" -> ruled(found, body);
            case "POST removeRule" -> unruled(found, request.query().getOrDefault("priority", ""));
            case "POST setLabels" -> labelled(found, body);
            case "POST setUrlMap" -> mapped(found, body);
            case "POST rotateServerCa" -> found;
            case "POST promoteReplica" -> promoted(found);
            case "POST abandonInstances" -> abandoned(path, found, body, request);
            case "POST createSnapshot" -> snapshot(found, body);
            case "DELETE" -> found;
            case "POST run" -> found.with("latestCreatedExecution", Json.obj().with("name", "report-2"));
            case "POST failover" -> failing(found, body);
            case "POST disable" -> found.with("disabled", true);
            case "POST enable" -> found.with("disabled", false);
            case "PATCH" -> patched(found, body, request);
            case "PUT" -> put(found, body);
            default -> throw new Refused(404, "notFound");
        };
        if (method.equals("DELETE")) {
            resources.remove(path);
        } else {
            resources.put(path, next);
        }
        if (verb.equals("rotateServerCa")) {
            rotated(path, body);
        }
        changes.add(method + " " + path.substring(path.lastIndexOf('/') + 1));
        return WireReply.json(200, Json.obj().with("name", "operation-" + changes.size()));
    }

    private static Json.Obj promoted(Json.Obj database) throws Refused {
        if (text(database, "masterInstanceName").isEmpty()) {
            throw new Refused(400, "invalidOperation");
        }
        return database.with("masterInstanceName", "");
    }

    private static Json.Obj power(Json.Obj machine, String from, String to) throws Refused {
        if (!text(machine, "status").equals(from)) {
            throw new Refused(400, "resourceNotReady");
        }
        return machine.with("status", to);
    }

    private Json.Obj reset(Json.Obj machine) {
        resets.add(Json.obj()
                .with("name", "operation-reset-" + resets.size())
                .with("operationType", "reset")
                .with("targetId", text(machine, "id")));
        return machine;
    }

    private static Json.Obj resized(Json.Obj disk, Json.Obj body) throws Refused, JsonException {
        only(body, "sizeGb");
        long size = View.of(body).at("sizeGb").integer();
        if (size <= View.of(disk).at("sizeGb").integer()) {
            throw new Refused(400, "invalid");
        }
        return disk.with("sizeGb", Long.toString(size));
    }

    private static Json.Obj tagged(Json.Obj machine, Json.Obj body) throws Refused, JsonException {
        only(body, "items", "fingerprint");
        var tags = View.of(machine).at("tags");
        same(tags.at("fingerprint").text(), text(body, "fingerprint"));
        return machine.with("tags", body.with("fingerprint", text(body, "fingerprint") + "x"));
    }

    private static Json.Obj labelled(Json.Obj resource, Json.Obj body) throws Refused {
        only(body, "labels", "labelFingerprint");
        same(text(resource, "labelFingerprint"), text(body, "labelFingerprint"));
        return resource.with("labels", body.members().getOrDefault("labels", Json.obj()))
                .with("labelFingerprint", text(body, "labelFingerprint") + "x");
    }

    private Json.Obj taken(String name) throws Refused {
        return snapshots.stream()
                .filter(one -> text((Json.Obj) one, "name").equals(name))
                .map(Json.Obj.class::cast)
                .findFirst()
                .orElseThrow(() -> new Refused(404, "notFound"));
    }

    /** The new map has to exist. */
    private Json.Obj mapped(Json.Obj proxy, Json.Obj body) throws Refused {
        only(body, "urlMap");
        existing("compute/v1/" + text(body, "urlMap"));
        return proxy.with("urlMap", "https://www.googleapis.com/compute/v1/" + text(body, "urlMap"));
    }

    private void rotated(String database, Json.Obj body) throws Refused, JsonException {
        only(body, "rotateServerCaContext");
        var path = database + "/listServerCas";
        var next = View.of(body).at("rotateServerCaContext", "nextVersion").text();
        resources.put(path, existing(path).with("activeVersion", next));
    }

    /** The machine leaves the list of members; what is repeated under one request id is done once. */
    private Json.Obj abandoned(String path, Json.Obj group, Json.Obj body, WireRequest request)
            throws Refused, JsonException {
        only(body, "instances");
        if (!request.query().containsKey("requestId")) {
            throw new Refused(400, "invalid");
        }
        var gone = View.of(body).at("instances").strings();
        var list = path + "/listManagedInstances";
        var left = new ArrayList<Json>();
        for (var member : View.of(existing(list)).at("managedInstances").items()) {
            var url = member.at("instance").text();
            if (gone.stream().noneMatch(name -> url.endsWith("/" + name))) {
                left.add(member.json());
            }
        }
        resources.put(list, Json.obj().with("managedInstances", Json.arr(left)));
        return group;
    }

    private Json.Obj snapshot(Json.Obj disk, Json.Obj body) throws Refused {
        only(body, "name");
        snapshot(text(body, "name"), text(disk, "id"), "2026-11-20T19:04:05.000-08:00");
        return disk;
    }

    /** An address that is not named is any free one. */
    private static Json.Obj opened(Json.Obj machine, WireRequest request, Json.Obj config)
            throws Refused, JsonException {
        only(config, "name", "type", "natIP", "networkTier", "externalIpv6", "externalIpv6PrefixLength");
        boolean six = text(config, "type").equals("DIRECT_IPV6");
        var address = six ? "externalIpv6" : "natIP";
        var whole = config.get(address) == null ? config.with(address, six ? "2001:db8::9" : "203.0.113.9") : config;
        var network = network(machine, request);
        var family = six ? "ipv6AccessConfigs" : "accessConfigs";
        if (!network.at(family).items().isEmpty()) {
            throw new Refused(400, "invalid");
        }
        return interfaced(machine, network.object().with(family, Json.arr(whole)));
    }

    private static Json.Obj closed(Json.Obj machine, WireRequest request) throws Refused, JsonException {
        var network = network(machine, request);
        var name = request.query().getOrDefault("accessConfig", "");
        for (var family : List.of("accessConfigs", "ipv6AccessConfigs")) {
            for (var config : network.at(family).items()) {
                if (config.at("name").text().equals(name)) {
                    return interfaced(machine, network.object().with(family, Json.arr()));
                }
            }
        }
        throw new Refused(400, "invalid");
    }

    private static View network(Json.Obj machine, WireRequest request) throws Refused, JsonException {
        var network = View.of(machine).at("networkInterfaces").items().getFirst();
        same(network.at("name").text(), request.query().getOrDefault("networkInterface", ""));
        return network;
    }

    private static Json.Obj interfaced(Json.Obj machine, Json.Obj network) {
        return machine.with("networkInterfaces", Json.arr(network));
    }

    private static Json.Obj ruled(Json.Obj policy, Json.Obj rule) throws Refused, JsonException {
        only(rule, "priority", "action", "description", "match");
        var rules = new ArrayList<Json>();
        for (var one : View.of(policy).at("rules").items()) {
            if (one.at("priority").integer() == View.of(rule).at("priority").integer()) {
                throw new Refused(400, "invalid");
            }
            rules.add(one.json());
        }
        rules.add(rule);
        return policy.with("rules", Json.arr(rules));
    }

    private static Json.Obj unruled(Json.Obj policy, String priority) throws Refused, JsonException {
        var rules = new ArrayList<Json>();
        for (var one : View.of(policy).at("rules").items()) {
            if (!one.at("priority").text().equals(priority)) {
                rules.add(one.json());
            }
        }
        return policy.with("rules", Json.arr(rules));
    }

    private static Json.Obj failing(Json.Obj cache, Json.Obj body) throws Refused {
        only(body, "dataProtectionMode");
        same(text(cache, "state"), "READY");
        return cache.with("state", "FAILING_OVER");
    }

    /** Under its version: of the settings, of the bucket, of the subnet. */
    private static Json.Obj patched(Json.Obj old, Json.Obj body, WireRequest request) throws Refused, JsonException {
        if (old.get("settings") != null) {
            only(body, "settings");
            var settings = View.of(old).at("settings");
            same(
                    settings.at(VERSION).text(),
                    View.of(body).at("settings", VERSION).text());
            var next = merged(settings.object(), View.of(body).at("settings").object());
            return old.with("settings", next.with(VERSION, settings.at(VERSION).text() + "1"));
        }
        if (old.get("metageneration") != null) {
            only(body, "iamConfiguration");
            same(text(old, "metageneration"), request.query().getOrDefault("ifMetagenerationMatch", ""));
            return merged(old, body).with("metageneration", text(old, "metageneration") + "1");
        }
        if (old.get("fingerprint") != null) {
            only(body, "fingerprint", "logConfig");
            same(text(old, "fingerprint"), text(body, "fingerprint"));
            return merged(old, body).with("fingerprint", text(old, "fingerprint") + "x");
        }
        if (old.get("destination") != null) {
            only(body, "disabled");
            same("disabled", request.query().getOrDefault("updateMask", ""));
            same("true", request.query().getOrDefault("uniqueWriterIdentity", ""));
            return merged(old, body);
        }
        if (old.get("retentionDays") != null) {
            only(body, "retentionDays");
            same("retentionDays", request.query().getOrDefault("updateMask", ""));
            return merged(old, body);
        }
        only(body, "disabled", "autoscalingPolicy", "logConfig", "versions");
        return merged(old, body);
    }

    /** An IAM policy, under its etag. */
    private static Json.Obj put(Json.Obj old, Json.Obj body) throws Refused {
        only(body, "kind", "version", "etag", "bindings");
        same(text(old, "etag"), text(body, "etag"));
        return body.with("etag", text(old, "etag") + "x");
    }

    private static Json.Obj merged(Json.Obj old, Json.Obj patch) {
        var next = old;
        for (var member : patch.members().entrySet()) {
            var present = old.get(member.getKey());
            next = next.with(
                    member.getKey(),
                    present instanceof Json.Obj before && member.getValue() instanceof Json.Obj changed
                            ? merged(before, changed)
                            : member.getValue());
        }
        return next;
    }

    private static void only(Json.Obj body, String... members) throws Refused {
        if (!List.of(members).containsAll(body.members().keySet())) {
            throw new Refused(400, "invalid");
        }
    }

    private static void same(String present, String sent) throws Refused {
        if (!present.equals(sent)) {
            throw new Refused(412, "conditionNotMet");
        }
    }

    private static String text(Json.Obj object, String member) {
        return object.get(member) instanceof Json.Str(var value) ? value : "";
    }
}
