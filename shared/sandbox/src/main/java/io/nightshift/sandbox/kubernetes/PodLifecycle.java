package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pods that run, how they end, and what their owners start instead. A deleted pod terminates until the next step; then a
 * stateful set starts one of the same name, a replica set and a daemon set one of another name, and a pod without owner is gone.
 */
final class PodLifecycle {

    private static final String TERMINATING = "2026-11-21T03:04:05Z";

    private final Etcd etcd;
    /** How many evictions a budget still allows, by the label {@code app} of its pods. */
    private final Map<String, Integer> budgets = new HashMap<>();

    private int started;

    PodLifecycle(Etcd etcd) {
        this.etcd = etcd;
    }

    void budget(String app, int allowed) {
        budgets.put(app, allowed);
    }

    Json.Obj create(Json.Obj metadata, Json.Obj spec) {
        var status = Json.obj()
                .with("phase", "Running")
                .with("conditions", Json.arr(Json.obj().with("type", "Ready").with("status", "True")));
        return etcd.create(
                "pods",
                Json.obj()
                        .with("apiVersion", "v1")
                        .with("kind", "Pod")
                        .with("metadata", metadata)
                        .with("spec", spec)
                        .with("status", status));
    }

    Json.Obj delete(RequestRoute route, Json.Obj pod, WireRequest request) {
        check(route, pod, options(request));
        return terminate(route.resource(), pod);
    }

    /** @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/">Kubernetes: eviction</a> */
    Json.Obj evict(RequestRoute route, Json.Obj pod, WireRequest request) {
        var eviction = options(request);
        if (!ObjectTree.text(eviction, "apiVersion").equals("policy/v1")
                || !ObjectTree.text(eviction, "kind").equals("Eviction")
                || !ObjectTree.text(eviction, "metadata", "name").equals(route.name())) {
            throw StatusReply.failure(400, "BadRequest", "name in URL does not match name in Eviction object");
        }
        check(route, pod, ObjectTree.object(eviction, "deleteOptions"));
        var app = ObjectTree.text(pod, "metadata", "labels", "app");
        int left = budgets.getOrDefault(app, Integer.MAX_VALUE);
        if (left < 1) {
            throw StatusReply.overBudget(app);
        }
        budgets.computeIfPresent(app, (ignored, allowed) -> allowed - 1);
        terminate(pod);
        return Json.obj().with("kind", "Status").with("apiVersion", "v1").with("status", "Success");
    }

    private static Json.Obj options(WireRequest request) {
        try {
            return request.json().object();
        } catch (JsonException e) {
            throw StatusReply.failure(400, "BadRequest", "error decoding options: " + e.getMessage());
        }
    }

    private static void check(RequestRoute route, Json.Obj pod, Json.Obj options) {
        var uid = ObjectTree.text(options, "preconditions", "uid");
        if (!uid.isEmpty() && !uid.equals(ObjectTree.text(pod, "metadata", "uid"))) {
            throw StatusReply.about(
                    409,
                    "Conflict",
                    route,
                    "Precondition failed: UID in precondition: %s, UID in object meta: canary".formatted(uid));
        }
    }

    private Json.Obj terminate(Json.Obj pod) {
        return terminate("pods", pod);
    }

    private Json.Obj terminate(String resource, Json.Obj object) {
        return etcd.put(resource, ObjectTree.set(object, Json.of(TERMINATING), "metadata", "deletionTimestamp"));
    }

    static boolean terminating(Json.Obj pod) {
        return !ObjectTree.text(pod, "metadata", "deletionTimestamp").isEmpty();
    }

    /** Terminating nodes and pods end, and the owners of pods start others. */
    void settle() {
        etcd.all("nodes").stream()
                .filter(PodLifecycle::terminating)
                .forEach(node -> etcd.remove("nodes", Etcd.key(node)));
        etcd.all("pods").stream().filter(PodLifecycle::terminating).forEach(pod -> {
            etcd.remove("pods", Etcd.key(pod));
            owner(pod).forEach(owner -> restart(pod, owner));
        });
    }

    private static List<Json.Obj> owner(Json.Obj pod) {
        return ObjectTree.items(pod, "metadata", "ownerReferences");
    }

    private void restart(Json.Obj pod, Json.Obj owner) {
        started++;
        var name = ObjectTree.text(owner, "kind").equals("StatefulSet")
                ? ObjectTree.text(pod, "metadata", "name")
                : ObjectTree.text(owner, "name") + "-x" + started;
        var metadata = ObjectTree.without(ObjectTree.object(pod, "metadata"), "deletionTimestamp")
                .with("name", name);
        boolean stays = ObjectTree.text(owner, "kind").equals("DaemonSet");
        var spec = ObjectTree.object(pod, "spec");
        create(metadata, stays ? spec : spec.with("nodeName", "elsewhere"));
    }
}
