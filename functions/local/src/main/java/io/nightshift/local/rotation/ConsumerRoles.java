package io.nightshift.local.rotation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.RbacObject;
import io.nightshift.rotation.policy.SecretPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The minimal permissions in clusters for rotations: a Role in each namespace, for the restarted consumers by their names. */
final class ConsumerRoles {

    private static final String NAME = "nightshift-rotation";
    private static final List<String> VERBS = List.of("get", "patch");

    private ConsumerRoles() {}

    /** In the form for {@code kubectl apply}; empty if no consumer is a workload of a cluster. */
    static List<Json.Obj> of(List<SecretPolicy> entries) {
        var names = new TreeMap<String, Map<String, Set<String>>>();
        for (var entry : entries) {
            for (var consumer : consumers(entry)) {
                ObjectKind.of(consumer)
                        .filter(ObjectKind::namespaced)
                        .ifPresent(kind -> add(names, kind, consumer.name()));
            }
        }
        var roles = new ArrayList<Json.Obj>();
        names.forEach((place, objects) -> roles.add(RbacObject.of("Role", metadata(place), rules(objects))));
        return List.copyOf(roles);
    }

    private static List<Resource> consumers(SecretPolicy entry) {
        try {
            var consumers = new ArrayList<Resource>();
            for (var consumer : View.of(entry.plan()).at("consumers").items()) {
                consumers.add(Resource.fromJson(consumer));
            }
            return consumers;
        } catch (JsonException e) {
            throw new IllegalStateException("the section wrote another plan than it reads", e);
        }
    }

    /** @param name {@code NAMESPACE/NAME}, after the cluster's name in GKE */
    private static void add(Map<String, Map<String, Set<String>>> names, ObjectKind kind, String name) {
        int slash = name.lastIndexOf('/');
        names.computeIfAbsent(name.substring(0, Math.max(slash, 0)), each -> new TreeMap<>())
                .computeIfAbsent(kind.resource(), each -> new TreeSet<>())
                .add(name.substring(slash + 1));
    }

    private static Json.Obj metadata(String place) {
        int slash = place.lastIndexOf('/');
        var metadata = Json.obj().with("name", NAME).with("namespace", place.substring(slash + 1));
        return slash < 0
                ? metadata
                : metadata.with("annotations", Json.obj().with("nightshift/cluster", place.substring(0, slash)));
    }

    private static List<Json.Obj> rules(Map<String, Set<String>> objects) {
        var rules = new ArrayList<Json.Obj>();
        objects.forEach((resource, names) -> {
            var parts = resource.split("\\.", 2);
            rules.add(RbacObject.rule(parts[1], List.of(parts[0]), names, VERBS));
        });
        return rules;
    }
}
