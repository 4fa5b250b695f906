package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Simulates the deployment controller of kube-controller-manager, in steps that a test takes: it observes a new template and
 * creates its replica set, the new pods start, the progress deadline passes.
 */
final class DeploymentController {

    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HISTORY = "deployment.kubernetes.io/revision-history";
    private static final String HASH = "pod-template-hash";

    private final Etcd etcd;
    /** The reason for which the pods of an image wait, for images that do not start. */
    private final Map<String, String> brokenImages = new HashMap<>();

    /** The number of crashing pods of a replica set, by its key. */
    private final Map<String, Integer> crashing = new HashMap<>();

    DeploymentController(Etcd etcd) {
        this.etcd = etcd;
    }

    void breakImage(String image, String reason) {
        brokenImages.put(image, reason);
    }

    void crash(String key, int pods) {
        var deployment = etcd.get("deployments", key);
        crashing.put(setOf(deployment).map(Etcd::key).orElseThrow(), pods);
        status(deployment, "NewReplicaSetAvailable", true);
    }

    /** Observes new templates. */
    void observe() {
        for (var deployment : etcd.all("deployments")) {
            if (ObjectTree.number(deployment, "metadata", "generation")
                    > ObjectTree.number(deployment, "status", "observedGeneration")) {
                observe(deployment);
            }
        }
    }

    private void observe(Json.Obj deployment) {
        var before = ObjectTree.text(deployment, "metadata", "annotations", REVISION);
        var set = revised(setOf(deployment).orElseGet(() -> make(deployment)), deployment);
        var revision = ObjectTree.text(set, "metadata", "annotations", REVISION);
        var seen = ObjectTree.set(deployment, Json.of(revision), "metadata", "annotations", REVISION);
        if (revision.equals(before)) {
            status(seen, reason(seen), true);
        } else {
            status(seen, "ReplicaSetUpdated", false);
        }
    }

    private static String reason(Json.Obj deployment) {
        return ObjectTree.get(deployment, "status", "conditions")
                .map(all -> ObjectTree.text(((Json.Arr) all).items().getFirst(), "reason"))
                .orElse("ReplicaSetUpdated");
    }

    private Optional<Json.Obj> setOf(Json.Obj deployment) {
        return etcd.all("replicasets").stream()
                .filter(set -> owner(set).equals(ObjectTree.text(deployment, "metadata", "uid")))
                .filter(set -> template(set).equals(ObjectTree.object(deployment, "spec", "template")))
                .findFirst();
    }

    private static String owner(Json.Obj set) {
        return ObjectTree.get(set, "metadata", "ownerReferences")
                .map(all -> ObjectTree.text(((Json.Arr) all).items().getFirst(), "uid"))
                .orElse("");
    }

    private static Json.Obj template(Json.Obj set) {
        var template = ObjectTree.object(set, "spec", "template");
        var labels = ObjectTree.without(ObjectTree.object(template, "metadata", "labels"), HASH);
        return ObjectTree.set(template, labels, "metadata", "labels");
    }

    private Json.Obj make(Json.Obj deployment) {
        var template = ObjectTree.object(deployment, "spec", "template");
        var hash = Sha256.hex(template.text()).substring(0, 10);
        var metadata = ObjectTree.object(deployment, "metadata");
        var owner = Json.obj()
                .with("apiVersion", "apps/v1")
                .with("kind", "Deployment")
                .with("name", ObjectTree.text(metadata, "name"))
                .with("uid", ObjectTree.text(metadata, "uid"))
                .with("controller", true);
        var hashed = ObjectTree.set(template, Json.of(hash), "metadata", "labels", HASH);
        var set = Json.obj()
                .with(
                        "metadata",
                        Json.obj()
                                .with("name", ObjectTree.text(metadata, "name") + "-" + hash)
                                .with("namespace", ObjectTree.text(metadata, "namespace"))
                                .with("labels", ObjectTree.object(hashed, "metadata", "labels"))
                                .with("ownerReferences", Json.arr(owner)))
                .with(
                        "spec",
                        Json.obj()
                                .with("replicas", ObjectTree.number(deployment, "spec", "replicas"))
                                .with("template", hashed));
        return etcd.create("replicasets", set);
    }

