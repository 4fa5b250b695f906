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
 * @param verb as in a Role: get, list, patch, create, delete
 * @param namespace empty for cluster-wide resources, and for a list of all namespaces
 * @param name empty for a list
 * @param eviction whether it is the eviction of that pod
 */
record RequestRoute(String verb, String namespace, String resource, String name, boolean eviction) {

    private static final Pattern PATH = Pattern.compile("(/api/v1|/apis/[a-z0-9.-]+/v[12])"
            + "(?:/namespaces/([a-z0-9-]+))?/([a-z]+)(?:/([a-z0-9.-]+))?(/eviction)?");

    private static final String APPS = "/apis/apps/v1";

    /** The path of each resource. */
    private static final Map<String, String> ROOTS = Map.ofEntries(
            Map.entry("services", "/api/v1"),
            Map.entry("pods", "/api/v1"),
            Map.entry("nodes", "/api/v1"),
            Map.entry("deployments", APPS),
            Map.entry("statefulsets", APPS),
            Map.entry("daemonsets", APPS),
            Map.entry("replicasets", APPS),
            Map.entry("controllerrevisions", APPS),
            Map.entry("horizontalpodautoscalers", "/apis/autoscaling/v2"),
            Map.entry("externalsecrets", "/apis/external-secrets.io/v1"),
            Map.entry("httproutes", "/apis/gateway.networking.k8s.io/v1"));

    private static final String NODES = "nodes";

    static Optional<RequestRoute> of(WireRequest request) {
        // The raw path: a server that decodes first would take an encoded slash for a part of the name.
        var match = PATH.matcher(request.uri().getRawPath());
        if (!match.matches() || !match.group(1).equals(ROOTS.get(match.group(3)))) {
            return Optional.empty();
        }
        var route = of(
                request,
                Optional.ofNullable(match.group(2)).orElse(""),
                match.group(3),
                match.group(4),
                match.group(5) != null);
        return route.possible() ? Optional.of(route) : Optional.empty();
    }

    private static RequestRoute of(
            WireRequest request, String namespace, String resource, @Nullable String named, boolean eviction) {
        var name = Optional.ofNullable(named).orElse("");
        var verb = switch (request.method()) {
            case "GET" -> name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            default -> request.method().toLowerCase(Locale.ROOT);
        };
        return new RequestRoute(verb, namespace, resource, name, eviction);
    }

    /** A node is in no namespace; objects of namespaces are named inside one, and listed in one or all of them. */
    private boolean possible() {
        boolean scoped = resource.equals(NODES) ? namespace.isEmpty() : !namespace.isEmpty() || name.isEmpty();
        return scoped && (!eviction || (resource.equals("pods") && !name.isEmpty()));
    }

    /** The resource as in a Role: {@code pods/eviction}. */
    String full() {
        return eviction ? resource + "/eviction" : resource;
    }

    /** The API group of the resource; empty for the core group. */
    String group() {
        return switch (resource) {
            case "httproutes" -> "gateway.networking.k8s.io";
            case "externalsecrets" -> "external-secrets.io";
            case "services", "nodes", "pods" -> "";
            case "horizontalpodautoscalers" -> "autoscaling";
            default -> "apps";
        };
    }

    String kind() {
        return switch (resource) {
            case "httproutes" -> "HTTPRoute";
            case "externalsecrets" -> "ExternalSecret";
            case "replicasets" -> "ReplicaSet";
            case "controllerrevisions" -> "ControllerRevision";
            case "statefulsets" -> "StatefulSet";
            case "daemonsets" -> "DaemonSet";
            case "services" -> "Service";
            case "nodes" -> "Node";
            case "pods" -> "Pod";
            case "horizontalpodautoscalers" -> "HorizontalPodAutoscaler";
            default -> "Deployment";
        };
    }

    /** The key, or the name alone if there is no namespace. */
    String label() {
        return namespace.isEmpty() ? name : key();
    }

    String key() {
        return namespace + "/" + name;
    }
}
