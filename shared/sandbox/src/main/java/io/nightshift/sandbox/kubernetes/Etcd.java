package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stored objects: each write increments the one resource version of the store. Guarded by its {@link KubernetesStandIn}.
 */
final class Etcd {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");

    private final Map<String, Map<String, Json.Obj>> kinds = Stream.of(
                    "deployments",
                    "statefulsets",
                    "daemonsets",
                    "replicasets",
                    "controllerrevisions",
                    "horizontalpodautoscalers",
                    "httproutes",
                    "externalsecrets",
                    "services",
                    "pods",
                    "nodes")
            .collect(Collectors.toMap(kind -> kind, kind -> new TreeMap<>()));
    private int version = 1000;
    private int made;

    private Map<String, Json.Obj> kind(String resource) {
        return Optional.ofNullable(kinds.get(resource)).orElseThrow();
    }

    static String key(Json.Obj object) {
        return ObjectTree.text(object, "metadata", "namespace") + "/" + ObjectTree.text(object, "metadata", "name");
    }

    Json.Obj create(String resource, Json.Obj object) {
        made++;
        var named = ObjectTree.set(object, Json.of("00000000-0000-4000-8000-%012d".formatted(made)), "metadata", "uid");
        var dated = ObjectTree.set(
                named, Json.of(MIDNIGHT.plusSeconds(60L * made).toString()), "metadata", "creationTimestamp");
        return put(resource, ObjectTree.set(dated, Json.of(1), "metadata", "generation"));
    }

    /** Stores the object, unless it is already stored unchanged: then the version stays. */
    Json.Obj put(String resource, Json.Obj object) {
        if (object.equals(kind(resource).get(key(object)))) {
            return object;
        }
        version++;
        var stored = ObjectTree.set(object, Json.of(Integer.toString(version)), "metadata", "resourceVersion");
        kind(resource).put(key(stored), stored);
        return stored;
    }

    Optional<Json.Obj> find(String resource, String key) {
        return Optional.ofNullable(kind(resource).get(key));
    }

    Json.Obj get(String resource, String key) {
        return find(resource, key).orElseThrow(() -> new IllegalArgumentException("there is no " + key));
    }

    void remove(String resource, String key) {
        kind(resource).remove(key);
        version++;
    }

    List<Json.Obj> all(String resource) {
        return List.copyOf(kind(resource).values());
    }

    String version() {
        return Integer.toString(version);
    }
}
