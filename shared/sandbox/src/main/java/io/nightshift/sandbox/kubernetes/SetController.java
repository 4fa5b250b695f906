package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;

/** Simulates the controllers of stateful sets and daemon sets: they observe a new template, and all pods have it. */
final class SetController {

    private final Etcd etcd;

    SetController(Etcd etcd) {
        this.etcd = etcd;
    }

    void settle() {
        etcd.all("statefulsets").forEach(set -> status(set, ObjectTree.number(set, "spec", "replicas")));
        etcd.all("daemonsets").forEach(set -> etcd.put("daemonsets", set.with("status", daemons(set, nodes()))));
    }

    /** So many pods of a stateful set do not serve. */
    void crash(String key, int pods) {
        var set = etcd.get("statefulsets", key);
        status(set, ObjectTree.number(set, "spec", "replicas") - pods);
    }

    private int nodes() {
        return etcd.all("nodes").size();
    }

    private void status(Json.Obj set, int available) {
        int replicas = ObjectTree.number(set, "spec", "replicas");
        var status = Json.obj()
                .with("observedGeneration", ObjectTree.number(set, "metadata", "generation"))
                .with("replicas", replicas)
                .with("updatedReplicas", replicas)
                .with("currentReplicas", replicas)
                .with("readyReplicas", available)
                .with("availableReplicas", available);
        etcd.put("statefulsets", set.with("status", status));
    }

    private static Json.Obj daemons(Json.Obj set, int nodes) {
        return Json.obj()
                .with("observedGeneration", ObjectTree.number(set, "metadata", "generation"))
                .with("desiredNumberScheduled", nodes)
                .with("currentNumberScheduled", nodes)
                .with("updatedNumberScheduled", nodes)
                .with("numberReady", nodes)
                .with("numberAvailable", nodes);
    }
}
