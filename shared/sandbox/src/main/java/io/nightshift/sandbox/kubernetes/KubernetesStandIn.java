package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A fake of a Kubernetes API server as documented, for deployments, their replica sets, stateful and daemon sets, pods and
 * their eviction, autoscalers, services, HTTP routes and nodes, with their controllers behind it: bearer token, verbs of a Role,
 * patches under optimistic concurrency, generations that the controller observes, label selectors, pages, and {@code Status}
 * for errors. Strict: it rejects everything that a request must not contain.
 *
 * <p>Not simulated: TLS, admission, defaulting and most validation, managed fields, real time.
 */
public final class KubernetesStandIn implements AutoCloseable {

    /** Looks like a secret, so that a test can search for it where it must not appear. */
    public static final String TOKEN = "canary-token-of-kubernetes";

    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "get", Set.of("timeout"),
            "list", Set.of("labelSelector", "fieldSelector", "limit", "continue", "timeout"),
            "delete", Set.of("gracePeriodSeconds", "propagationPolicy"),
            "create", Set.of("fieldManager", "fieldValidation"),
            "patch", Set.of("fieldManager", "fieldValidation", "timeout"));

    private final Etcd etcd = new Etcd();
    private final DeploymentController controller = new DeploymentController(etcd);
    private final SetController sets = new SetController(etcd);
    private final PodLifecycle pods = new PodLifecycle(etcd);
    private final List<String> changes = new ArrayList<>();
    private final Set<String> forbidden = new HashSet<>();
    private final WireServer wire = WireServer.before(this::serve);

    public URI endpoint() {
        return wire.endpoint();
    }

    /** The server itself: recorded requests, and faults. */
    public WireServer wire() {
        return wire;
    }

    /** A kubeconfig file for it, with one context. */
    public String kubeconfig(String cluster, String namespace) {
        return """
                apiVersion: v1
                kind: Config
                current-context: night
                clusters: [{name: "%1$s", cluster: {server: "%3$s"}}]
                users: [{name: nightshift, user: {token: "%4$s"}}]
                contexts: [{name: night, context: {cluster: "%1$s", user: nightshift, namespace: "%2$s"}}]
                """.formatted(cluster, namespace, endpoint(), TOKEN);
    }

    /** A deployment of four pods whose first rollout is complete. */
    public synchronized void deploy(String namespace, String name, String image) {
        var strategy = Json.obj()
                .with("type", "RollingUpdate")
                .with("rollingUpdate", Json.obj().with("maxSurge", "25%").with("maxUnavailable", "25%"));
        workload(
                "Deployment",
                namespace,
                name,
                image,
                Json.obj().with("replicas", 4).with("strategy", strategy));
        controller.settle();
    }

    /** A stateful set of so many pods whose rollout is complete. */
    public synchronized void statefulSet(String namespace, String name, String image, int replicas) {
        var strategy = Json.obj()
                .with("type", "RollingUpdate")
                .with("rollingUpdate", Json.obj().with("partition", 0));
        workload(
                "StatefulSet",
                namespace,
                name,
                image,
                Json.obj().with("replicas", replicas).with("updateStrategy", strategy));
        sets.settle();
    }

    /** A daemon set with a pod on each node. */
    public synchronized void daemonSet(String namespace, String name, String image) {
        var strategy = Json.obj()
                .with("type", "RollingUpdate")
                .with("rollingUpdate", Json.obj().with("maxUnavailable", 1).with("maxSurge", 0));
        workload("DaemonSet", namespace, name, image, Json.obj().with("updateStrategy", strategy));
        sets.settle();
    }

    private void workload(String kind, String namespace, String name, String image, Json.Obj spec) {
        var labels = Json.obj().with("app", name);
        var container = Json.obj()
                .with("name", name)
                .with("image", image)
                .with("env", Json.arr(Json.obj().with("name", "PASSWORD").with("value", "canary-in-the-template")))
                .with("resources", Json.obj());
        var template = Json.obj()
                .with("metadata", Json.obj().with("labels", labels))
                .with("spec", Json.obj().with("containers", Json.arr(container)));
        etcd.create(
                kind.toLowerCase(Locale.ROOT) + "s",
                Json.obj()
                        .with("apiVersion", "apps/v1")
                        .with("kind", kind)
                        .with("metadata", named(namespace, name).with("labels", labels.with("team", "shop")))
                        .with(
                                "spec",
                                spec.with("selector", Json.obj().with("matchLabels", labels))
                                        .with("template", template)));
    }

    private static Json.Obj named(String namespace, String name) {
        return Json.obj().with("name", name).with("namespace", namespace);
    }

    /**
     * A pod that runs and is ready.
     *
     * @param kind of its owner: {@code ReplicaSet}, {@code StatefulSet}, {@code DaemonSet}; empty if it has none
     * @param owner the name of its owner
     */
    public synchronized void pod(String key, String kind, String owner, String node) {
        var parts = key.split("/", 2);
        var container = Json.obj()
                .with("name", "main")
                .with("image", "main:1")
                .with("env", Json.arr(Json.obj().with("name", "PASSWORD").with("value", "canary-in-a-pod")));
        var metadata = named(parts[0], parts[1])
                .with("labels", Json.obj().with("app", owner).with("team", "shop"));
        pods.create(
                kind.isEmpty() ? metadata : metadata.with("ownerReferences", Json.arr(ownedBy(kind, parts[0], owner))),
                Json.obj().with("nodeName", node).with("containers", Json.arr(container)));
    }

    private Json.Obj ownedBy(String kind, String namespace, String owner) {
        var object = etcd.get(kind.toLowerCase(Locale.ROOT) + "s", namespace + "/" + owner);
        return Json.obj()
                .with("apiVersion", "apps/v1")
                .with("kind", kind)
                .with("name", owner)
                .with("uid", ObjectTree.text(object, "metadata", "uid"))
                .with("controller", true);
    }

    /** A horizontal pod autoscaler of a deployment. */
    public synchronized void autoscaler(String namespace, String name, String deployment, int min, int max) {
        var target = Json.obj()
                .with("apiVersion", "apps/v1")
                .with("kind", "Deployment")
                .with("name", deployment);
        etcd.create(
                "horizontalpodautoscalers",
                Json.obj()
                        .with("apiVersion", "autoscaling/v2")
                        .with("kind", "HorizontalPodAutoscaler")
                        .with("metadata", named(namespace, name))
                        .with(
                                "spec",
                                Json.obj()
                                        .with("scaleTargetRef", target)
                                        .with("minReplicas", min)
                                        .with("maxReplicas", max)));
    }

    /** A disruption budget for the pods with that label {@code app} allows so many evictions, and then none. */
    public synchronized void budget(String app, int allowed) {
        pods.budget(app, allowed);
    }

    /** So many pods of a stateful set do not serve. */
    public synchronized void crashSet(String key, int broken) {
        sets.crash(key, broken);
    }

    /** An object as it is stored. */
    public synchronized Json.Obj object(String resource, String key) {
        return etcd.get(resource, key);
    }

    /** The name of the newest controller revision of a stateful set or daemon set. */
    public synchronized String newestRevision(String key) {
        return sets.newest(key);
    }

    /** The keys of all pods that are not terminating, in order. */
    public synchronized List<String> runningPods() {
        return etcd.all("pods").stream()
                .filter(pod -> !PodLifecycle.terminating(pod))
                .map(Etcd::key)
                .toList();
    }

    /** A stateful set or daemon set, for lists; no controller works on it. */
    public synchronized void workload(String resource, String namespace, String name) {
        etcd.create(
                resource,
                Json.obj()
                        .with("apiVersion", "apps/v1")
                        .with("kind", resource.equals("daemonsets") ? "DaemonSet" : "StatefulSet")
                        .with("metadata", Json.obj().with("name", name).with("namespace", namespace)));
    }

    /**
     * A Linux node.
     *
     * @param labels in addition to those of every node
     * @param taints {@code KEY=VALUE:EFFECT}
     */
    public synchronized void node(String name, String architecture, Map<String, String> labels, String... taints) {
        var all = Json.obj().with("kubernetes.io/arch", architecture).with("kubernetes.io/os", "linux");
        for (var label : labels.entrySet()) {
            all = all.with(label.getKey(), label.getValue());
        }
        var tainted = List.of(taints).stream()
                .map(taint -> taint.split("[=:]", 3))
                .map(taint ->
                        Json.obj().with("key", taint[0]).with("value", taint[1]).with("effect", taint[2]))
                .toList();
        var info = Json.obj().with("architecture", architecture).with("operatingSystem", "linux");
        var ready = Json.obj().with("type", "Ready").with("status", "True");
        etcd.create(
                "nodes",
                Json.obj()
                        .with("apiVersion", "v1")
                        .with("kind", "Node")
                        .with("metadata", Json.obj().with("name", name).with("labels", all))
                        .with("spec", Json.obj().with("taints", Json.arr(tainted)))
                        .with("status", Json.obj().with("nodeInfo", info).with("conditions", Json.arr(ready))));
    }

    /** A service for the pods of a deployment created by {@link #deploy}. */
    public synchronized void service(String namespace, String name, String deployment) {
        etcd.create(
                "services",
                Json.obj()
                        .with("apiVersion", "v1")
                        .with("kind", "Service")
                        .with("metadata", Json.obj().with("name", name).with("namespace", namespace))
                        .with("spec", Json.obj().with("selector", Json.obj().with("app", deployment))));
    }

    /**
     * A route that sends a share of all paths to each of two services, in two rules, and that its gateway has accepted.
     *
     * @param weight of the first; the second has the rest of 100
     */
    public synchronized void route(String namespace, String name, String first, String second, int weight) {
        var rules = List.of("/", "/api").stream()
                .map(path -> Json.obj()
                        .with(
                                "matches",
                                Json.arr(Json.obj().with("path", Json.obj().with("value", path))))
                        .with("backendRefs", Json.arr(backend(first, weight), backend(second, 100 - weight))))
                .toList();
        etcd.create(
                "httproutes",
                Json.obj()
                        .with("apiVersion", "gateway.networking.k8s.io/v1")
                        .with("kind", "HTTPRoute")
                        .with("metadata", Json.obj().with("name", name).with("namespace", namespace))
                        .with("spec", Json.obj().with("rules", Json.arr(rules))));
        settle();
    }

    /** An external secret whose copy has been made. */
    public synchronized void externalSecret(String namespace, String name) {
        etcd.create(
                "externalsecrets",
                Json.obj()
                        .with("apiVersion", "external-secrets.io/v1")
                        .with("kind", "ExternalSecret")
                        .with(
                                "metadata",
                                named(namespace, name).with("labels", Json.obj().with("team", "shop")))
                        .with("spec", Json.obj().with("refreshInterval", "1h")));
        refresh(namespace + "/" + name, Instant.parse("2026-11-20T00:00:00Z"), true);
    }

    /** The External Secrets Operator copies a secret, or fails to. */
    public synchronized void refresh(String key, Instant at, boolean copied) {
        var ready = Json.obj()
                .with("type", "Ready")
                .with("status", copied ? "True" : "False")
                .with("reason", copied ? "SecretSynced" : "SecretSyncedError");
        report(
                "externalsecrets",
                key,
                Json.obj().with("refreshTime", at.toString()).with("conditions", Json.arr(ready)));
    }

    private static Json.Obj backend(String service, int weight) {
        return Json.obj().with("name", service).with("port", 80).with("weight", weight);
    }

    /** Someone deploys another image; the controller has not observed it yet. */
    public synchronized void release(String key, String image) {
        release("deployments", key, image);
    }

    /** The same of another kind of workload. */
    public synchronized void release(String resource, String key, String image) {
        edit(resource, key, deployment -> {
            var containers = (Json.Arr) ObjectTree.get(deployment, "spec", "template", "spec", "containers")
                    .orElseThrow();
            var container = ((Json.Obj) containers.items().getFirst()).with("image", image);
            return ObjectTree.set(deployment, Json.arr(container), "spec", "template", "spec", "containers");
        });
    }

    /** Changes an object directly, as another client would. */
    public synchronized void edit(String key, UnaryOperator<Json.Obj> how) {
        edit("deployments", key, how);
    }

    public synchronized void edit(String resource, String key, UnaryOperator<Json.Obj> how) {
        write(resource, etcd.get(resource, key), how.apply(etcd.get(resource, key)));
    }

    /** Sets one field by its path. */
    public synchronized void set(String key, Json value, String... path) {
        edit(key, deployment -> ObjectTree.set(deployment, value, path));
    }

    /** Sets one field of any object. */
    public synchronized void set(String resource, String key, Json value, String... path) {
        edit(resource, key, object -> ObjectTree.set(object, value, path));
    }

    /** Sets the status of an object, as a controller or a kubelet would. */
    public synchronized void report(String resource, String key, Json.Obj status) {
        etcd.put(resource, etcd.get(resource, key).with("status", status));
    }

    public synchronized void remove(String resource, String key) {
        etcd.remove(resource, key);
    }

    /** Pods with that image never start. */
    public synchronized void breakImage(String image) {
        breakImage(image, "CrashLoopBackOff");
    }

    /** @param reason the reason for which their containers wait, as the kubelet names it */
    public synchronized void breakImage(String image, String reason) {
        controller.breakImage(image, reason);
    }

    /** Pods of the current revision crash; new ones, after a restart, do not. */
    public synchronized void crash(String key, int pods) {
        controller.crash(key, pods);
    }

    /** The controller observes all changes. */
    public synchronized void observe() {
        controller.observe();
    }

    /** Lets time pass: rollouts complete, except those that cannot. */
    public synchronized void settle() {
        controller.settle();
        sets.settle();
        pods.settle();
        Gateway.settle(etcd);
    }

    /** Lets more time pass than the progress deadline of a rollout. */
    public synchronized void passDeadline() {
        controller.deadline();
    }

    /** Removes a verb on a resource from the Role. */
    public synchronized void forbid(String verb, String resource) {
        forbidden.add(verb + " " + resource);
    }

    /** Adds it again. */
    public synchronized void permit(String verb, String resource) {
        forbidden.remove(verb + " " + resource);
    }

    /** The effective changes over the wire, in order: {@code template of shop/frontend}. */
    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    public synchronized Json.Obj deployment(String key) {
        return etcd.get("deployments", key);
    }

    public synchronized String image(String key) {
        return ObjectTree.get(etcd.get("deployments", key), "spec", "template", "spec", "containers")
                .map(all -> ObjectTree.text(((Json.Arr) all).items().getFirst(), "image"))
                .orElse("");
    }

    public synchronized String annotation(String key, String name) {
        return ObjectTree.text(etcd.get("deployments", key), "metadata", "annotations", name);
    }

    public synchronized String templateAnnotation(String key, String name) {
        return ObjectTree.text(etcd.get("deployments", key), "spec", "template", "metadata", "annotations", name);
    }

    public synchronized Json.Obj template(String key) {
        return ObjectTree.object(etcd.get("deployments", key), "spec", "template");
    }

    public synchronized Json.Obj httpRoute(String key) {
        return etcd.get("httproutes", key);
    }

    /** The images of all replica sets, first containers only. */
    public synchronized List<String> replicaSetImages() {
        return etcd.all("replicasets").stream()
                .map(set -> ObjectTree.text(
                        ObjectTree.items(set, "spec", "template", "spec", "containers")
                                .getFirst(),
                        "image"))
                .toList();
    }

    /** Keys of the replica sets, in order. */
    public synchronized List<String> replicaSets() {
        return etcd.all("replicasets").stream().map(Etcd::key).toList();
    }

    /** A {@code Status} as a scripted response. */
    public static WireReply.Reply status(int code, String reason) {
        return StatusReply.of(code, reason, "canary-of-the-server", Json.obj());
    }

    @Override
    public void close() {
        wire.close();
    }

    private synchronized WireReply serve(WireRequest request) {
        try {
            if (!request.header("Authorization").equals("Bearer " + TOKEN)) {
                throw StatusReply.failure(401, "Unauthorized", "Unauthorized");
            }
            var discovery = Discovery.answer(request);
            if (discovery.isPresent()) {
                return discovery.get();
            }
            var route = RequestRoute.of(request)
                    .orElseThrow(() ->
                            StatusReply.failure(404, "NotFound", "the server could not find the requested resource"));
            check(request, route);
            return WireReply.json(route.verb().equals("create") ? 201 : 200, answer(request, route));
        } catch (StatusReply e) {
            return e.reply();
        }
    }

    private void check(WireRequest request, RequestRoute route) {
        var parameters = PARAMETERS.get(route.verb());
        if (parameters == null) {
            throw StatusReply.failure(
                    405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        }
        if (!parameters.containsAll(request.query().keySet())) {
            throw StatusReply.failure(400, "BadRequest", "not a parameter here: " + request.uri());
        }
        if (forbidden.contains(route.verb() + " " + route.full())) {
            throw StatusReply.about(
                    403,
                    "Forbidden",
                    route,
                    "%s.%s \"%s\" is forbidden: User \"canary-user\" cannot %s resource \"%s\" in API group \"%s\" in the namespace \"%s\""
                            .formatted(
                                    route.resource(),
                                    route.group(),
                                    route.name(),
                                    route.verb(),
                                    route.full(),
                                    route.group(),
                                    route.namespace()));
        }
    }

    private Json.Obj answer(WireRequest request, RequestRoute route) {
        return switch (route.verb()) {
            case "get" -> stored(route);
            case "list" -> Listing.page(request, route, etcd);
            case "patch" -> patch(request, route);
            default -> end(request, route);
        };
    }

    /** The deletion or the eviction of a pod, or the deletion of a node; nothing else is deleted or created. */
    private Json.Obj end(WireRequest request, RequestRoute route) {
        if (!List.of("pods", "nodes").contains(route.resource())
                || route.eviction() != route.verb().equals("create")) {
            throw StatusReply.failure(
                    405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        }
        var pod = stored(route);
        boolean before = PodLifecycle.terminating(pod);
        var answer = route.eviction() ? pods.evict(route, pod, request) : pods.delete(route, pod, request);
        if (!before) {
            changes.add((route.eviction() ? "eviction" : "deletion") + " of " + route.label());
        }
        return answer;
    }

    private Json.Obj stored(RequestRoute route) {
        return etcd.find(route.resource(), route.key()).orElseThrow(() -> StatusReply.notFound(route));
    }

    private Json.Obj patch(WireRequest request, RequestRoute route) {
        var old = stored(route);
        var wanted = ObjectTree.decoded(Patching.patched(old, request));
        if (!version(wanted).equals(version(old))) {
            throw StatusReply.about(
                    409,
                    "Conflict",
                    route,
                    "Operation cannot be fulfilled on %s.%s \"%s\": the object has been modified; please apply your changes to the latest version and try again"
                            .formatted(route.resource(), route.group(), route.name()));
        }
        Validation.check(route, old, wanted);
        var stored = write(route.resource(), old, wanted);
        if (!stored.equals(old)) {
            changes.add(changed(route, stored, old) + " of " + route.label());
        }
        return stored;
    }

    private static String changed(RequestRoute route, Json.Obj stored, Json.Obj old) {
        var fixed = Map.of(
                "httproutes",
                "route",
                "nodes",
                "spec",
                "horizontalpodautoscalers",
                "bounds",
                "externalsecrets",
                "metadata");
        if (fixed.containsKey(route.resource())) {
            return fixed.getOrDefault(route.resource(), "");
        }
        if (!ObjectTree.get(stored, "spec", "template").equals(ObjectTree.get(old, "spec", "template"))) {
            return "template";
        }
        boolean scaled = ObjectTree.number(stored, "spec", "replicas") != ObjectTree.number(old, "spec", "replicas");
        return scaled ? "replicas" : "metadata";
    }

    private static String version(Json.Obj object) {
        return ObjectTree.text(object, "metadata", "resourceVersion");
    }

    /** Another spec is another generation; only the controller writes the status. */
    private Json.Obj write(String resource, Json.Obj old, Json.Obj wanted) {
        var kept = ObjectTree.get(old, "status")
                .map(status -> wanted.with("status", status))
                .orElse(wanted);
        boolean same = ObjectTree.get(kept, "spec").equals(ObjectTree.get(old, "spec"));
        int generation = ObjectTree.number(old, "metadata", "generation") + (same ? 0 : 1);
        return etcd.put(resource, ObjectTree.set(kept, Json.of(generation), "metadata", "generation"));
    }
}
