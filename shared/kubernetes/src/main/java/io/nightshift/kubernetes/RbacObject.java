package io.nightshift.kubernetes;

import io.nightshift.core.json.Json;
import java.util.Collection;
import java.util.List;

/**
 * Roles in the form for {@code kubectl apply}.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">Kubernetes: RBAC</a>
 */
public final class RbacObject {

    private RbacObject() {}

    /** @param kind Role or ClusterRole */
    public static Json.Obj of(String kind, Json.Obj metadata, List<? extends Json> rules) {
        return Json.obj()
                .with("apiVersion", "rbac.authorization.k8s.io/v1")
                .with("kind", kind)
                .with("metadata", metadata)
                .with("rules", Json.arr(List.copyOf(rules)));
    }

    /**
     * @param group the API group; empty for that of pods and nodes
     * @param names of the objects; all objects if empty
     */
    public static Json.Obj rule(
            String group, Collection<String> resources, Collection<String> names, Collection<String> verbs) {
        var rule = Json.obj()
                .with("apiGroups", Json.strings(List.of(group)))
                .with("resources", Json.strings(resources))
                .with("verbs", Json.strings(verbs));
        return names.isEmpty() ? rule : rule.with("resourceNames", Json.strings(names));
    }
}
