package io.nightshift.sandbox.kubernetes;

import io.nightshift.sandbox.wire.WireRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request.
 *
 * @param verb as in a Role: get, list, patch
 * @param namespace empty for cluster-wide resources
 * @param name empty for a list
 */
record RequestRoute(String verb, String namespace, String resource, String name) {

    private static final Pattern PATH = Pattern.compile(
            "(/api/v1|/apis/apps/v1|/apis/gateway\\.networking\\.k8s\\.io/v1)"
                    + "/namespaces/([a-z0-9-]+)/(deployments|statefulsets|daemonsets|replicasets|httproutes|services|pods)(?:/([a-z0-9.-]+))?");

    private static final Pattern OF_THE_CLUSTER = Pattern.compile("/api/v1/nodes(?:/([a-z0-9.-]+))?");

    /** The path of each resource. */
    private static final Map<String, String> ROOTS = Map.of(
            "services", "/api/v1",
            "pods", "/api/v1",
            "deployments", "/apis/apps/v1",
            "statefulsets", "/apis/apps/v1",
            "daemonsets", "/apis/apps/v1",
            "replicasets", "/apis/apps/v1",
            "httproutes", "/apis/gateway.networking.k8s.io/v1");

    static Optional<RequestRoute> of(WireRequest request) {
        var node = OF_THE_CLUSTER.matcher(request.uri().getRawPath());
        if (node.matches()) {
            return Optional.of(of(request, "", "nodes", node.group(1)));
        }
        // The raw path: a server that decodes first would take an encoded slash for a part of the name.
        var match = PATH.matcher(request.uri().getRawPath());
        if (!match.matches() || !match.group(1).equals(ROOTS.get(match.group(3)))) {
            return Optional.empty();
        }
        return Optional.of(of(request, match.group(2), match.group(3), match.group(4)));
    }

    private static RequestRoute of(WireRequest request, String namespace, String resource, @Nullable String named) {
        var name = Optional.ofNullable(named).orElse("");
        var method = request.method().toLowerCase(Locale.ROOT);
        var verb = method.equals("get") && name.isEmpty() ? "list" : method;
        return new RequestRoute(verb, namespace, resource, name);
    }

    /** The API group of the resource; empty for the core group. */
    String group() {
        return switch (resource) {
            case "httproutes" -> "gateway.networking.k8s.io";
            case "services", "nodes", "pods" -> "";
            default -> "apps";
        };
    }

    String kind() {
        return switch (resource) {
            case "httproutes" -> "HTTPRoute";
            case "replicasets" -> "ReplicaSet";
            case "statefulsets" -> "StatefulSet";
            case "daemonsets" -> "DaemonSet";
            case "services" -> "Service";
            case "nodes" -> "Node";
            case "pods" -> "Pod";
            default -> "Deployment";
        };
    }

    String key() {
        return namespace + "/" + name;
    }
}
