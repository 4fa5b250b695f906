package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.Comparator;
import java.util.List;

/** Simulates the controllers of stateful sets and daemon sets: they observe a new template, and all pods have it. */
final class SetController {

    private final Etcd etcd;

    SetController(Etcd etcd) {
        this.etcd = etcd;
    }

    void settle() {
        for (var kind : List.of("statefulsets", "daemonsets")) {
            etcd.all(kind).stream()
                    .filter(set -> ObjectTree.get(set, "spec", "template").isPresent())
                    .forEach(this::revise);
        }
        etcd.all("statefulsets").forEach(set -> status(set, ObjectTree.number(set, "spec", "replicas")));
        etcd.all("daemonsets").forEach(set -> etcd.put("daemonsets", set.with("status", daemons(set, nodes()))));
    }

    /** A template that was there before gets the highest number again. */
    private void revise(Json.Obj set) {
        var uid = ObjectTree.text(set, "metadata", "uid");
        var template = ObjectTree.object(set, "spec", "template").with("$patch", "replace");
        var data = Json.obj().with("spec", Json.obj().with("template", template));
        var all = etcd.all("controllerrevisions").stream()
                .filter(one -> ObjectTree.text(
                                ObjectTree.items(one, "metadata", "ownerReferences")
                                        .getFirst(),
                                "uid")
                        .equals(uid))
                .toList();
        int newest = all.stream()
                .mapToInt(one -> ObjectTree.number(one, "revision"))
                .max()
                .orElse(0);
        var same = all.stream()
                .filter(one -> ObjectTree.object(one, "data").equals(data))
                .findFirst();
        if (same.isEmpty()) {
            etcd.create("controllerrevisions", made(set, data).with("revision", newest + 1));
        } else if (ObjectTree.number(same.get(), "revision") < newest) {
            etcd.put("controllerrevisions", same.get().with("revision", newest + 1));
        }
    }

    private static Json.Obj made(Json.Obj set, Json.Obj data) {
        var name = ObjectTree.text(set, "metadata", "name");
        var owner = Json.obj()
                .with("apiVersion", "apps/v1")
                .with("kind", ObjectTree.text(set, "kind"))
                .with("name", name)
                .with("uid", ObjectTree.text(set, "metadata", "uid"))
                .with("controller", true);
        return Json.obj()
                .with(
                        "metadata",
                        Json.obj()
                                .with(
                                        "name",
                                        name + "-" + Sha256.hex(data.text()).substring(0, 10))
                                .with("namespace", ObjectTree.text(set, "metadata", "namespace"))
                                .with("labels", ObjectTree.object(set, "spec", "template", "metadata", "labels"))
                                .with("ownerReferences", Json.arr(owner)))
                .with("data", data);
    }

    String newest(String key) {
        return etcd.all("controllerrevisions").stream()
                .filter(one -> Etcd.key(one).startsWith(key + "-"))
                .max(Comparator.comparingInt(one -> ObjectTree.number(one, "revision")))
                .map(one -> ObjectTree.text(one, "metadata", "name"))
                .orElseThrow();
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