    /** A reused replica set gets a new number and remembers the old one. */
    private Json.Obj revised(Json.Obj set, Json.Obj deployment) {
        int newest = etcd.all("replicasets").stream()
                .filter(one -> owner(one).equals(ObjectTree.text(deployment, "metadata", "uid")))
                .map(DeploymentController::revision)
                .max(Comparator.naturalOrder())
                .orElse(0);
        int now = revision(set);
        if (now == newest && now > 0) {
            return set;
        }
        var old =
                now > 0 ? ObjectTree.set(set, Json.of(Integer.toString(now)), "metadata", "annotations", HISTORY) : set;
        return etcd.put(
                "replicasets",
                ObjectTree.set(old, Json.of(Integer.toString(newest + 1)), "metadata", "annotations", REVISION));
    }

    private static int revision(Json.Obj set) {
        var text = ObjectTree.text(set, "metadata", "annotations", REVISION);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    /** The new pods start, or they do not and never will. */
    void settle() {
        observe();
        etcd.all("deployments").stream().filter(this::fails).forEach(this::pod);
        etcd.all("deployments")
                .forEach(one -> status(one, fails(one) ? "ReplicaSetUpdated" : "NewReplicaSetAvailable", !fails(one)));
    }

    /** The progress deadline passes. */
    void deadline() {
        etcd.all("deployments").stream()
                .filter(this::fails)
                .forEach(one -> status(one, "ProgressDeadlineExceeded", false));
    }

    private boolean fails(Json.Obj deployment) {
        return ObjectTree.items(deployment, "spec", "template", "spec", "containers").stream()
                .anyMatch(container -> brokenImages.containsKey(ObjectTree.text(container, "image")));
    }

    /** The first pod of the current template, whose containers wait. */
    private void pod(Json.Obj deployment) {
        var template = ObjectTree.object(deployment, "spec", "template");
        var statuses = ObjectTree.items(template, "spec", "containers").stream()
                .map(container -> {
                    var reason = brokenImages.getOrDefault(ObjectTree.text(container, "image"), "ContainerCreating");
                    var waiting = Json.obj().with("waiting", Json.obj().with("reason", reason));
                    return Json.obj()
                            .with("name", ObjectTree.text(container, "name"))
                            .with("state", waiting);
                })
                .toList();
        var name = ObjectTree.text(setOf(deployment).orElseThrow(), "metadata", "name") + "-0";
        var named = ObjectTree.set(template, Json.of(name), "metadata", "name");
        var placed = ObjectTree.set(
                named, Json.of(ObjectTree.text(deployment, "metadata", "namespace")), "metadata", "namespace");
        etcd.put("pods", placed.with("status", Json.obj().with("containerStatuses", Json.arr(statuses))));
    }

    /** @param up whether the pods of the current template serve; while they do not, one of the old ones is unavailable */
    private void status(Json.Obj deployment, String reason, boolean up) {
        int replicas = ObjectTree.number(deployment, "spec", "replicas");
        int crashed = setOf(deployment)
                .map(set -> crashing.getOrDefault(Etcd.key(set), 0))
                .orElse(0);
        int available = up ? replicas - crashed : Math.max(0, replicas - 1);
        boolean enough = available >= replicas - replicas / 4;
        var status = Json.obj()
                .with("observedGeneration", ObjectTree.number(deployment, "metadata", "generation"))
                .with("replicas", up ? replicas : replicas + 1)
                .with("updatedReplicas", up ? replicas : 1)
                .with("availableReplicas", available)
                .with("readyReplicas", available)
                .with(
                        "conditions",
                        Json.arr(
                                condition("Progressing", !reason.equals("ProgressDeadlineExceeded"), reason),
                                condition(
                                        "Available",
                                        enough,
                                        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable")));
        etcd.put("deployments", deployment.with("status", status));
    }

    private static Json.Obj condition(String type, boolean yes, String reason) {
        return Json.obj()
                .with("type", type)
                .with("status", yes ? "True" : "False")
                .with("reason", reason);
    }
}
