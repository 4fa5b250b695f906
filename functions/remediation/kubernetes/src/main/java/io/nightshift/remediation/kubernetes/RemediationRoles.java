package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Relation;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.RbacObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The least that actions need in a cluster: a Role, to be applied in each namespace, and a ClusterRole for those on nodes.
 * What an action needs is what it states for GKE ({@code container.deployments.update} is {@code patch deployments}).
 */
public final class RemediationRoles {

    private static final String NAME = "nightshift";
    private static final String PREFIX = "container.";
    private static final List<ObjectKind> WORKLOADS =
            List.of(ObjectKind.DEPLOYMENT, ObjectKind.STATEFUL_SET, ObjectKind.DAEMON_SET);

    /** The verbs of each resource, in the order of the API's kinds. */
    private final Map<ObjectKind, Set<String>> verbs = new TreeMap<>();

    private boolean evicts;

    private RemediationRoles() {}

    /** In the form for {@code kubectl apply}; empty if no action is on Kubernetes. */
    public static List<Json.Obj> of(Collection<ActionType> actions, Set<Relation> relations) {
        var roles = new ArrayList<Json.Obj>();
        var inNamespaces = new RemediationRoles().withActions(actions, kind -> isOfCluster(kind) && !isNode(kind));
        inNamespaces.withAutoscalers(actions);
        if (!inNamespaces.verbs.isEmpty()) {
            inNamespaces.withHealthOfPods().withRelations(relations);
            roles.add(RbacObject.of("Role", Json.obj().with("name", NAME), inNamespaces.rules()));
        }
        var onNodes = new RemediationRoles().withActions(actions, RemediationRoles::isNode);
        if (!onNodes.verbs.isEmpty()) {
            roles.add(RbacObject.of("ClusterRole", Json.obj().with("name", NAME + "-nodes"), onNodes.rules()));
        }
        return List.copyOf(roles);
    }

    private static boolean isOfCluster(String kind) {
        return Arrays.stream(ObjectKind.values()).anyMatch(one -> one.id().equals(kind));
    }

    private static boolean isNode(String kind) {
        return ObjectKind.NODE.id().equals(kind);
    }

    private RemediationRoles withActions(Collection<ActionType> actions, Predicate<String> kinds) {
        actions.stream()
                .filter(type -> type.kinds().stream().anyMatch(kinds))
                .flatMap(type -> type.permissions().getOrDefault(Cloud.GCP, List.of()).stream())
                .filter(permission -> permission.startsWith(PREFIX))
                .forEach(this::allow);
        return this;
    }

    private void allow(String permission) {
        var parts = permission.substring(PREFIX.length()).split("\\.", -1);
        if (parts[1].equals("evict")) {
            evicts = true;
        } else {
            allow(named(parts[0]), parts[1].equals("update") ? "patch" : parts[1]);
        }
    }

    private void allow(ObjectKind kind, String verb) {
        verbs.computeIfAbsent(kind, each -> new TreeSet<>()).add(verb);
    }

    private static ObjectKind named(String resource) {
        return Arrays.stream(ObjectKind.values())
                .filter(kind -> plural(kind).equalsIgnoreCase(resource))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an action needs " + resource + ", which has no kind"));
    }

    /** No signal of GKE names an autoscaler, so actions on it state nothing for GKE. */
    private void withAutoscalers(Collection<ActionType> actions) {
        if (actions.stream().anyMatch(type -> type.kinds().contains(ObjectKind.AUTOSCALER.id()))) {
            allow(ObjectKind.AUTOSCALER, "get");
            allow(ObjectKind.AUTOSCALER, "patch");
        }
    }

    /** A signal may name a pod: its health and its workload are read. */
    private RemediationRoles withHealthOfPods() {
        allow(ObjectKind.POD, "get");
        allow(ObjectKind.REPLICA_SET, "get");
        WORKLOADS.forEach(kind -> allow(kind, "get"));
        return this;
    }

    private void withRelations(Set<Relation> relations) {
        if (relations.contains(Relation.TAGGED)) {
            allow(ObjectKind.POD, "list");
            WORKLOADS.forEach(kind -> allow(kind, "list"));
        }
    }

    /** One for the resources of a group that have the same verbs. */
    private List<Json.Obj> rules() {
        var together = new LinkedHashMap<GroupVerbs, List<String>>();
        verbs.forEach((kind, allowed) -> together.computeIfAbsent(
                        new GroupVerbs(group(kind), allowed), each -> new ArrayList<>())
                .add(plural(kind)));
        var rules = new ArrayList<Json.Obj>();
        together.forEach((of, resources) -> rules.add(RbacObject.rule(of.group(), resources, Set.of(), of.verbs())));
        if (evicts) {
            rules.add(RbacObject.rule("", List.of("pods/eviction"), Set.of(), Set.of("create")));
        }
        return rules;
    }

    private record GroupVerbs(String group, Set<String> verbs) {}

    private static String plural(ObjectKind kind) {
        return kind.resource().split("\\.", -1)[0];
    }

    private static String group(ObjectKind kind) {
        return kind.resource().substring(plural(kind).length()).replaceFirst("^\\.", "");
    }
}
